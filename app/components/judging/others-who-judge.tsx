import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'

export type Part = 'first' | 'second' | 'partner' | 'outside'
type OthersProps = { others: { part: Part; done: boolean; name: string }[]; missing: Part[] }

/** Who judges beside the first reviewer, and whether they have finished. What they found is for whoever decides. */
export function OthersWhoJudge({ others, missing }: OthersProps) {
  const t = useWords()
  if (others.length + missing.length === 0) return null
  return (
    <section aria-labelledby="others">
      <h2 id="others" className="govuk-heading-m">
        {t('review.others.title')}
      </h2>
      <ul className="govuk-list">
        {others.map(({ part, done, name }) => (
          <li key={`${part}-${name}`}>
            {t('shell.pair', { what: t(`review.part.${part}`), words: name })}{' '}
            <Tag tone={done ? 'done' : 'wait'} icon={done ? 'tick' : 'hourglass'}>
              {t(done ? 'review.others.done' : 'review.others.notDone')}
            </Tag>
          </li>
        ))}
        {missing.map((part) => (
          <li key={part}>
            {t(`review.part.${part}`)}{' '}
            <Tag tone="wait" icon="hourglass">
              {t('review.others.missing')}
            </Tag>
          </li>
        ))}
      </ul>
      <p className="am-quiet">{t('review.others.blind')}</p>
    </section>
  )
}
