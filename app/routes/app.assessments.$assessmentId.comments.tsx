import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { CommentsPage } from '#app/components/together/comments-page.tsx'
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
    const { searchParams } = new URL(request.url)
    const about = kept?.requirementId ?? searchParams.get('requirement') ?? searchParams.get('about')
    return {
      ...(await commentsPage(actor, params.assessmentId!, about)),
      kept,
      to: searchParams.get('to'),
    }
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
        const { body, audience } = asked
        const said = { requirementId: asked.requirementId || null, body, audience }
        await onceFor(actor, request, form.typed, () => addComment(actor, id, said, now()))
      }
      return true
    })
    if (done) return redirect(backTo(id, asked.then))
    // Taken back meanwhile: those who write can still be written to.
    const { mayComment } = await commentsPage(actor, id, null)
    const errors: FieldErrors = {
      '': { key: mayComment ? 'together.comment.notWithThem' : 'together.comment.gone' },
    }
    return data({ errors, typed: form.typed }, { status: 409 })
  })
}

export const meta = titled('together.comments.title')

export default function CommentsOfPlan() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { assessmentId, title, body, mayComment, kept, to } = page
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${assessmentId}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={title}>{t('together.comments.title')}</PageTitle>
      <p>{t('together.comments.who')}</p>
      {!mayComment && <p>{t('together.comments.over')}</p>}
      <CommentsPage
        on={page}
        place={{ assessmentId, page: 'comments', body }}
        written={{ typed: rejected?.typed ?? kept ?? undefined, errors: rejected?.errors, to }}
        questionPath={(id) => `/app/assessments/${assessmentId}/requirements/${id}`}
      />
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
