import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea, TextField } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { ControllerForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorControllerPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveTerms } from '#app/server/workflows/doors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await doorControllerPage(actor, params.doorId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    await doorControllerPage(actor, id)
    const form = await readForm(request, ControllerForm)
    if (!form.ok) return refused(form)
    const { seenRevision, ...value } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      const wrong = await saveTerms(actor, id, { part: 'controller', value }, seenRevision, now())
      if (wrong) return refused({ errors: { [wrong.field]: { key: wrong.key } }, typed: form.typed })
      return redirect(`/app/doors/${id}`)
    })
  })
}

export const meta = titled('doors.controller.title')

const lines = [
  'controllers',
  'separateOrJoint',
  'law',
  'condition',
  'processor',
  'countries',
  'transferTool',
  'decidedBy',
] as const
const long: readonly string[] = ['condition', 'countries', 'transferTool']

export default function Controller() {
  const t = useWords()
  const { id, name, revision, saved, kept } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const values: Record<string, string> = typed ?? saved ?? {}
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={name}>{t('doors.controller.title')}</PageTitle>
      <p>{t('doors.controller.lead')}</p>
      <form method="post" noValidate>
        <HiddenRevision revision={revision} />
        {lines.map((field) => {
          const common = {
            name: field,
            hint: t(`doors.controller.${field}Hint`),
            value: values[field],
            error: rejected?.errors[field],
          }
          const label = t(`doors.controller.${field}`)
          if (field === 'separateOrJoint')
            return (
              <Radios
                key={field}
                {...common}
                legend={label}
                choices={[
                  { value: 'separate', label: t('doors.controller.separate') },
                  { value: 'joint', label: t('doors.controller.joint') },
                ]}
              />
            )
          return long.includes(field) ? (
            <TextArea key={field} {...common} label={label} rows={3} />
          ) : (
            <TextField key={field} {...common} label={label} />
          )
        })}
        <DateField
          name="decidedOn"
          label={t('doors.controller.decidedOn')}
          value={saved?.decidedOn}
          typed={typed}
          error={rejected?.errors.decidedOn}
        />
        <Button>{t('doors.save')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
