import { Link } from '@remix-run/react'
import { useDates, useWords } from '#app/components/words.tsx'
import { principles } from '#content/vocabulary.ts'

export type DecisionShown = {
  outcome: 'approved' | 'approved_with_conditions' | 'declined'
  reason: string
  reasons: Record<string, string>
  decidedAt: Date
  hasLetter: boolean
  /** The last day; null where there is nothing to appeal against. */
  appealUntil: Date | null
}

export type DecisionMoves = {
  lodge: boolean
  takeBack: boolean
  hear: boolean
  undo: boolean
  issued: boolean
}

/** Why, principle by principle, in the approver's own words. */
export function ReasonsGiven({ reasons }: Pick<DecisionShown, 'reasons'>) {
  const t = useWords()
  const given = principles.filter((principle) => reasons[principle])
  if (given.length === 0) return null
  return (
    <dl className="am-dl">
      {given.map((principle) => (
        <div key={principle}>
          <dt>{t(`content.principle.${principle}`)}</dt>
          <dd className="am-pre" dir="auto">
            {reasons[principle]}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** An appeal that would wait for ever unless the body finds somebody. */
export function NobodyHears({ body }: { body: string | null }) {
  const t = useWords()
  if (!body) return null
  return (
    <p className="am-measure">
      <b>{t('decision.appeal.nobody', { body })}</b>
    </p>
  )
}

/** What can be done about a decision, and until when. */
export function AfterDeciding({
  id,
  decision,
  may,
  appealed,
  nobodyHears,
}: {
  id: string
  decision: DecisionShown | null
  may: DecisionMoves
  appealed: boolean
  nobodyHears: string | null
}) {
  const t = useWords()
  const { date } = useDates()
  const at = (page: string) => `/app/assessments/${id}/${page}`
  const links = [
    ...(decision?.hasLetter ? [{ to: at('letter'), words: t('decision.after.letter') }] : []),
    ...(may.lodge ? [{ to: at('appeal'), words: t('decision.after.appeal') }] : []),
    ...(may.hear ? [{ to: at('appeal'), words: t('decision.after.hear') }] : []),
    ...(appealed && !may.hear ? [{ to: at('appeal'), words: t('decision.after.appealRead') }] : []),
    ...(may.undo ? [{ to: at('undo'), words: t('decision.after.undo') }] : []),
    ...(may.issued ? [{ to: at('documents'), words: t('decision.after.issued') }] : []),
  ]
  return (
    <>
      {decision?.appealUntil && !appealed && may.lodge && (
        <p className="am-measure">{t('decision.appeal.until', { date: date(decision.appealUntil) })}</p>
      )}
      {appealed && <p className="am-measure">{t('decision.appeal.waits')}</p>}
      <NobodyHears body={nobodyHears} />
      {links.length > 0 && (
        <ul className="am-list">
          {links.map(({ to, words }) => (
            <li key={words}>
              <Link className="govuk-link" to={to}>
                {words}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
