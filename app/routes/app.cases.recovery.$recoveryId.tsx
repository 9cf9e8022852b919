import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { BeginForms, FirstForms, SecondForms, TakeBack } from '#app/components/recovery/recovery-forms.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeRecoveryForm } from '#app/server/http/recovery-forms.server.ts'
import { mustTakePart, recoveryPage } from '#app/server/queries/case-recovery.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { isKey } from '#content/words.ts'

const opens = ['outer', 'first', 'second']

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    // Asked before anything sealed is given, so that nothing typed is lost to the question either.
    const part = await mustTakePart(actor, params.recoveryId!)
    if (opens.includes(part)) await requireStepUp(actor, request)
    return { ...(await recoveryPage(actor, params.recoveryId!)), done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeRecoveryForm(actor, params.recoveryId!, request))
}

export const meta = titled('recovery.one.title')

export default function Recovery() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { reference, body, arrivedOn, why, part, endsOn, done, script, askAt } = page
  const doneKey = `recovery.done.${done ?? ''}`
  const lead = `recovery.lead.${part}`
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to="/app/cases/recovery">{t('recovery.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && isKey(doneKey) && <Notice>{t(doneKey)}</Notice>}
      <PageTitle question>{t('recovery.one.heading', { reference })}</PageTitle>
      <p className="am-measure">
        {t('recovery.one.came', { body, date: date(arrivedOn) })} {t(`recovery.why.${why}`)}
      </p>
      {isKey(lead) && <p className="am-measure">{t(lead)}</p>}
      {askAt && part === 'may_second' && (
        <p>
          <Link className="govuk-link" to={askAt}>
            {t('recovery.one.toAsk')}
          </Link>
        </p>
      )}
      {endsOn && <p className="am-measure">{t('recovery.one.until', { date: date(endsOn) })}</p>}
      {opens.includes(part) && (
        <>
          <p className="am-measure">{t('recovery.one.nothingShown')}</p>
          <UnlockBox />
        </>
      )}
      <BeginForms page={page} />
      <FirstForms page={page} errors={rejected?.errors} />
      <SecondForms page={page} errors={rejected?.errors} />
      <TakeBack part={part} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
