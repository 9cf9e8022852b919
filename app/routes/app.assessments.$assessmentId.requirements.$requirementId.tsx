import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Columns } from '#app/components/card.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { EvidencePanel } from '#app/components/evidence/evidence-panel.tsx'
import { LessonsHere } from '#app/components/lessons/lessons-here.tsx'
import { AnswerForm, type SavedAnswer } from '#app/components/line/answer-form.tsx'
import answersStyles from '#app/components/line/answers/answers.css?url'
import { AnswerNotices } from '#app/components/line/answers/answer-notices.tsx'
import { AnswerToRead, Outgrown } from '#app/components/line/answers/answer-to-read.tsx'
import { QuestionHead } from '#app/components/line/answers/question-head.tsx'
import { RequirementExtras } from '#app/components/line/answers/requirement-extras.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { RequirementSide } from '#app/components/line/requirement-side.tsx'
import { Comments } from '#app/components/together/comments.tsx'
import { NonsenseLink } from '#app/components/together/nonsense-link.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { useDates, useWords } from '#app/components/words.tsx'
import { editedRows, mostRows, withoutOverflow, type Typed } from '#app/forms/answer-table.ts'
import { answerForm, answerOf, type AnswerValue } from '#app/forms/answer.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { unlessNoLongerAsked } from '#app/server/http/no-longer-asked.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveAnswer, type Saved } from '#app/server/workflows/answers.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId: id, requirementId } = params as Named
    const page = await unlessNoLongerAsked(actor, { id, requirementId }, null, () =>
      requirementPage(actor, id, requirementId),
    )
    return { ...page, kept: await keptText(request, actor) }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, async (actor) => {
    const { assessmentId: id, requirementId } = params as Named
    return unlessNoLongerAsked(actor, { id, requirementId }, posted, () =>
      answer(actor, id, requirementId, request),
    )
  })
}

type Named = { assessmentId: string; requirementId: string }

async function answer(actor: Actor, id: string, requirementId: string, request: Request) {
  const { question, next, presets } = await requirementPage(actor, id, requirementId)
  const how = { today: now().toISOString().slice(0, 10), locale: actor.locale, presets }
  const form = await readForm(request, answerForm(question, how))
  const edited = question.table ? editedRows(form.typed, question.table) : null
  if (edited) {
    const errors = edited.full
      ? { '': { key: 'answers.table.full', values: { maximum: mostRows } } as const }
      : {}
    return again(edited.typed, 200, { errors, lookAt: edited.at })
  }
  if (!form.ok) return again(form.typed, 422, { errors: form.errors })

  const mine = stored(answerOf(form.value, question, how))
  const { seenRevision, then } = form.value
  const saved = await unlessClosed(() => saveAnswer(actor, id, question.id, mine, seenRevision, now()))
  if (!saved?.saved) return again(form.typed, 409, { mine, conflict: saved && conflictOf(saved) })
  if (then === 'list') return redirect(`/app/assessments/${id}`)
  return redirect(`/app/assessments/${id}/${next ? `requirements/${next}` : 'check'}`)
}

type Stored = Omit<AnswerValue, 'dueOn'> & { dueOn: Date | null }
type Conflict = { by: string; theirs: SavedAnswer }
type Outcome = { errors?: FieldErrors; lookAt?: number; mine?: Stored; conflict?: Conflict | null }

/** The same page once more, with everything that was typed. */
function again(typed: Typed, status: number, { errors = {}, lookAt, mine, conflict }: Outcome) {
  const kept = withoutOverflow(typed)
  return data(
    { ...kept, errors, lookAt: lookAt ?? null, mine: mine ?? null, conflict: conflict ?? null },
    { status },
  )
}

function stored({ dueOn, ...words }: AnswerValue): Stored {
  return { ...words, dueOn: dueOn ? new Date(dueOn) : null }
}

function conflictOf({ theirName, theirs }: Extract<Saved, { saved: false }>): Conflict {
  return { by: theirName, theirs }
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: answersStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data
    ? titleOf(args, 'line.requirement.title', { id: args.data.question.id })
    : titleOf(args, 'line.assessment.title')

export default function Requirement() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { question, answer, kept, locale, mayAnswer } = page
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const savedLine = useSavedLine(answer, page.now)
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      <Columns label={t('line.requirement.side')} side={<RequirementSide {...question} writtenIn={locale} />}>
        {rejected && <AnswerNotices {...rejected} question={question} closed={!mayAnswer} />}
        <Kept shown={!rejected && kept !== null} />
        <QuestionHead {...page} passportOn={answer?.passportOn ?? null} />
        {page.outgrown && answer && <Outgrown answer={answer} lang={locale} />}
        {mayAnswer ? (
          <AnswerForm
            question={question}
            givenRows={page.givenRows}
            figure={page.figure}
            saved={page.outgrown ? null : answer}
            typed={typed}
            errors={rejected?.errors}
            lookAt={rejected?.lookAt ?? undefined}
            revision={revisionOf(rejected?.conflict?.theirs, typed, answer)}
            lang={locale}
            nextYear={page.now.getUTCFullYear() + 1}
            savedLine={savedLine}
          />
        ) : (
          <AnswerToRead
            question={question}
            answer={page.outgrown ? null : answer}
            lang={locale}
            notAsked={page.notAsked}
          />
        )}
        <RequirementExtras
          lessons={
            page.lessons.length > 0 && (
              <LessonsHere
                plan={page.id}
                requirementId={question.id}
                lessons={page.lessons}
                mayTake={mayAnswer}
              />
            )
          }
          evidence={
            <EvidencePanel
              assessmentId={page.id}
              requirementId={question.id}
              items={page.evidence.items}
              mayAdd={page.evidence.mayAdd}
              now={page.now}
            />
          }
          comments={
            <Comments on={page.comments} then={`/app/assessments/${page.id}/requirements/${question.id}`} />
          }
          remark={<NonsenseLink assessmentId={page.id} requirementId={question.id} />}
        />
      </Columns>
    </>
  )
}

export { RequirementError as ErrorBoundary } from '#app/components/line/answers/no-longer-asked.tsx'

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
