import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField } from '#app/components/field.tsx'
import { GivenNotice } from '#app/components/judging/given-notice.tsx'
import { PlansToReview } from '#app/components/judging/plans-to-review.tsx'
import { ReviewerLoads } from '#app/components/judging/reviewer-loads.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { GiveManyForm } from '#app/forms/reviewers.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { reviewsPage } from '#app/server/queries/reviews-overview.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { giveReviews } from '#app/server/workflows/review.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => reviewsPage(actor, pageIn(request)))
}

function pageIn(request: Request): number {
  const page = Number(new URL(request.url).searchParams.get('page') ?? 1)
  return Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await reviewsPage(actor, 1)
    const form = await readForm(request, GiveManyForm)
    if (!form.ok) return data({ errors: form.errors, typed: form.typed, done: null }, { status: 422 })
    const { assessmentIds, personId, part } = form.value
    const done = await giveReviews(actor, assessmentIds, { personId, part }, now())
    const nothing: FieldErrors = {}
    return data({ errors: nothing, typed: {}, done }, { status: done.refused.length > 0 ? 409 : 200 })
  })
}

export const meta = titled('review.all.title')

export default function Reviews() {
  const t = useWords()
  const { plans, reviewers, page, more } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const typed: Record<string, string> = result?.typed ?? {}
  const ticked = (typed.assessmentIds ?? '').split('\n')
  return (
    <>
      <ErrorSummary errors={result?.errors} />
      {result?.done && <GivenNotice {...result.done} />}
      <PageTitle>{t('review.all.title')}</PageTitle>
      <p className="am-measure">{t('review.all.lead')}</p>
      <ReviewerLoads reviewers={reviewers} />
      {plans.length === 0 ? (
        <Empty title={t('review.all.none')}>{t('review.all.none.hint')}</Empty>
      ) : (
        <form method="post" noValidate>
          <PlansToReview plans={plans} ticked={ticked} error={result?.errors.assessmentIds} />
          <h2 className="govuk-heading-m">{t('review.all.give')}</h2>
          <SelectField
            name="personId"
            label={t('review.all.person')}
            value={typed.personId ?? ''}
            error={result?.errors.personId}
            options={[
              { value: '', label: t('review.all.person.choose') },
              ...reviewers.map(({ personId, name, plans, answers }) => ({
                value: personId,
                label: t('review.load.option', { name, plans, answers }),
              })),
            ]}
          />
          <SelectField
            name="part"
            label={t('review.all.part')}
            value={typed.part ?? 'first'}
            error={result?.errors.part}
            options={(['first', 'second'] as const).map((value) => ({
              value,
              label: t(`review.part.${value}`),
            }))}
          />
          <ButtonGroup>
            <Button>{t('review.all.do')}</Button>
          </ButtonGroup>
        </form>
      )}
      {(page > 1 || more) && (
        <p>
          {page > 1 && (
            <Link className="govuk-link" to={`/app/reviews?page=${page - 1}`}>
              {t('review.all.previous')}
            </Link>
          )}{' '}
          {more && (
            <Link className="govuk-link" to={`/app/reviews?page=${page + 1}`}>
              {t('review.all.next')}
            </Link>
          )}
        </p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
