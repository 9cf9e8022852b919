import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { SelectField, TextField } from '#app/components/field.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { NewDoorForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { newDoorPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { createDoor } from '#app/server/workflows/doors.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await newDoorPage(actor)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { bodies, programmes } = await newDoorPage(actor)
    const form = await readForm(request, NewDoorForm)
    if (!form.ok) return refused(form)
    const { organisationId, programmeId } = form.value
    const isKnown = (some: { id: string }[], id: string) => some.some((one) => one.id === id)
    if (!isKnown(bodies, organisationId))
      return refused({ errors: { organisationId: { key: 'doors.error.body' } }, typed: form.typed })
    if (programmeId && !isKnown(programmes, programmeId))
      return refused({ errors: { programmeId: { key: 'doors.error.programme' } }, typed: form.typed })
    const id = await onceFor(actor, request, form.typed, () => createDoor(actor, form.value, now()))
    return redirect(`/app/doors/${id}`)
  })
}

export const meta = titled('doors.new.title')

export default function NewDoor() {
  const t = useWords()
  const { bodies, programmes, kept } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? {}
  const asOption = ({ id: value, name: label }: { id: string; name: string }) => ({ value, label })
  return (
    <div className="am-measure">
      <BackLink to="/app/doors">{t('doors.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle>{t('doors.new.title')}</PageTitle>
      <p>{t('doors.new.lead')}</p>
      <form method="post" noValidate>
        {bodies.length === 1 ? (
          <input type="hidden" name="organisationId" value={bodies[0]!.id} />
        ) : (
          <SelectField
            name="organisationId"
            label={t('doors.new.body')}
            options={[{ value: '', label: t('doors.choose') }, ...bodies.map(asOption)]}
            value={typed.organisationId}
            error={rejected?.errors.organisationId}
          />
        )}
        <TextField
          name="name"
          label={t('doors.new.name')}
          hint={t('doors.new.nameHint')}
          value={typed.name}
          error={rejected?.errors.name}
        />
        <SelectField
          name="programmeId"
          label={t('doors.new.programme')}
          hint={t('doors.new.programmeHint')}
          options={[
            { value: '', label: t('doors.new.noProgramme') },
            ...programmes.map(({ id: value, title: label }) => ({ value, label })),
          ]}
          value={typed.programmeId}
          error={rejected?.errors.programmeId}
        />
        <Button>{t('doors.new.do')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
