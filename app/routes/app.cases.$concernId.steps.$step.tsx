import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { NoticesForms } from '#app/components/case-steps/notices-forms.tsx'
import { Persons } from '#app/components/case-steps/persons.tsx'
import { StepTemplates } from '#app/components/case-steps/step-templates.tsx'
import { Waiting } from '#app/components/case-steps/waiting.tsx'
import { WayForm } from '#app/components/case-steps/way-form.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { SealedList } from '#app/components/cases/sealed.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { needsStepUp } from '#app/policies/concern.policy.ts'
import { takeStepForm } from '#app/server/http/step-forms.server.ts'
import { stepPage } from '#app/server/queries/case-steps.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const person = new URL(request.url).searchParams.get('person')
    const page = await stepPage(actor, params.concernId!, params.step!, person)
    // Asked before the page, so that nothing that was typed is lost to the question.
    const asks = page.step.ways.some(
      ({ does, action, whyNot }) => 'confirm' in does && whyNot === null && needsStepUp(action),
    )
    if (asks) await requireStepUp(actor, request)
    return page
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeStepForm(actor, params.concernId!, params.step!, request))
}

export const meta = titled('caseSteps.title')

export default function Step() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { id, step, script, before } = page
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      {page.personId ? (
        <BackLink to={`/app/cases/${id}/steps/detriment`}>{t('caseSteps.detriment')}</BackLink>
      ) : (
        <BackLink to={`/app/cases/${id}/steps`}>{t('caseSteps.title')}</BackLink>
      )}
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle question>{t(`caseSteps.${step.id}`)}</PageTitle>
      <p className="am-measure">{t(`caseSteps.${step.id}.lead`)}</p>
      {step.id === 'lesson' && (
        <p>
          <Link className="govuk-link" to={`/app/cases/${id}/lesson`}>
            {t('lessons.case.title')}
          </Link>
        </p>
      )}
      <StepTemplates />
      <UnlockBox />
      {step.id === 'detriment' && <Persons page={page} />}
      {before.length > 0 && (
        <section aria-labelledby="before">
          <h2 className="govuk-heading-m" id="before">
            {t('caseSteps.before')}
          </h2>
          <SealedList parts={before} />
        </section>
      )}
      <Waiting page={page} />
      {step.id === 'notices' && <NoticesForms page={page} rejected={rejected} />}
      {step.ways.map((way) => (
        <WayForm key={way.id} page={page} way={way} rejected={rejected} />
      ))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
