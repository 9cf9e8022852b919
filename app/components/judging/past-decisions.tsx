import { Link } from '@remix-run/react'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { listOf } from '#content/words.ts'

export type PastDecision = {
  number: number
  outcome: 'approved' | 'approved_with_conditions' | 'declined'
  reason: string
  decidedAt: Date
  decidedBy: string
  kind: 'reverted' | 'appealed'
  undoneAt: Date
  undoneBy: string
  because: string
  hasLetter: boolean
  /** What was issued under it and went out of force with it. */
  documents: { numbers: string[]; publicFrom: Date } | null
}

export type AppealShown = {
  id: string
  grounds: string
  lodgedAt: Date
  lodgedBy: string
  state: 'lodged' | 'upheld' | 'dismissed' | 'taken_back'
  heardAt: Date | null
  heardBy: string
  reason: string
}

/** Decisions that were undone: who, when and why. Nothing is hidden by what was decided later. */
export function PastDecisions({ id, past }: { id: string; past: readonly PastDecision[] }) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  if (past.length === 0) return null
  return (
    <section aria-labelledby="past-decisions">
      <h2 id="past-decisions" className="am-group">
        {t('decision.past.title')}
      </h2>
      {past.map((one) => (
        <div key={one.number}>
          <h3 className="govuk-heading-s">
            {t('decision.past.one', {
              outcome: t(`machines.assessment.outcome.${one.outcome}`),
              on: date(one.decidedAt),
              name: one.decidedBy,
            })}
          </h3>
          <InsetQuote>
            <p className="am-pre">{one.reason}</p>
          </InsetQuote>
          <p className="am-measure">
            {t(`decision.past.${one.kind}`, { on: date(one.undoneAt), name: one.undoneBy })}
          </p>
          <InsetQuote>
            <p className="am-pre">{one.because}</p>
          </InsetQuote>
          {one.documents && (
            <p className="am-measure">
              {t('decision.past.documents', {
                numbers: listOf(locale, one.documents.numbers),
                on: date(one.undoneAt),
                from: date(one.documents.publicFrom),
              })}
            </p>
          )}
          {one.hasLetter && (
            <p>
              <Link className="govuk-link" to={`/app/assessments/${id}/letter?past=${one.number}`}>
                {t('decision.past.letter', { on: date(one.decidedAt) })}
              </Link>
            </p>
          )}
        </div>
      ))}
    </section>
  )
}

const looks = {
  lodged: { tone: 'wait', icon: 'hourglass' },
  upheld: { tone: 'done', icon: 'tick' },
  dismissed: { tone: 'neutral', icon: 'cross' },
  taken_back: { tone: 'neutral', icon: 'return' },
} as const

/** Every appeal with its grounds and what became of it. */
export function Appeals({ appeals }: { appeals: readonly AppealShown[] }) {
  const t = useWords()
  const { date } = useDates()
  if (appeals.length === 0) return null
  return (
    <section aria-labelledby="appeals">
      <h2 id="appeals" className="am-group">
        {t('decision.appeals.title')}
      </h2>
      {appeals.map((one) => (
        <div key={one.id}>
          <p>
            <Tag {...looks[one.state]}>{t(`decision.appeals.state.${one.state}`)}</Tag>
          </p>
          <InsetQuote from={t('decision.appeals.lodgedBy', { name: one.lodgedBy, on: date(one.lodgedAt) })}>
            <p className="am-pre">{one.grounds}</p>
          </InsetQuote>
          {one.heardAt && (
            <InsetQuote from={t('decision.appeals.heardBy', { name: one.heardBy, on: date(one.heardAt) })}>
              <p className="am-pre">{one.reason}</p>
            </InsetQuote>
          )}
        </div>
      ))}
    </section>
  )
}
