import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { EndWrapForm, LockKeyForm } from '#app/forms/handler-keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { ownKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { lockKey, removePasskeyLock } from '#app/server/workflows/handler-keys.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => ownKeyPage(actor, params.keyId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await ownKeyPage(actor, params.keyId!)
    const removing = await readForm(request.clone(), EndWrapForm)
    if (removing.ok) {
      await requireStepUp(actor, request)
      await removePasskeyLock(actor, params.keyId!, removing.value.wrapId, now())
      return redirect('/app/case-keys')
    }
    const form = await readForm(request, LockKeyForm)
    if (!form.ok) return refused(form)
    const locked = await lockKey(actor, params.keyId!, 'passkey', form.value, now())
    if (locked.ok) return redirect('/app/case-keys')
    return refused({ errors: { '': { key: `caseKeys.error.${locked.problem}` } }, typed: {} })
  })
}

export const meta = titled('caseKeys.passkey.title')

export default function KeyPasskey() {
  const t = useWords()
  const { date } = useDates()
  const { id, name, body, passkeys } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle caption={body}>{t('caseKeys.passkey.title')}</PageTitle>
      <p>{t('caseKeys.passkey.lead')}</p>
      {passkeys.map((passkey) => (
        <form method="post" key={passkey.id}>
          <input type="hidden" name="wrapId" value={passkey.id} />
          <p>{t('caseKeys.passkey.since', { day: date(passkey.onDay) })}</p>
          <Button secondary>{t('caseKeys.passkey.remove')}</Button>
        </form>
      ))}
      <UnlockBox />
      <form method="post" hidden data-unlocked="" data-add-passkey="">
        <ScriptData of="key" value={{ keyId: id, name: t('caseKeys.passkey.name', { name }) }} />
        <input type="hidden" name="wrap" />
        <input type="hidden" name="proof" />
        <ScriptProblem of={{ 'data-problem': 'passkey' }}>{t('caseKeys.passkey.not')}</ScriptProblem>
        <ScriptProblem of={{ 'data-problem': 'locked' }}>{t('caseKeys.sign.noKey')}</ScriptProblem>
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseKeys.notDone')}</ScriptProblem>
        <p>{t('caseKeys.passkey.twice')}</p>
        <Button>{t('caseKeys.passkey.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
