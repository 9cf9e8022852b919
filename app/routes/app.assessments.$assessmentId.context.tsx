import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { ContextChange } from '#app/components/line/context-change.tsx'
import { ContextForm } from '#app/components/line/context-form.tsx'
import { ContextResult, SaidDifferently, WorkSummary } from '#app/components/line/context-result.tsx'
import { HowMuch } from '#app/components/line/how-much.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { Notice, Saved } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { ContextForm as Form, filledIn, workDescribed } from '#app/forms/context.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { contextPage } from '#app/server/queries/plan-context.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { describeWork } from '#app/server/workflows/plan-context.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const query = new URL(request.url).searchParams
    return {
      ...(await contextPage(actor, params.assessmentId!)),
      change: query.get('change') === 'yes',
      saved: query.get('news') === 'saved',
      kept: await keptText(request, actor),
    }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await contextPage(actor, id)
    const form = await readForm(request, Form)
    const none = { errors: {} satisfies FieldErrors, change: null, conflict: null }
    if (!form.ok) return data({ ...none, errors: form.errors, typed: form.typed }, { status: 422 })
    const { seenRevision, step } = form.value
    if (step === 'edit') return data({ ...none, typed: form.typed })
    const how = { seenRevision, confirmed: step === 'confirm' }
    const described = await unlessClosed(() => describeWork(actor, id, workDescribed(form.value), how, now()))
    if (!described) return redirect(`/app/assessments/${id}?news=moved`)
    if (described.done) return redirect(`/app/assessments/${id}/context?news=saved`)
    if ('change' in described) return data({ ...none, change: described.change, typed: form.typed })
    return data({ ...none, conflict: described.conflict, typed: form.typed }, { status: 409 })
  })
}

export const meta = titled('tier.context.title')

export default function Context() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { id, title, said, result, mayDescribe, extent } = page
  const typed = answered?.typed ?? page.kept ?? undefined
  const asks = mayDescribe && (answered !== undefined || page.kept !== null || !said || page.change)
  if (answered?.change)
    return (
      <>
        <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
        <PageTitle caption={title} question>
          {t('tier.change.title')}
        </PageTitle>
        <ContextChange id={id} change={answered.change} typed={answered.typed} />
      </>
    )
  if (asks)
    return (
      <>
        <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
        <ErrorSummary errors={answered?.errors} />
        {answered?.conflict && (
          <ConflictNotice
            by={answered.conflict.by || undefined}
            theirs={<SaidDifferently work={filledIn(answered.conflict.theirs)} other={answered.typed} />}
            yours={<SaidDifferently work={answered.typed} other={filledIn(answered.conflict.theirs)} />}
          />
        )}
        <Kept shown={!answered && page.kept !== null} />
        <PageTitle caption={title} question>
          {t('tier.context.title')}
        </PageTitle>
        <div className="am-measure">
          <p>{t('tier.context.lead')}</p>
          {!said && extent && <HowMuch count={0} hours={null} extent={extent} begun />}
          <p className="am-quiet">{t('tier.proposal')}</p>
        </div>
        <ContextForm
          id={id}
          filled={typed ?? (said ? filledIn(said.work) : undefined)}
          errors={answered?.errors}
          revision={answered?.conflict?.revision ?? Number(typed?.seenRevision ?? said?.revision ?? 0)}
        />
      </>
    )
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      {page.saved && (
        <Notice>
          <p>{t('tier.context.saved')}</p>
        </Notice>
      )}
      <PageTitle caption={title} question>
        {result ? t('tier.result.title') : t('tier.context.title')}
      </PageTitle>
      {result && <ContextResult id={id} result={result} mayAnswer={mayDescribe} />}
      <h2 className="am-group">{t('tier.said.title')}</h2>
      {said ? <SaidLine by={said.by} at={said.at} /> : <p>{t('tier.said.nothing')}</p>}
      {mayDescribe && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${id}/context?change=yes`}>
            {t('tier.said.change')}
          </Link>
        </p>
      )}
      {said && <WorkSummary work={said.work} />}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function SaidLine({ by, at }: { by: string; at: Date }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <p>
      <Saved>{t('tier.said.by', { name: by, moment: date(at, 'moment') })}</Saved>
    </p>
  )
}
