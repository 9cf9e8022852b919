import { Card } from '#app/components/card.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import type { AssessmentData, ConditionData } from '#app/components/line/assessment-data.ts'
import { StateLine } from '#app/components/state-line.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import type { IconName } from '#app/components/icon.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { isKey } from '#content/words.ts'

const outcomes: Record<'approved' | 'approved_with_conditions' | 'declined', { tone: Tone; icon: IconName }> =
  {
    approved: { tone: 'done', icon: 'tick' },
    approved_with_conditions: { tone: 'wait', icon: 'pen' },
    declined: { tone: 'neutral', icon: 'cross' },
  }

/** What was decided, when and why, in the approver's own words. */
export function Decision({ outcome, reason, decidedAt }: NonNullable<AssessmentData['decision']>) {
  const t = useWords()
  const { date } = useDates()
  return (
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
    </section>
  )
}

/** Each condition with its clock, what it holds back, and the money for it. */
export function Conditions({ conditions, now }: { conditions: ConditionData[]; now: Date }) {
  const t = useWords()
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions" className="am-group">
        {t('line.conditions.title', { count: conditions.length })}
      </h2>
      {conditions.map(({ id, sentence, owner, evidenceAsked, dueOn, holdsBack, moneyFor, whyNoMoney }) => (
        <div className="am-cond am-t-progress" key={id}>
          <h3 dir="auto">{sentence}</h3>
          <ClockChip dueAt={dueOn} now={now} />
          <Facts
            rows={[
              { label: t('line.conditions.holdsBack'), value: held(holdsBack, t) },
              { label: t('line.conditions.evidence'), value: <bdi>{evidenceAsked}</bdi> },
              {
                label: t('line.conditions.money'),
                value: <bdi>{moneyFor || t('line.conditions.noMoney', { why: whyNoMoney })}</bdi>,
              },
              { label: t('line.conditions.owner'), value: <bdi>{owner}</bdi> },
            ]}
          />
        </div>
      ))}
    </section>
  )
}

function held(what: string, t: ReturnType<typeof useWords>): string {
  const key = `content.gate.${what}`
  return isKey(key) ? t(key) : t('line.conditions.nothing')
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
export function Process({ steps, frameworkTitle }: Pick<AssessmentData, 'steps' | 'frameworkTitle'>) {
  const t = useWords()
  const states = steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))
  return (
    <Card title={t('line.process.title')} quiet>
      <StateLine states={states} label={t('line.process.label')} />
      <p className="am-quiet">{frameworkTitle}</p>
    </Card>
  )
}
