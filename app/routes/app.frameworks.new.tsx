import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { FaultList } from '#app/components/frameworks/fault-list.tsx'
import { pathOf } from '#app/components/frameworks/framework-head.tsx'
import { PreviewShown } from '#app/components/frameworks/preview.tsx'
import { PublishForm, UploadForm } from '#app/components/frameworks/upload-form.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { readFrameworkForm, type GivenText } from '#app/server/http/framework-upload.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { newFrameworkPage } from '#app/server/queries/frameworks.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import {
  publishFramework,
  refuseUnlessPublisher,
  tryFramework,
  type DryRun,
} from '#app/server/workflows/frameworks.server.ts'
import type { Key } from '#content/words.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...newFrameworkPage(actor),
    kept: await keptText(request, actor),
    tooLarge: context.frameworkTooLarge ?? false,
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    newFrameworkPage(actor)
    const { form, given, typed } = await readFrameworkForm(request.clone())
    // What was pasted is shown again; a file is still where it was.
    const shownAgain = { ...form.typed, text: 'text' in given && !given.pasted ? '' : typed }
    if (!form.ok) return answer(422, { errors: form.errors, typed: shownAgain })
    const { organisationId, seen } = form.value
    refuseUnlessPublisher(actor, organisationId)
    if (!('text' in given)) return answer(422, { ...problemOf(given), typed: shownAgain })

    const { text } = given
    if (form.value.do === 'check') {
      const run = await tryFramework(actor, organisationId, text)
      const errors = run.preview ? {} : faultsOf(run, given.pasted ? 'text' : 'file')
      const typedNow = run.preview ? { organisationId, text } : shownAgain
      return answer(run.preview ? 200 : 422, { errors, run, typed: typedNow })
    }
    const publish = () => publishFramework(actor, organisationId, text, seen, now())
    const published = await onceFor(actor, request, { organisationId, text, seen: seen ?? '' }, publish)
    if (published.done) return redirect(`${pathOf(published.done)}?published`)
    const { run, changed } = published
    const status = changed || run.published ? 409 : 422
    const errors: FieldErrors = changed ? { '': { key: 'frameworks.error.changed' } } : faultsOf(run, '')
    return answer(status, { errors, run, typed: { organisationId, text } })
  })
}

type Answer = { errors: FieldErrors; typed: Record<string, string>; run?: DryRun }

function answer(status: number, { errors, typed, run }: Answer) {
  return data({ errors, typed, run: run ?? null }, { status })
}

function problemOf(given: Exclude<GivenText, { text: string }>): Pick<Answer, 'errors' | 'run'> {
  const key = problemKeys[given.problem]
  const errors: FieldErrors = { [given.pasted ? 'text' : 'file']: { key } }
  if (given.problem !== 'notUtf8') return { errors }
  return { errors, run: { faults: [given.fault], more: 0, preview: null, published: null } }
}

const problemKeys: Record<Exclude<GivenText, { text: string }>['problem'], Key> = {
  none: 'frameworks.error.none',
  tooLarge: 'frameworks.error.tooLarge',
  notUtf8: 'frameworks.error.notUtf8',
}

function faultsOf({ faults, more, published }: DryRun, field: string): FieldErrors {
  if (published) return { [field]: { key: 'frameworks.error.published', values: published } }
  const count = faults.filter(({ hint }) => !hint).length + more
  return { [field]: { key: 'frameworks.error.faults', values: { count } } }
}

export const meta = titled('frameworks.new.title')

export default function NewFramework() {
  const t = useWords()
  const { bodies, kept, tooLarge } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const errors = rejected?.errors ?? (tooLarge ? tooLargeErrors : undefined)
  const typed = rejected?.typed ?? kept ?? undefined
  const run = rejected?.run ?? null
  return (
    <>
      <BackLink to="/app/frameworks">{t('frameworks.title')}</BackLink>
      <ErrorSummary errors={errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle question>
        {t(run?.preview ? 'frameworks.preview.heading' : 'frameworks.new.title')}
      </PageTitle>
      {run && <FaultList faults={run.faults} more={run.more} />}
      {run?.preview ? (
        <>
          <PublishForm
            organisationId={typed?.organisationId ?? ''}
            text={typed?.text ?? ''}
            fingerprint={run.preview.fingerprint}
            version={run.preview.version}
          />
          <PreviewShown preview={run.preview} />
        </>
      ) : (
        <>
          <p className="am-measure">{t('frameworks.new.lead')}</p>
          <p>
            <a className="govuk-link" href="/app/frameworks/example.yaml" download>
              {t('frameworks.new.example')}
            </a>
          </p>
          <UploadForm bodies={bodies} typed={typed} errors={errors} />
        </>
      )}
    </>
  )
}

const tooLargeErrors: FieldErrors = { file: { key: 'frameworks.error.tooLarge' } }

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
