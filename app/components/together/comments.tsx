import { Link } from '@remix-run/react'
import { CommentForm } from '#app/components/together/comment-form.tsx'
import { CommentItem, type CommentData } from '#app/components/together/comment-item.tsx'
import type { Audience } from '#app/components/together/read-by.tsx'
import { useWords } from '#app/components/words.tsx'

export type CommentsData = {
  assessmentId: string
  requirementId: string | null
  mayComment: boolean
  comments: CommentData[]
  body: string
  audiences: Audience[]
}

/** What is said about one question or the plan, to whom the author's side reads it. `then`: the page that the panel is on. */
export function Comments({ on, then }: { on: CommentsData; then: string }) {
  const t = useWords()
  const { assessmentId, requirementId, comments, mayComment, body, audiences } = on
  const open = comments.filter(({ settledAt }) => settledAt === null)
  const settled = comments.filter(({ settledAt }) => settledAt !== null)
  const place = { assessmentId, page: 'comments', body, then } as const
  const item = (comment: CommentData) => <CommentItem key={comment.id} comment={comment} place={place} />
  return (
    <section aria-labelledby="comments">
      <h2 id="comments" className="govuk-heading-m">
        {t('together.comments.title')}
      </h2>
      <p className="am-quiet">{t('together.comments.who')}</p>
      {comments.length === 0 && <p>{t('together.comments.none')}</p>}
      {open.length > 0 && <ul className="am-list">{open.map(item)}</ul>}
      {settled.length > 0 && (
        <>
          <h3 className="govuk-heading-s">{t('together.comments.settled')}</h3>
          <ul className="am-list">{settled.map(item)}</ul>
        </>
      )}
      {mayComment && <CommentForm {...place} requirementId={requirementId} audiences={audiences} />}
      <p>
        <Link className="govuk-link" to={`/app/assessments/${assessmentId}/comments`}>
          {t('together.comments.all')}
        </Link>
      </p>
    </section>
  )
}
