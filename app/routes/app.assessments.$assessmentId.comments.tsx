import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { CommentForm } from '#app/components/together/comment-form.tsx'
import { CommentItem, type CommentData } from '#app/components/together/comment-item.tsx'
import { useWords } from '#app/components/words.tsx'
import { backTo, CommentsForm } from '#app/forms/comments.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { commentsPage } from '#app/server/queries/comments.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { addComment, settle } from '#app/server/workflows/comments.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const kept = await keptText(request, actor)
    const about = kept?.requirementId ?? new URL(request.url).searchParams.get('about')
    return { ...(await commentsPage(actor, params.assessmentId!, about)), kept }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    // Whoever may not see the plan is told so before what they typed is looked at.
    await commentsPage(actor, id, null)
    const form = await readForm(request, CommentsForm)
    if (!form.ok) return refused(form)
    const asked = form.value
    const done = await unlessClosed(async () => {
      if (asked.move !== 'say') await settle(actor, id, asked.commentId, asked.move === 'settle', now())
      else {
        const said = { requirementId: asked.requirementId || null, body: asked.body }
        await onceFor(actor, request, form.typed, () => addComment(actor, id, said, now()))
      }
      return true
    })
    if (done) return redirect(backTo(id, asked.then))
    const errors: FieldErrors = { '': { key: 'together.comment.gone' } }
    return data({ errors, typed: form.typed }, { status: 409 })
  })
}

export const meta = titled('together.comments.title')

export default function CommentsOfPlan() {
  const t = useWords()
  const { assessmentId, title, about, open, settled, mayComment, kept } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const requirementId = rejected ? rejected.typed.requirementId || null : (about?.id ?? null)
  const writes = mayComment || Boolean(typed?.body)
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${assessmentId}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={title}>{t('together.comments.title')}</PageTitle>
      <p>{t('together.comments.who')}</p>
      {!mayComment && <p>{t('together.comments.over')}</p>}
      <section aria-labelledby="comments">
        <h2 id="comments" className="am-group">
          {open.length > 0
            ? t('together.comments.open', { count: open.length })
            : t('together.comments.noneOpen')}
        </h2>
        <List comments={open} id={assessmentId} />
      </section>
      {writes && (
        <section aria-labelledby="write">
          <h2 id="write" className="am-group">
            {t('together.comment.write')}
          </h2>
          {requirementId ? (
            <p>
              <b>{t('together.comments.about', { id: requirementId })}</b>
              {about && about.id === requirementId && ` ${about.question}`}
            </p>
          ) : (
            <p>
              <b>{t('together.comments.plan')}</b>
            </p>
          )}
          <CommentForm
            assessmentId={assessmentId}
            requirementId={requirementId}
            then={typed?.then}
            typed={typed?.body}
            error={rejected?.errors.body}
          />
        </section>
      )}
      {settled.length > 0 && (
        <section aria-labelledby="settled">
          <h2 id="settled" className="am-group">
            {t('together.comments.settled')}
          </h2>
          <List comments={settled} id={assessmentId} />
        </section>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

type About = { requirementId: string | null; question: string | null }

function List({ comments, id }: { comments: (CommentData & About)[]; id: string }) {
  if (comments.length === 0) return null
  return (
    <ul className="am-list">
      {comments.map((comment) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          assessmentId={id}
          about={<AboutWhat {...comment} id={id} />}
        />
      ))}
    </ul>
  )
}

function AboutWhat({ requirementId, question, id }: About & { id: string }) {
  const t = useWords()
  if (requirementId === null)
    return (
      <p>
        <b>{t('together.comments.plan')}</b>
      </p>
    )
  const name = t('together.comments.about', { id: requirementId })
  if (question === null) return <p>{name}</p>
  return (
    <p>
      <Link className="govuk-link" to={`/app/assessments/${id}/requirements/${requirementId}`}>
        {name}
      </Link>{' '}
      {question}
    </p>
  )
}
