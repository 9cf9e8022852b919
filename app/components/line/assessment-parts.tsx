import { Link } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { AfterDeciding, ReasonsGiven } from '#app/components/judging/after-deciding.tsx'
import { Appeals, PastDecisions } from '#app/components/judging/past-decisions.tsx'
import type { AssessmentData } from '#app/components/line/assessment-data.ts'
import { StateLine } from '#app/components/state-line.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import type { IconName } from '#app/components/icon.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

const outcomes: Record<'approved' | 'approved_with_conditions' | 'declined', { tone: Tone; icon: IconName }> =
  {
    approved: { tone: 'done', icon: 'tick' },
    approved_with_conditions: { tone: 'wait', icon: 'pen' },
    declined: { tone: 'neutral', icon: 'cross' },
  }

/** Why it is somebody else's turn, for whoever has the job themselves. */
export function WhyNotYou({ barred }: Pick<AssessmentData, 'barred'>) {
  const t = useWords()
  return barred && <p>{t(`review.barred.${barred}`)}</p>
}

/** What was decided, when and why, in the approver's own words. */
export function Decision({ id, decision, after }: Pick<AssessmentData, 'id' | 'decision' | 'after'>) {
  const t = useWords()
  const { date } = useDates()
  const { moves, appealed, nobodyHears } = after
  const rest = <AfterDeciding {...{ id, decision, appealed, nobodyHears }} may={moves} />
  const before = (
    <>
      <Appeals appeals={after.appeals} />
      <PastDecisions id={id} past={after.past} />
    </>
  )
  if (!decision)
    return (
      <>
        {rest}
        {before}
      </>
    )
  const { outcome, reason, reasons, decidedAt } = decision
  return (
    <>
      <section aria-labelledby="decision">
        <h2 id="decision" className="am-group">
          {t('line.decision.title')}
        </h2>
        <p>
          <Tag {...outcomes[outcome]}>{t(`machines.assessment.outcome.${outcome}`)}</Tag>
        </p>
        <InsetQuote from={t('line.decision.on', { date: date(decidedAt) })}>
          <p className="am-pre">{reason}</p>
        </InsetQuote>
        <ReasonsGiven reasons={reasons} />
        {rest}
      </section>
      {before}
    </>
  )
}

export function Documents({ documents, id }: Pick<AssessmentData, 'documents' | 'id'>) {
  const t = useWords()
  if (documents.length === 0) return null
  return (
    <Card title={t('line.documents.title')}>
      <ul className="am-list">
        {documents.map(({ kind, number, revisions }) => (
          <li key={kind}>
            {/* A download is not a page of ours, so it is a plain link. */}
            <a className="govuk-link" href={`/app/assessments/${id}/documents/${kind}`}>
              {t(`line.documents.${kind}`)}
            </a>
            <br />
            <span className="am-quiet">
              {number}
              {'. '}
              {revisions.at(-1)?.final ? t('line.documents.complete') : t('line.documents.incomplete')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** The states in order, from the machine's own labels. */
export function Process({
  id,
  steps,
  frameworkTitle,
}: Pick<AssessmentData, 'id' | 'steps' | 'frameworkTitle'>) {
  const t = useWords()
  const states = steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))
  return (
    <Card title={t('line.process.title')} quiet>
      <StateLine states={states} label={t('line.process.label')} />
      <p>
        <Link className="govuk-link" to={`/app/assessments/${id}/how-this-works`}>
          {t('line.process.how')}
        </Link>
      </p>
      <p className="am-quiet">{frameworkTitle}</p>
    </Card>
  )
}
