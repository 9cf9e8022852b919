import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea, TextField } from '#app/components/field.tsx'
import { BodyField } from '#app/components/line/body-field.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { ProgrammeForm } from '#app/forms/programme.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { newProgrammePage } from '#app/server/queries/programmes.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...newProgrammePage(actor),
    held: await keptText(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, ProgrammeForm)
    if (!form.ok) return data(form, { status: 422 })
    const { organisationId, ...words } = form.value
    const start = () => startProgramme(actor, organisationId, words, now())
    return redirect(`/app/programmes/${await onceFor(actor, request, form.typed, start)}`)
  })
}

export const meta = titled('line.programme.new.title')

export default function NewProgramme() {
  const t = useWords()
  const { bodies, held } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? held
  return (
    <>
      <BackLink to="/app">{t('line.back.home')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && held !== null} />
      <PageTitle question>{t('line.programme.new.title')}</PageTitle>
      <p className="am-measure">{t('line.programme.new.lead')}</p>
      <form method="post" className="am-measure" noValidate>
        <BodyField
          label={t('line.programme.organisation')}
          bodies={bodies}
          value={typed?.organisationId}
          error={rejected?.errors.organisationId}
        />
        <TextField
          name="title"
          label={t('line.field.title')}
          hint={t('line.programme.title.hint')}
          value={typed?.title}
          error={rejected?.errors.title}
        />
        <TextArea
          name="summary"
          label={t('line.field.summary')}
          hint={t('line.programme.summary.hint')}
          value={typed?.summary}
          error={rejected?.errors.summary}
        />
        <Button>{t('line.programme.start')}</Button>
      </form>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
