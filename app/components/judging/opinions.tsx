import { JudgementTag } from '#app/components/judging/judgement-tag.tsx'
import { PointsSaid } from '#app/components/judging/points-said.tsx'
import { useWords } from '#app/components/words.tsx'
import type { JudgedPoint } from '#app/forms/judge.form.ts'

type Judged = {
  judgement: 'open' | 'accepted' | 'changes_asked'
  reason: string
  points: JudgedPoint[]
  at: Date | null
  by: string
}
type OtherPart = 'first' | 'second' | 'partner' | 'outside'
export type OpinionsData = {
  principle: 'rights' | 'equity' | 'transparency' | 'accountability'
  first: Judged
  others: (Judged & { part: OtherPart; submissionNumber: number | null })[]
}[]

/** For whoever decides: what each reviewer found without knowing of the others, side by side. Nothing where one person judged. */
export function Opinions({ opinions }: { opinions: OpinionsData }) {
  const t = useWords()
  if (opinions.length === 0) return null
  return (
    <section aria-labelledby="opinions">
      <h2 id="opinions" className="govuk-heading-m">
        {t('review.opinions.title')}
      </h2>
      <p className="am-measure">{t('review.opinions.lead')}</p>
      {opinions.map(({ principle, first, others }) => (
        <section key={principle} aria-labelledby={`o-${principle}`}>
          <h3 id={`o-${principle}`} className="govuk-heading-s">
            {t(`content.principle.${principle}`)}
          </h3>
          {others.some(({ judgement }) => judgement !== 'open' && judgement !== first.judgement) && (
            <p>
              <b>{t('review.opinions.differ')}</b>
            </p>
          )}
          <div className="am-compare">
            <Side {...first} part="first" />
            {others.map((other) => (
              <Side {...other} key={`${other.part}-${other.by}`} />
            ))}
          </div>
        </section>
      ))}
    </section>
  )
}

function Side({
  part,
  judgement,
  submissionNumber,
  ...said
}: Judged & {
  part: OtherPart
  submissionNumber?: number | null
}) {
  const t = useWords()
  return (
    <div className="am-compare__side">
      <header>
        <h4 className="govuk-heading-s">{t(`review.part.${part}`)}</h4>
        {submissionNumber && <p>{t('review.opinions.about', { number: submissionNumber })}</p>}
      </header>
      <div className="am-compare__body">
        <p>
          <JudgementTag judgement={judgement} />
        </p>
        <PointsSaid {...said} />
      </div>
    </div>
  )
}
