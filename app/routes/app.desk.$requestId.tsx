import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { DeskStepForm, DeskTemplates } from '#app/components/cases/desk-forms.tsx'
import { SealedPlace } from '#app/components/cases/sealed.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeDeskForm } from '#app/server/http/desk-forms.server.ts'
import { requestPage } from '#app/server/queries/desk.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { isKey, type Key } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    const page = await requestPage(actor, params.requestId!)
    if (page.maySign && page.steps.includes('signed')) await requireStepUp(actor, request)
    return { ...page, done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeDeskForm(actor, params.requestId!, request))
}

export const meta = titled('desk.page')

export default function DeskRequest() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { kind, reference, body, state, receivedOn, dueOn, answeredOn, isLate, longest, steps, maySign } =
    page
  const { recipients, entries, readings, script, done } = page
  const doneKey = `desk.done.${done ?? ''}`
  const day = (onDay: string) => date(new Date(`${onDay}T00:00:00Z`))
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to="/app/desk">{t('desk.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && isKey(doneKey) && <Notice>{t(doneKey)}</Notice>}
      <PageTitle caption={body} question>
        {t('desk.one', { kind: t(`desk.kind.${kind}` as Key), reference })}
      </PageTitle>
      <p>
        <b>{t(`desk.state.${state}` as Key)}</b>
      </p>
      <p>
        {answeredOn
          ? t('desk.answeredOn', { date: date(answeredOn) })
          : t(isLate ? 'desk.late' : 'desk.dueOn', { date: date(dueOn) })}{' '}
        {t('desk.clock', { from: date(receivedOn), longest: date(longest) })}
      </p>
      <p className="am-quiet am-measure">{t('desk.source')}</p>
      <p className="am-measure">{t('desk.neither')}</p>
      <DeskTemplates />
      <UnlockBox />
      {entries.map(({ step, by, onDay, parts }, index) => (
        <section key={index} className="am-measure" aria-label={t(`desk.step.${step}` as Key)}>
          <h2 className="govuk-heading-s">{t(`desk.step.${step}` as Key)}</h2>
          <p className="am-quiet">{t('desk.by', { name: by, date: day(onDay) })}</p>
          {parts.map((part) => (
            <SealedPlace key={part.id} part={part} dated={false} />
          ))}
        </section>
      ))}
      {steps.includes('signed') &&
        (maySign ? (
          <form method="post" className="am-card am-measure">
            <h2 className="govuk-heading-m">{t('desk.step.signed')}</h2>
            <p>{t('desk.lead.signed')}</p>
            <input type="hidden" name="step" value="signed" />
            <input type="hidden" name="seen" value={page.seen} />
            <Button>{t('desk.do.signed')}</Button>
          </form>
        ) : (
          <p className="am-measure">{t('desk.waitsForSecond')}</p>
        ))}
      {steps
        .filter((step) => step !== 'signed')
        .map((step) => (
          <DeskStepForm key={step} step={step} recipients={recipients} />
        ))}
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('desk.readings')}</span>
        </summary>
        <ul className="govuk-details__text govuk-list">
          {readings.map(({ by, onDay }, index) => (
            <li key={index}>{t('desk.by', { name: by, date: day(onDay) })}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
