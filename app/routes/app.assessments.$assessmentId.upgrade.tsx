import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { KeptAnswers } from '#app/components/line/kept-answers.tsx'
import { QuestionList } from '#app/components/line/question-list.tsx'
import { RewordedList } from '#app/components/line/reworded-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { UpgradeForm } from '#app/forms/submit.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { upgradePage } from '#app/server/queries/upgrade.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'
import { upgradePlan } from '#app/server/workflows/upgrade.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => upgradePage(actor, params.assessmentId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const { offer } = await upgradePage(actor, id)
    const form = await readForm(request, UpgradeForm)
    if (!form.ok) return data(form, { status: 422 })
    const { version, seenRevision } = form.value
    const done = await unlessChanged(() => upgradePlan(actor, id, version, seenRevision, now()))
    if (!done) return redirect(`/app/assessments/${id}?news=moved`)
    return redirect(
      offer?.describes ? `/app/assessments/${id}/context` : `/app/assessments/${id}?news=upgraded`,
    )
  })
}

export const meta = titled('tier.upgrade.title')

export default function Upgrade() {
  const t = useWords()
  const { id, title, revision, offer, mayUpgrade, kept, locale } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {offer ? t('tier.upgrade.title') : t('tier.upgrade.keptTitle')}
      </PageTitle>
      {offer && (
        <>
          <div className="am-measure">
            <p>{t('tier.upgrade.lead', { from: offer.from, to: offer.to })}</p>
            <ul className="govuk-list govuk-list--bullet">
              <li>{t('tier.upgrade.answersStay')}</li>
              <li>{t('tier.upgrade.removedStay')}</li>
              {offer.describes && <li>{t('tier.upgrade.describes')}</li>}
              <li>{t('tier.upgrade.reviewerSees')}</li>
            </ul>
          </div>
          <QuestionList
            title={t('tier.upgrade.added', { count: offer.added.length })}
            questions={offer.added}
          />
          <QuestionList
            title={t('tier.upgrade.removed', { count: offer.removed.length })}
            questions={offer.removed}
          />
          <RewordedList reworded={offer.reworded} />
          {mayUpgrade ? (
            <form method="post">
              <HiddenRevision revision={revision} />
              <input type="hidden" name="version" value={offer.version} />
              <ButtonGroup>
                <Button>{t('tier.upgrade.do')}</Button>
                <Link className="govuk-link" to={`/app/assessments/${id}`}>
                  {t('tier.upgrade.leave')}
                </Link>
              </ButtonGroup>
            </form>
          ) : (
            <p className="am-measure">
              <b>{t('tier.upgrade.onlyDraft')}</b>
            </p>
          )}
        </>
      )}
      <KeptAnswers kept={kept} lang={locale} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
