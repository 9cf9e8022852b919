import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { PhraseStep } from '#app/components/case-keys/phrase-step.tsx'
import { NeedsScript, PrivateField, ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { LockKeyForm } from '#app/forms/handler-keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { ownKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { lockKey } from '#app/server/workflows/handler-keys.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => ownKeyPage(actor, params.keyId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await ownKeyPage(actor, params.keyId!)
    const form = await readForm(request, LockKeyForm)
    if (!form.ok) return refused(form)
    const locked = await lockKey(actor, params.keyId!, 'phrase', form.value, now())
    if (locked.ok) return redirect('/app/case-keys')
    return refused({ errors: { '': { key: `caseKeys.error.${locked.problem}` } }, typed: {} })
  })
}

export const meta = titled('caseKeys.change.title')

export default function ChangePhrase() {
  const t = useWords()
  const { id, body } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle caption={body}>{t('caseKeys.change.title')}</PageTitle>
      <p>{t('caseKeys.change.lead')}</p>
      <NeedsScript>{t('caseKeys.make.needsScript')}</NeedsScript>
      <form method="post" hidden data-scripted="" data-change-phrase="">
        <ScriptData of="key" value={{ keyId: id }} />
        <input type="hidden" name="wrap" />
        <input type="hidden" name="proof" />
        <div data-step="choose">
          <ScriptProblem of={{ 'data-problem': 'old' }}>{t('caseKeys.unlock.wrong')}</ScriptProblem>
          <PrivateField field="old" label={t('caseKeys.change.old')} hint={t('caseKeys.unlock.phraseHint')} />
          <Button>{t('caseKeys.change.button')}</Button>
        </div>
        <PhraseStep button={t('caseKeys.change.send')} />
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseKeys.notDone')}</ScriptProblem>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
