import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { PhraseStep } from '#app/components/case-keys/phrase-step.tsx'
import { NeedsScript, ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { MakeKeyForm } from '#app/forms/handler-keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { newKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { makeKey } from '#app/server/workflows/handler-keys.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const page = newKeyPage(actor)
    await requireStepUp(actor, request)
    return page
  })
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    newKeyPage(actor)
    await requireStepUp(actor, request)
    const form = await readForm(request, MakeKeyForm)
    if (!form.ok) return refused(form)
    const made = await makeKey(actor, form.value, now())
    if (made.ok) return redirect('/app/case-keys')
    return refused({ errors: { '': { key: `caseKeys.error.${made.problem}` } }, typed: {} })
  })
}

export const meta = titled('caseKeys.make.title')

export default function NewCaseKey() {
  const t = useWords()
  const { facts, bodies, duties } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const [only] = bodies
  return (
    <div className="am-measure">
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle>{t('caseKeys.make.title')}</PageTitle>
      <p>{t('caseKeys.make.lead')}</p>
      <NeedsScript>{t('caseKeys.make.needsScript')}</NeedsScript>
      <form method="post" hidden data-scripted="" data-make-key="">
        <ScriptData of="make-key" value={facts} />
        {['statement', 'signature', 'wrap'].map((name) => (
          <input key={name} type="hidden" name={name} />
        ))}
        <div data-step="choose">
          {bodies.length > 1 ? (
            <Radios
              name="organisationId"
              legend={t('caseKeys.make.body')}
              value={only?.id}
              choices={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : (
            <input type="hidden" name="organisationId" value={only?.id} />
          )}
          <ScriptProblem of={{ 'data-problem': 'duties' }}>{t('caseKeys.make.dutiesMissing')}</ScriptProblem>
          <Checkboxes
            name="duties"
            legend={t('caseKeys.make.duties')}
            hint={t('caseKeys.make.dutiesHint')}
            values={['handle']}
            choices={duties.map((duty) => ({
              value: duty,
              label: t(`caseKeys.duty.${duty}`),
              hint: t(`caseKeys.duty.${duty}.hint`),
            }))}
          />
          <Button>{t('caseKeys.make.button')}</Button>
        </div>
        <PhraseStep button={t('caseKeys.make.send')} />
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseKeys.notDone')}</ScriptProblem>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
