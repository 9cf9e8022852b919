import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { ReadBy, type Audience } from '#app/components/together/read-by.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type CommentData = {
  id: string
  requirementId: string | null
  audience: Audience
  body: string
  by: string
  /** For whom they spoke, where that is the other side. */
  from: string | null
  at: Date
  settledBy: string | null
  settledAt: Date | null
  maySettle: boolean
  mayAnswer: boolean
}

export type CommentPlace = {
  assessmentId: string
  page: 'comments' | 'discussion'
  /** The body that reviews. */
  body: string
  then?: string | undefined
}

/** One comment with who reads it and who said it, and the one button that settles it or opens it again. */
export function CommentItem({
  comment,
  place,
  about,
}: {
  comment: CommentData
  place: CommentPlace
  about?: ReactNode
}) {
  const t = useWords()
  const { date } = useDates()
  const { id, audience, by, from, at, settledBy, settledAt, maySettle, mayAnswer } = comment
  const moment = date(at, 'moment')
  return (
    <li id={`comment-${id}`}>
      {about}
      <p className="am-quiet">
        <ReadBy audience={audience} body={place.body} />
      </p>
      <InsetQuote
        from={
          <bdi>
            {from
              ? t('together.comments.saidFor', { name: by, body: from, moment })
              : t('together.comments.said', { name: by, moment })}
          </bdi>
        }
      >
        <p className="am-pre">{comment.body}</p>
      </InsetQuote>
      {settledAt && (
        <p className="am-quiet">
          {t('together.comments.settledBy', { name: settledBy ?? '', moment: date(settledAt, 'moment') })}
        </p>
      )}
      {mayAnswer && <Answer comment={comment} place={place} moment={moment} />}
      {maySettle && <Settle comment={comment} place={place} moment={moment} />}
    </li>
  )
}

type Part = { comment: CommentData; place: CommentPlace; moment: string }

function Answer({ comment: { requirementId, by }, place: { assessmentId, page }, moment }: Part) {
  const t = useWords()
  const about = new URLSearchParams(requirementId ? { requirement: requirementId } : {})
  about.set('to', 'both')
  return (
    <p>
      <Link className="govuk-link" to={`/app/assessments/${assessmentId}/${page}?${about.toString()}#write`}>
        {t('together.comment.answer')}
        <span className="govuk-visually-hidden">
          {' '}
          {t('together.comment.answerAbout', { name: by, moment })}
        </span>
      </Link>
    </p>
  )
}

function Settle({ comment: { id, by, settledAt }, place: { assessmentId, page, then }, moment }: Part) {
  const t = useWords()
  return (
    <form method="post" action={`/app/assessments/${assessmentId}/${page}`}>
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
  )
}
