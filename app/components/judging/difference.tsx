import { useWords } from '#app/components/words.tsx'
import type { ChangedPart } from '#content/word-difference.ts'

type DifferenceProps = {
  parts: readonly ChangedPart[]
  before: string
  after: string
  lang: string
  id: string
}

/** The same answer twice: what went is marked on the left, what came on the right, in words as well as in looks. */
export function Difference({ parts, before, after, lang, id }: DifferenceProps) {
  return (
    <div className="am-compare">
      <Side
        id={`${id}-before`}
        title={before}
        lang={lang}
        parts={parts.filter(({ change }) => change !== 'added')}
      />
      <Side
        id={`${id}-after`}
        title={after}
        lang={lang}
        parts={parts.filter(({ change }) => change !== 'removed')}
        now
      />
    </div>
  )
}

function Side({
  id,
  title,
  lang,
  parts,
  now = false,
}: {
  id: string
  title: string
  lang: string
  parts: readonly ChangedPart[]
  now?: boolean
}) {
  const t = useWords()
  return (
    <div role="group" className={`am-compare__side${now ? ' am-now' : ''}`} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
      </header>
      <div className="am-compare__body am-pre" dir="auto" lang={lang}>
        {parts.length === 0 ? <span className="am-quiet">{t('review.difference.nothing')}</span> : null}
        {parts.map(({ change, text }, index) => (
          <Part key={index} change={change} text={text} />
        ))}
      </div>
    </div>
  )
}

function Part({ change, text }: ChangedPart) {
  const t = useWords()
  if (change === 'same') return text
  const Mark = change === 'added' ? 'ins' : 'del'
  return (
    <Mark>
      <span className="govuk-visually-hidden">{t(`review.difference.${change}`)} </span>
      {text}
      <span className="govuk-visually-hidden"> {t('review.difference.end')} </span>
    </Mark>
  )
}
