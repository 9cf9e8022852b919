import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { useDuties } from '#app/components/case-keys/key-list.tsx'
import { PrivateField, ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { KnownKeyForm, SignKeyForm } from '#app/forms/handler-keys.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { signKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { lockKey, signKey, takeBackComparison } from '#app/server/workflows/handler-keys.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => signKeyPage(actor, params.keyId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { toSign } = await signKeyPage(actor, params.keyId!)
    if (toSign.counts) return keepKnown(actor, request, params.keyId!)
    const form = await readForm(request, SignKeyForm)
    if (!form.ok) return refused(form)
    const signed = await signKey(actor, params.keyId!, form.value, now())
    if (signed.ok) return redirect('/app/case-keys')
    return refused({ errors: { '': { key: `caseKeys.error.${signed.problem}` } }, typed: {} })
  })
}

async function keepKnown(actor: Actor, request: Request, ofKeyId: string) {
  if (new URL(request.url).searchParams.has('takeBack')) {
    await takeBackComparison(actor, ofKeyId, now())
    return redirect('/app/case-keys')
  }
  const form = await readForm(request, KnownKeyForm)
  // It came to count while somebody was about to sign it.
  if (!form.ok) throw notReady()
  const kept = await lockKey(actor, form.value.byKeyId, 'known', { ...form.value, ofKeyId }, now())
  if (kept.ok) return redirect('/app/case-keys')
  return refused({ errors: { '': { key: `caseKeys.error.${kept.problem}` } }, typed: {} })
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data?.toSign.counts ? 'caseKeys.compare.title' : 'caseKeys.sign.title')

export default function SignCaseKey() {
  const t = useWords()
  const dutiesOf = useDuties()
  const { name, body, duties, as, toSign, comparedOn } = useLoaderData<typeof loader>()
  const { date } = useDates()
  const doing = toSign.counts ? 'compare' : 'sign'
  const problem = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle>{t(`caseKeys.${doing}.title`)}</PageTitle>
      <SummaryList
        rows={[
          { label: t('caseKeys.list.who'), value: name },
          { label: t('caseKeys.make.body'), value: body },
          { label: t('caseKeys.list.duties'), value: dutiesOf(duties) },
        ]}
      />
      {comparedOn && (
        <form method="post" action="?takeBack">
          <p>{t('caseKeys.compare.done', { day: date(comparedOn) })}</p>
          <p>{t('caseKeys.compare.takeBack.text')}</p>
          <Button secondary>{t('caseKeys.compare.takeBack.button')}</Button>
        </form>
      )}
      <p>{t(`caseKeys.sign.as.${as}`)}</p>
      <ol className="govuk-list govuk-list--number">
        <li>{t(toSign.counts ? 'caseKeys.compare.call' : 'caseKeys.sign.sit', { name })}</li>
        <li>{t('caseKeys.sign.hear', { name })}</li>
        <li>{t('caseKeys.sign.compare')}</li>
      </ol>
      <UnlockBox />
      <form method="post" hidden data-unlocked="" data-sign-key="">
        <ScriptData of="sign-key" value={toSign} />
        <input type="hidden" name="byKeyId" />
        {(toSign.counts ? ['wrap', 'proof'] : ['signature']).map((each) => (
          <input key={each} type="hidden" name={each} />
        ))}
        <ScriptProblem of={{ 'data-problem': 'fingerprint' }}>{t('caseKeys.sign.differs')}</ScriptProblem>
        <ScriptProblem of={{ 'data-problem': 'locked' }}>{t('caseKeys.sign.noKey')}</ScriptProblem>
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseKeys.notDone')}</ScriptProblem>
        <PrivateField field="first" label={t('caseKeys.sign.first')} width={5} digits />
        <p>{t('caseKeys.sign.middle')}</p>
        <p translate="no">
          <code className="am-hash" data-fingerprint-middle="" />
        </p>
        <PrivateField field="last" label={t('caseKeys.sign.last')} width={5} digits />
        <Button>{t(`caseKeys.${doing}.button`, { name })}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
