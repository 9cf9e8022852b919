import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { CommentForm } from '#app/components/together/comment-form.tsx'
import { CommentItem, type CommentData, type CommentPlace } from '#app/components/together/comment-item.tsx'
import type { Audience } from '#app/components/together/read-by.tsx'
import { useWords } from '#app/components/words.tsx'

type Asked = { question: string | null }

export type AllComments = {
  open: (CommentData & Asked)[]
  settled: (CommentData & Asked)[]
  /** The question that the form is about; null: the whole plan. */
  about: { id: string; question: string } | null
  audiences: Audience[]
  mayComment: boolean
}

/** What came back from the form, or was kept while somebody signed in again; `to`: the audience that a link asked for. */
export type Written = {
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
  to: string | null
}

/** All comments of a plan as one side reads them, with the form that adds one. */
export function CommentsPage({
  on,
  place,
  written: { typed, errors, to },
  questionPath,
  lang,
}: {
  on: AllComments
  place: CommentPlace
  written: Written
  /** Where a question can be read; nowhere for some who discuss. */
  questionPath?: (requirementId: string) => string
  /** Of the questions, where it is not that of the page. */
  lang?: string | undefined
}) {
  const t = useWords()
  const { open, settled, about, audiences, mayComment } = on
  const requirementId = typed ? typed.requirementId || null : (about?.id ?? null)
  const list = (comments: (CommentData & Asked)[]) => (
    <ul className="am-list">
      {comments.map((comment) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          place={place}
          about={<AboutWhat {...comment} path={questionPath} lang={lang} />}
        />
      ))}
    </ul>
  )
  return (
    <>
      <section aria-labelledby="comments">
        <h2 id="comments" className="am-group">
          {open.length > 0
            ? t('together.comments.open', { count: open.length })
            : t('together.comments.noneOpen')}
        </h2>
        {open.length > 0 && list(open)}
      </section>
      {(mayComment || typed?.body) && (
        <section aria-labelledby="write">
          <h2 id="write" className="am-group">
            {t('together.comment.write')}
          </h2>
          <AboutWhat
            requirementId={requirementId}
            question={about?.id === requirementId ? about.question : null}
            lang={lang}
          />
          <CommentForm
            {...place}
            then={typed?.then}
            requirementId={requirementId}
            audiences={audiences}
            typed={typed ?? (to && audiences.includes(to as Audience) ? { audience: to } : undefined)}
            errors={errors}
          />
        </section>
      )}
      {settled.length > 0 && (
        <section aria-labelledby="settled">
          <h2 id="settled" className="am-group">
            {t('together.comments.settled')}
          </h2>
          {list(settled)}
        </section>
      )}
    </>
  )
}

type AboutProps = Asked & {
  requirementId: string | null
  path?: ((requirementId: string) => string) | undefined
  lang: string | undefined
}

function AboutWhat({ requirementId, question, path, lang }: AboutProps) {
  const t = useWords()
  if (requirementId === null) return <Bold>{t('together.comments.plan')}</Bold>
  const name = t('together.comments.about', { id: requirementId })
  if (question === null) return <Bold>{name}</Bold>
  return (
    <p>
      {path ? (
        <Link className="govuk-link" to={path(requirementId)}>
          {name}
        </Link>
      ) : (
        <b>{name}</b>
      )}{' '}
      <span lang={lang}>{question}</span>
    </p>
  )
}

function Bold({ children }: { children: ReactNode }) {
  return (
    <p>
      <b>{children}</b>
    </p>
  )
}
