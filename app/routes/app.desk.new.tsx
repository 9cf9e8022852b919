import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { DeskFields } from '#app/components/cases/desk-forms.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { deskKinds } from '#app/forms/desk.form.ts'
import { takeNewRequest } from '#app/server/http/desk-forms.server.ts'
import { newRequestPage } from '#app/server/queries/desk.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => newRequestPage(actor))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeNewRequest(actor, request))
}

export const meta = titled('desk.new')

export default function NewRequest() {
  const t = useWords()
  const { desks, today } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  return (
    <>
      <CaseScript />
      <ScriptData
        of="case"
        value={desks.map(({ requestId, colleagues }) => ({
          concernId: requestId,
          envelopes: [],
          keys: [],
          colleagues,
        }))}
      />
      <BackLink to="/app/desk">{t('desk.title')}</BackLink>
      <ErrorSummary errors={errors} />
      <PageTitle question>{t('desk.new')}</PageTitle>
      <p className="am-measure">{t('desk.new.lead')}</p>
      <UnlockBox />
      {desks.map(({ id, name, requestId, recipients }) => (
        <form key={id} method="post" className="am-measure" hidden data-unlocked="" data-sealed-form="">
          {desks.length > 1 && <h2 className="govuk-heading-m">{name}</h2>}
          <input type="hidden" name="id" value={requestId} />
          <input type="hidden" name="organisationId" value={id} />
          <Radios
            name="kind"
            legend={t('desk.kind')}
            error={errors?.kind}
            choices={deskKinds.map((value) => ({
              value,
              label: t(`desk.kind.${value}`),
              hint: t(`desk.kindHint.${value}`),
            }))}
          />
          <DateField
            name="receivedOn"
            label={t('desk.receivedOn')}
            value={today}
            error={errors?.receivedOn}
          />
          <DeskFields step="received" recipients={recipients} prefix={`${id}-`} />
          <Button>{t('desk.new.do')}</Button>
        </form>
      ))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
