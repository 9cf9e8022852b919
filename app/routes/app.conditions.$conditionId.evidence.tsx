import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { EvidenceToGive } from '#app/components/conditions/evidence-to-give.tsx'
import { StepClosed } from '#app/components/conditions/step-closed.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { conditionEvidenceForm } from '#app/forms/condition-evidence.form.ts'
import { asAsked } from '#app/forms/evidence.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { conditionEvidencePage } from '#app/server/queries/conditions.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { advanceCondition } from '#app/server/workflows/condition.server.ts'
import { arrivedFile, takesFile } from '#app/server/workflows/evidence.server.ts'
import { fileFaultOf } from '#app/server/workflows/condition-file.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await conditionEvidencePage(actor, params.conditionId!)),
    kept: await keptText(request, actor),
  }))
}

/** The words come as an ordinary form; the HTTP server has read the file and hands it over (see http/evidence-upload). */
export function action({ request, params, context }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.conditionId!
    await conditionEvidencePage(actor, id)
    const { evidenceUpload: upload } = context
    const today = now().toISOString().slice(0, 10)
    const came = upload !== undefined && !('problem' in upload && upload.problem === 'none')
    const form = await readForm(request, conditionEvidenceForm(today, came))
    const { kind = '', heldFile = '' } = form.typed
    const arrived = await arrivedFile(actor, upload, heldFile, now())
    const wrong = fileFaultOf(kind, arrived)
    const held = 'file' in arrived ? { name: arrived.file.name, token: arrived.token } : null
    if (!form.ok || wrong) {
      const errors: FieldErrors = asAsked({ ...wrong?.errors, ...(form.ok ? {} : form.errors) })
      return data({ errors, typed: form.typed, held }, { status: wrong?.status ?? 422 })
    }
    const { fresh: value, evidenceIds, note, seenRevision } = form.value
    const file = value && takesFile(value.kind) && 'file' in arrived ? arrived.file : null
    const intent = { type: 'giveEvidence', evidenceIds, note, fresh: value && { value, file } } as const
    const typed = { ...form.typed, heldFile: held?.token ?? '' }
    const step = async () => {
      await onceFor(actor, request, { ...typed, heldFile: file?.sha256 ?? '' }, () =>
        advanceCondition(actor, id, intent, seenRevision, now()),
      )
      return redirect(`/app/conditions/${id}?done=giveEvidence`)
    }
    return keepingTyped(typed, step, 'conditions')
  })
}

export const meta = titled('conditions.give.title')

export default function GiveEvidence() {
  const t = useWords()
  const { id, position, sentence, evidenceAsked, revision, items, open, kept, now } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? {}
  const held =
    rejected && 'held' in rejected ? (rejected.held as { name: string; token: string } | null) : null
  return (
    <>
      <BackLink to={`/app/conditions/${id}`}>{t('conditions.one.title', { position })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={<bdi>{sentence}</bdi>}>{t('conditions.give.title')}</PageTitle>
      {open ? (
        <>
          <p className="am-measure">
            {t('conditions.fact.evidence')}
            {': '}
            <bdi>{evidenceAsked}</bdi>
          </p>
          <p className="am-measure">{t('conditions.give.lead')}</p>
          <form
            method="post"
            action={`/app/conditions/${id}/evidence`}
            encType="multipart/form-data"
            noValidate
          >
            <HiddenRevision revision={revision} />
            <input type="hidden" name="heldFile" value={held?.token ?? typed.heldFile ?? ''} />
            <EvidenceToGive
              items={items}
              typed={typed}
              errors={rejected?.errors}
              held={held?.name ?? null}
              year={now.getUTCFullYear()}
            />
            <TextArea
              name="note"
              label={t('conditions.give.note')}
              value={typed.note}
              error={rejected?.errors.note}
            />
            <Button>{t('conditions.give.do')}</Button>
          </form>
        </>
      ) : (
        <StepClosed typed={typed} />
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
