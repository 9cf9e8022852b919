import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Columns } from '#app/components/card.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { AnswerForm, type SavedAnswer } from '#app/components/line/answer-form.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { ClosedMeanwhile } from '#app/components/line/closed-meanwhile.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { RequirementSide } from '#app/components/line/requirement-side.tsx'
import { Asked, Why } from '#app/components/notice.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { answerForm, answerOf } from '#app/forms/answer.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await requirementPage(actor, params.assessmentId!, params.requirementId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const { question, next } = await requirementPage(actor, id, params.requirementId!)
    const kind = question.answer === 'voice-or-text' ? question.answer : 'yes-partly-no'
    const form = await readForm(request, answerForm(kind, now().toISOString().slice(0, 10)))
    if (!form.ok)
      return data({ errors: form.errors, typed: form.typed, mine: null, conflict: null }, { status: 422 })

    const { choice, text, dueOn } = answerOf(form.value, kind)
    const mine = { choice, text, dueOn: dueOn ? new Date(dueOn) : null }
    const { seenRevision, then } = form.value
    const saved = await unlessClosed(() => saveAnswer(actor, id, question.id, mine, seenRevision, now()))
    if (!saved)
      return data(
        { errors: {} satisfies FieldErrors, typed: form.typed, mine, conflict: null },
        { status: 409 },
      )
    if (!saved.saved) {
      const conflict = { by: saved.theirName, theirs: saved.theirs }
      return data({ errors: {} satisfies FieldErrors, typed: form.typed, mine, conflict }, { status: 409 })
    }
    if (then === 'list') return redirect(`/app/assessments/${id}`)
    return redirect(`/app/assessments/${id}/${next ? `requirements/${next}` : 'check'}`)
  })
}

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data
    ? titleOf(args, 'line.requirement.title', { id: args.data.question.id })
    : titleOf(args, 'line.assessment.title')

export default function Requirement() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { question, place, asked, answer, kept, reviewedBy, locale, mayAnswer } = page
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const savedLine = useSavedLine(answer, page.now)
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      <Columns label={t('line.requirement.side')} side={<RequirementSide {...question} writtenIn={locale} />}>
        <ErrorSummary errors={rejected?.errors} />
        {rejected?.conflict && rejected.mine && (
          <ConflictNotice
            by={rejected.conflict.by || undefined}
            theirs={<AnswerShown answer={rejected.conflict.theirs} />}
            yours={<AnswerShown answer={rejected.mine} />}
          />
        )}
        {rejected?.mine && !mayAnswer && <ClosedMeanwhile mine={rejected.mine} />}
        <Kept shown={!rejected && kept !== null} />
        <PageTitle
          caption={
            <>
              {question.principleName}
              <br />
              <small>
                {t('content.requirement.number', { id: question.id, number: place.number, total: place.of })}
              </small>
            </>
          }
          question
        >
          {question.question}
        </PageTitle>
        <p className="am-measure">{question.help}</p>
        {asked && (
          <Asked title={<AskedBy by={reviewedBy} at={asked.at} />}>
            <span className="am-pre" dir="auto">
              {t('line.quoted', { words: asked.reason })}
            </span>
          </Asked>
        )}
        <Why title={`${t('content.requirement.why')}.`}>{question.why}</Why>
        {mayAnswer ? (
          <AnswerForm
            kind={question.answer}
            choices={question.choices}
            saved={answer}
            typed={typed}
            errors={rejected?.errors}
            revision={revisionOf(rejected?.conflict?.theirs, typed, answer)}
            lang={locale}
            nextYear={page.now.getUTCFullYear() + 1}
            savedLine={savedLine}
          />
        ) : (
          <section aria-labelledby="answer">
            <h2 id="answer" className="govuk-heading-m">
              {t('content.answer.label')}
            </h2>
            <AnswerShown answer={answer} lang={locale} />
            <p className="am-quiet">{t('line.requirement.readOnly')}</p>
          </section>
        )}
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function AskedBy({ by, at }: { by: string; at: Date }) {
  const t = useWords()
  const { date } = useDates()
  return <>{t('line.requirement.askedBy', { by, date: date(at) })}</>
}

/** After a conflict the reader has seen what is saved now, and the next save is a decision, not an accident. */
function revisionOf(
  theirs: SavedAnswer | undefined,
  typed: Record<string, string> | undefined,
  saved: SavedAnswer | null,
): number {
  return theirs?.revision ?? Number(typed?.seenRevision ?? saved?.revision ?? 0)
}

function useSavedLine(answer: { updatedAt: Date; updatedBy: string } | null, now: Date): string | null {
  const t = useWords()
  const { date } = useDates()
  if (!answer) return null
  const today = answer.updatedAt.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)
  const moment = date(answer.updatedAt, today ? 'time' : 'moment')
  return t(today ? 'line.requirement.savedAt' : 'line.requirement.savedOn', {
    moment,
    name: answer.updatedBy,
  })
}
