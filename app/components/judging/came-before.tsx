import { Link } from '@remix-run/react'
import { nameOfList } from '#app/components/judging/ask-fields.tsx'
import { Appeals, type AppealShown } from '#app/components/judging/past-decisions.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { Principle } from '#content/vocabulary.ts'

type AnsweredChange = {
  principle: Principle
  requirementId: string
  question: string | null
  reason: string
  askedBy: string
  askedAt: Date
  changedIn: number | null
}

/** Why it is decided anew: what was wrong with the decision, and who found so. */
export function WhyAnew({ id, appeals }: { id: string; appeals: readonly AppealShown[] }) {
  const t = useWords()
  if (appeals.length === 0) return null
  return (
    <>
      <p className="am-measure">
        <b>{t('decision.anew.lead')}</b>{' '}
        <Link className="govuk-link" to={`/app/assessments/${id}#past-decisions`}>
          {t('decision.anew.before')}
        </Link>
      </p>
      <Appeals appeals={appeals} />
    </>
  )
}

/** What the writers were asked to change and sent again, by name, with the reviewer's own words. */
export function ChangesAnswered({ id, changes }: { id: string; changes: readonly AnsweredChange[] }) {
  const t = useWords()
  const { date } = useDates()
  if (changes.length === 0) return null
  return (
    <section aria-labelledby="answered">
      <h2 id="answered" className="am-group">
        {t('decision.answered.title')}
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {changes.map((one) => (
          <li key={`${one.requirementId} ${one.askedAt.toISOString()}`}>
            <b>{nameOfList(one.requirementId, t)}</b> {one.question}
            <br />
            {t('decision.answered.by', { name: one.askedBy, date: date(one.askedAt) })}{' '}
            <span className="am-pre" dir="auto">
              {one.reason}
            </span>
            <br />
            {one.changedIn === null
              ? t('decision.answered.same')
              : t('decision.answered.changed', { number: one.changedIn })}{' '}
            <Link className="govuk-link" to={`/app/assessments/${id}/review/${one.principle}`}>
              {t('decision.answered.read', { id: nameOfList(one.requirementId, t) })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
