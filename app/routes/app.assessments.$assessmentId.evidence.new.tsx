import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { EvidenceDates, KindFields } from '#app/components/evidence/kind-fields.tsx'
import { RequirementBoxes } from '#app/components/evidence/requirement-boxes.tsx'
import { TextField } from '#app/components/field.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { asAsked, evidenceForm, evidenceOf } from '#app/forms/evidence.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { newEvidencePage } from '#app/server/queries/evidence.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { addEvidence, arrivedFile, fileErrorOf, takesFile } from '#app/server/workflows/evidence.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const asked = new URL(request.url).searchParams.getAll('requirement')
    return {
      ...(await newEvidencePage(actor, params.assessmentId!, asked)),
      kept: await keptText(request, actor),
    }
  })
}

/** The words come as an ordinary form; the HTTP server has read the file and hands it over (see http/evidence-upload). */
export function action({ request, params, context }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await newEvidencePage(actor, id, [])
    const form = await readForm(request, evidenceForm(now().toISOString().slice(0, 10)))
    const { kind = '', heldFile = '' } = form.typed
    const arrived = await arrivedFile(actor, context.evidenceUpload, heldFile, now())
    const wrong = fileErrorOf(kind, arrived)
    if (!form.ok || wrong) {
      const errors: FieldErrors = asAsked({ ...wrong?.errors, ...(form.ok ? {} : form.errors) })
      const held = 'file' in arrived ? { name: arrived.file.name, token: arrived.token } : null
      return data({ errors, typed: form.typed, held }, { status: wrong?.status ?? 422 })
    }
    const file = takesFile(form.value.kind) && 'file' in arrived ? arrived.file : null
    const value = evidenceOf(form.value, form.value.kind)
    const typed = { ...form.typed, heldFile: file?.sha256 ?? '' }
    await onceFor(actor, request, typed, () =>
      addEvidence(actor, id, value, form.value.requirements, file, now()),
    )
    return redirect(`/app/assessments/${id}/evidence?done=added`)
  })
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.new.title')

export default function NewEvidence() {
  const t = useWords()
  const { id, title, groups, kept, now } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? {}
  const preselected = groups.flatMap(({ requirements }) =>
    requirements.filter(({ serves }) => serves).map((one) => one.id),
  )
  const ticked = rejected || kept ? (typed.requirements ?? '').split('\n') : preselected
  return (
    <>
      <BackLink to={`/app/assessments/${id}/evidence`}>{t('evidence.plan.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={title}>{t('evidence.new.title')}</PageTitle>
      <p className="am-measure">{t('evidence.new.lead')}</p>
      <form
        method="post"
        action={`/app/assessments/${id}/evidence/new`}
        encType="multipart/form-data"
        noValidate
      >
        {rejected?.held && <input type="hidden" name="heldFile" value={rejected.held.token} />}
        <TextField
          name="title"
          label={t('evidence.field.title')}
          hint={t('evidence.field.title.hint')}
          value={typed.title}
          error={rejected?.errors.title}
        />
        <KindFields typed={typed} errors={rejected?.errors} held={rejected?.held?.name ?? null} />
        <EvidenceDates typed={typed} errors={rejected?.errors} year={now.getUTCFullYear()} />
        <RequirementBoxes groups={groups} ticked={new Set(ticked)} error={rejected?.errors.requirements} />
        <ButtonGroup>
          <Button>{t('evidence.new.save')}</Button>
        </ButtonGroup>
      </form>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
