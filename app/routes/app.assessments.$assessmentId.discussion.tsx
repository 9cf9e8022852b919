import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { CommentsPage } from '#app/components/together/comments-page.tsx'
import { useWords } from '#app/components/words.tsx'
import { backTo, DiscussionForm } from '#app/forms/comments.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { discussionPage, writes } from '#app/server/queries/discussion.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { discuss, settleDiscussed } from '#app/server/workflows/discussion.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    if (await writes(actor, id)) throw redirect(`/app/assessments/${id}/comments#comments`)
    const kept = await keptText(request, actor)
    const { searchParams } = new URL(request.url)
    const about = kept?.requirementId ?? searchParams.get('requirement')
    return whileJudging(actor, id, { request, posted: null }, async () => ({
      ...(await discussionPage(actor, id, about)),
      kept,
      to: searchParams.get('to'),
    }))
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      await discussionPage(actor, id, null)
      const form = await readForm(request, DiscussionForm)
      if (!form.ok) return refused(form)
      const asked = form.value
      const done = await unlessClosed(async () => {
        if (asked.move !== 'say')
          await settleDiscussed(actor, id, asked.commentId, asked.move === 'settle', now())
        else {
          const { body, audience } = asked
          const said = { requirementId: asked.requirementId || null, body, audience }
          await onceFor(actor, request, form.typed, () => discuss(actor, id, said, now()))
        }
        return true
      })
      if (done) return redirect(backTo(id, asked.then, 'discussion'))
      const errors: FieldErrors = { '': { key: 'together.discussion.closed' } }
      return data({ errors, typed: form.typed }, { status: 409 })
    })
  })
}

export const meta = titled('together.discussion.title')

export default function Discussion() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { assessmentId, title, organisationName, locale, body, mayComment, takenBack, kept, to } = page
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${assessmentId}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={`${title}, ${organisationName}`}>{t('together.discussion.title')}</PageTitle>
      <p>{t('together.discussion.who')}</p>
      {!mayComment && <p>{t(`together.${takenBack ? 'discussion.takenBack' : 'comments.over'}`)}</p>}
      <CommentsPage
        on={page}
        place={{ assessmentId, page: 'discussion', body }}
        written={{ typed: rejected?.typed ?? kept ?? undefined, errors: rejected?.errors, to }}
        lang={locale}
      />
    </div>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
