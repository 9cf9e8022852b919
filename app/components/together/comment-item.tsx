import type { ReactNode } from 'react'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type CommentData = {
  id: string
  body: string
  by: string
  at: Date
  settledBy: string | null
  settledAt: Date | null
  maySettle: boolean
}

/** One comment with who said it, and the one button that settles it or opens it again. */
export function CommentItem({
  comment: { id, body, by, at, settledBy, settledAt, maySettle },
  assessmentId,
  then,
  about,
}: {
  comment: CommentData
  assessmentId: string
  then?: string | undefined
  about?: ReactNode
}) {
  const t = useWords()
  const { date } = useDates()
  const moment = date(at, 'moment')
  return (
    <li id={`comment-${id}`}>
      {about}
      <InsetQuote from={<bdi>{t('together.comments.said', { name: by, moment })}</bdi>}>
        <p className="am-pre">{body}</p>
      </InsetQuote>
      {settledAt && (
        <p className="am-quiet">
          {t('together.comments.settledBy', { name: settledBy ?? '', moment: date(settledAt, 'moment') })}
        </p>
      )}
      {maySettle && (
        <form method="post" action={`/app/assessments/${assessmentId}/comments`}>
          <input type="hidden" name="move" value={settledAt ? 'reopen' : 'settle'} />
          <input type="hidden" name="commentId" value={id} />
          {then && <input type="hidden" name="then" value={then} />}
          <button className="am-as-link">
            {t(settledAt ? 'together.comment.reopen' : 'together.comment.settle')}
            <span className="govuk-visually-hidden">
              {' '}
              {t('together.comment.settleAbout', { name: by, moment })}
            </span>
          </button>
        </form>
      )}
    </li>
  )
}
