import { Icon } from '#app/components/icon.tsx'
import { useWords } from '#app/components/words.tsx'

/** Somebody was faster. The page below is as it stands now, and what was typed is still in it. */
export function MovedMeanwhile() {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="moved" tabIndex={-1} autoFocus>
      <h2 id="moved" className="govuk-heading-m">
        <Icon name="return" /> {t('line.moved.title')}
      </h2>
      <p>{t('line.moved.text')}</p>
    </section>
  )
}
