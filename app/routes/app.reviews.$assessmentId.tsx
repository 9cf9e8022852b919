import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { AssignedReviewers } from '#app/components/judging/assigned-reviewers.tsx'
import { GivePart } from '#app/components/judging/give-part.tsx'
import { InviteFromOutside } from '#app/components/judging/invite-from-outside.tsx'
import { RecordPayment } from '#app/components/judging/record-payment.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { newsOf, reviewersForm } from '#app/forms/reviewers.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { reviewersPage } from '#app/server/queries/reviews-overview.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { endPart, giveReview, inviteFromOutside, payReviewer } from '#app/server/workflows/review.server.ts'
import { countryName } from '#content/words.ts'
import type { z } from 'zod'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await reviewersPage(actor, params.assessmentId!)),
    news: newsOf(new URL(request.url).searchParams.get('news')),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await reviewersPage(actor, id)
    const form = await readForm(request, reviewersForm(actor.locale))
    if (!form.ok) return refused(form)
    return keepingTyped(form.typed, async () => {
      const errors = await change(actor, request, id, form.value)
      if (errors) return data({ errors, typed: form.typed }, { status: 422 })
      return redirect(`/app/reviews/${id}?news=${form.value.move}`)
    })
  })
}

type Asked = z.output<ReturnType<typeof reviewersForm>>

/** Null when it was done; otherwise what keeps it from being done. */
async function change(actor: Actor, request: Request, id: string, asked: Asked): Promise<FieldErrors | null> {
  switch (asked.move) {
    case 'giveFirst':
      return give('firstId', 'first', asked.firstId, asked.was)
    case 'giveSecond':
      return give('secondId', 'second', asked.secondId, asked.was)
    case 'invite': {
      const { name, outsidePart: part } = asked
      const done = await inviteFromOutside(actor, request, id, { name, part }, now())
      return done.ok ? null : { name: done.error }
    }
    case 'end':
      await endPart(actor, id, asked.personId, now())
      return null
    case 'pay': {
      const { payeeId: personId, money, paidOn } = asked
      await payReviewer(actor, id, { personId, ...money, on: new Date(paidOn) }, now())
      return null
    }
  }

  async function give(
    field: string,
    part: 'first' | 'second',
    to: string,
    was: string,
  ): Promise<FieldErrors | null> {
    const given = await giveReview(actor, id, { part, personId: to || null, was: was || null }, now())
    return given.ok ? null : { [field]: { key: `review.hindrance.${given.why}` } }
  }
}

export const meta = titled('review.one.title')

export default function Reviewers() {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed: Record<string, string> = rejected?.typed ?? {}
  const errors: FieldErrors | undefined = rejected?.errors
  const of = (move: string) =>
    typed.move === move ? { typed, errors } : { typed: undefined, errors: undefined }
  const standing = page.assigned.filter(({ endedAt }) => endedAt === null)
  const payees = standing.filter(({ part }) => part === 'partner' || part === 'outside')
  return (
    <div className="am-measure">
      <BackLink to="/app/reviews">{t('review.all.title')}</BackLink>
      <ErrorSummary errors={errors} />
      {page.news && !rejected && <Notice>{t(page.news)}</Notice>}
      <PageTitle caption={`${page.title}, ${page.organisationName}, ${countryName(locale, page.country)}`}>
        {t('review.one.title')}
      </PageTitle>
      <AssignedReviewers assigned={page.assigned} open={page.open} />
      {page.conflicts.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('review.one.conflicts')}</h2>
          <ul className="govuk-list govuk-list--bullet">
            {page.conflicts.map(({ name, reason, at }) => (
              <li key={`${name}-${at.toISOString()}`}>
                {t('review.one.conflict', { name, date: date(at) })}
                {reason !== '' && (
                  <>
                    <br />
                    <span className="am-pre" dir="auto">
                      {reason}
                    </span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {page.open &&
        (['first', 'second'] as const).map((part) => (
          <GivePart
            key={part}
            part={part}
            holder={standing.find((one) => one.part === part)?.personId ?? ''}
            reviewers={page.reviewers}
            {...of(part === 'first' ? 'giveFirst' : 'giveSecond')}
          />
        ))}
      {payees.length > 0 && <RecordPayment payees={payees} {...of('pay')} />}
      {page.open && page.asksOutside && <InviteFromOutside missing={page.missing} {...of('invite')} />}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
