import { Button } from '#app/components/button.tsx'
import type { Part } from '#app/components/judging/others-who-judge.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { moneyAsText } from '#content/answer-text.ts'

type Assigned = {
  personId: string
  part: Part
  name: string
  by: string
  assignedAt: Date
  doneAt: Date | null
  endedAt: Date | null
  paid: string | null
  paidCurrency: string | null
  paidOn: Date | null
  declared: boolean
}

/** Who judges now and who did before, with what was paid. */
export function AssignedReviewers({ assigned, open }: { assigned: Assigned[]; open: boolean }) {
  const t = useWords()
  const { date } = useDates()
  if (assigned.length === 0) return <p>{t('review.assigned.nobody')}</p>
  return (
    <>
      <h2 className="govuk-heading-m">{t('review.assigned.title')}</h2>
      <ul className="am-answers">
        {assigned.map((one) => (
          <li key={`${one.personId}-${one.assignedAt.toISOString()}`}>
            <p>
              <b>{one.name}</b>, {t(`review.part.${one.part}`)} <Standing {...one} />
            </p>
            <p className="am-quiet">
              {t('review.assigned.by', { name: one.by, date: date(one.assignedAt) })}{' '}
              {one.endedAt && t('review.assigned.ended', { date: date(one.endedAt) })}
            </p>
            {one.endedAt === null && (one.part === 'partner' || one.part === 'outside') && (
              <OutsideSteps one={one} open={open} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Standing({ endedAt, doneAt, declared, part }: Assigned) {
  const t = useWords()
  if (endedAt)
    return (
      <Tag tone="neutral" icon="cross">
        {t('review.assigned.over')}
      </Tag>
    )
  if (doneAt)
    return (
      <Tag tone="done" icon="tick">
        {t('review.others.done')}
      </Tag>
    )
  return (
    <Tag tone="wait" icon="hourglass">
      {!declared
        ? t('review.assigned.undeclared')
        : t(part === 'first' ? 'review.assigned.judges' : 'review.others.notDone')}
    </Tag>
  )
}

function OutsideSteps({ one, open }: { one: Assigned; open: boolean }) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const { name, personId, paid, paidCurrency, paidOn, doneAt } = one
  return (
    <>
      <p>
        {paid !== null && paidCurrency !== null && paidOn !== null
          ? t('review.pay.paid', {
              amount: moneyAsText({ amount: paid, currency: paidCurrency }, locale),
              date: date(paidOn),
            })
          : t('review.pay.notYet')}
      </p>
      {open && doneAt === null && (
        <form method="post" noValidate>
          <input type="hidden" name="move" value="end" />
          <input type="hidden" name="personId" value={personId} />
          <Button secondary>{t('review.end.do', { name })}</Button>
        </form>
      )}
    </>
  )
}
