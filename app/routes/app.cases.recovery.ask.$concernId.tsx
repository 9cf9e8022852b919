import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { recoveryReasons } from '#app/forms/case-recovery.form.ts'
import { takeAskForm } from '#app/server/http/recovery-forms.server.ts'
import { askRecoveryPage } from '#app/server/queries/case-recovery.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({
    ...(await askRecoveryPage(actor, params.concernId!)),
    done,
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeAskForm(actor, params.concernId!, request))
}

export const meta = titled('recovery.ask.title')

export default function AskRecovery() {
  const t = useWords()
  const { date } = useDates()
  const { reference, recovery, done } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const open = recovery === null || recovery.part === 'may_second'
  return (
    <>
      <CaseScript />
      <BackLink to="/app/cases/recovery">{t('recovery.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && done === 'asked' && <Notice>{t('recovery.done.asked')}</Notice>}
      <PageTitle question>{t('recovery.ask.heading', { reference })}</PageTitle>
      <p className="am-measure">{t('recovery.ask.lead')}</p>
      {recovery?.part === 'asked' && (
        <p className="am-measure">
          {t('recovery.ask.waits', { date: recovery.endsOn ? date(recovery.endsOn) : '' })}
        </p>
      )}
      {recovery?.part === 'watches' && <p className="am-measure">{t('recovery.ask.goesOn')}</p>}
      {recovery?.part === 'may_second' && <p className="am-measure">{t('recovery.ask.second')}</p>}
      {open && (
        <form method="post" className="am-measure">
          <Radios
            name="why"
            legend={t('recovery.ask.why')}
            size="m"
            error={rejected?.errors['why']}
            choices={recoveryReasons.map((value) => ({ value, label: t(`recovery.why.${value}`) }))}
          />
          <Button>{t(recovery ? 'recovery.ask.doSecond' : 'recovery.ask.do')}</Button>
        </form>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
