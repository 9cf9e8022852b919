import { Link } from '@remix-run/react'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { StateTag } from '#app/components/line/state-tag.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useLocale, useWords, type Message } from '#app/components/words.tsx'
import { countryName } from '#content/words.ts'
import type { Part } from '#app/components/judging/others-who-judge.tsx'

export type PlanToReview = {
  id: string
  title: string
  country: string
  organisationName: string
  callTitle: string | null
  audience: 'funder' | 'project'
  state: string
  days: number
  with: { part: Part; name: string; done: boolean }[]
  missing: Part[]
}

type PlansToReviewProps = {
  plans: PlanToReview[]
  ticked: readonly string[]
  error: Message | undefined
}

/** Plans that wait, longest first, each with a box to tick. */
export function PlansToReview({ plans, ticked, error }: PlansToReviewProps) {
  const t = useWords()
  const locale = useLocale()
  const boxId = (id: string) => (id === plans[0]?.id ? fieldId('assessmentIds') : `plan-${id}`)
  return (
    <>
      <FieldError id={`${fieldId('assessmentIds')}-error`} error={error} />
      <DataTable
        caption={t('review.all.caption')}
        rows={plans}
        idOf={({ id }) => id}
        columns={[
          {
            id: 'plan',
            head: t('review.all.plan'),
            cell: ({ id, title, organisationName, country }) => (
              <div className="govuk-checkboxes govuk-checkboxes--small">
                <div className="govuk-checkboxes__item">
                  <input
                    className="govuk-checkboxes__input"
                    id={boxId(id)}
                    type="checkbox"
                    name="assessmentIds"
                    value={id}
                    defaultChecked={ticked.includes(id)}
                  />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={boxId(id)}>
                    {title}
                    <br />
                    <span className="am-quiet">
                      {organisationName}, {countryName(locale, country)}
                    </span>
                  </label>
                </div>
              </div>
            ),
          },
          {
            id: 'call',
            head: t('review.all.call'),
            cell: ({ callTitle, audience }) =>
              callTitle ?? (audience === 'funder' ? t('review.all.own') : ''),
          },
          { id: 'state', head: t('review.all.state'), cell: ({ state }) => <StateTag state={state} /> },
          {
            id: 'days',
            head: t('review.all.days'),
            numeric: true,
            cell: ({ state, days }) =>
              state === 'changes_requested'
                ? t('review.all.withAuthor')
                : t('review.all.daysWaiting', { days }),
          },
          { id: 'with', head: t('review.all.with'), cell: (plan) => <WithWhom {...plan} /> },
          {
            id: 'change',
            head: t('review.all.change'),
            cell: ({ id, title, with: people, missing }) => (
              <Link className="govuk-link" to={`/app/reviews/${id}`}>
                {t(people.length + missing.length === 0 ? 'review.all.choose.do' : 'review.all.change.do')}
                <span className="govuk-visually-hidden"> {title}</span>
              </Link>
            ),
          },
        ]}
      />
    </>
  )
}

function WithWhom({ with: people, missing }: PlanToReview) {
  const t = useWords()
  if (people.length + missing.length === 0)
    return (
      <Tag tone="neutral" icon="ring">
        {t('review.all.nobody')}
      </Tag>
    )
  return (
    <ul className="govuk-list">
      {people.map(({ part, name, done }) => (
        <li key={`${part}-${name}`}>
          {t('shell.pair', { what: t(`review.part.${part}`), words: name })}
          {part !== 'first' && ` (${t(done ? 'review.others.done' : 'review.others.notDone')})`}
        </li>
      ))}
      {missing.map((part) => (
        <li key={part}>
          {t('shell.pair', { what: t(`review.part.${part}`), words: t('review.others.missing') })}
        </li>
      ))}
    </ul>
  )
}
