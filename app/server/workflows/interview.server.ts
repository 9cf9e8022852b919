import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { faultOf, type Faults, type SpokenAnswer, textName } from '#app/forms/interview.form.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted, notReady } from '#app/server/errors.server.ts'
import { markOf, planOfInterview, spokenQuestions, whyNot } from '#app/server/queries/interview.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { saveAnswer, type AnswerValue } from '#app/server/workflows/answers.server.ts'
import { registersOpen, saveRow } from '#app/server/workflows/registers.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'
import { valueOf } from '#content/answer-value.ts'
import type { RowValues } from '#content/registers/definition.ts'
import type { AnswerType } from '#content/vocabulary.ts'

export interface Conflict {
  id: string
  by: string
  theirs: { choice: string | null; text: string }
}

export interface InterviewSaved {
  /** How many answers were written. */
  saved: number
  faults: Faults
  conflicts: Conflict[]
  /** Answers under principles that went out meanwhile. */
  closed: string[]
  /** What somebody else wrote about the conversation meanwhile; nothing of the writer's own was saved there. */
  heldConflict: { by: string; theirs: RowValues } | null
}

/**
 * Saves what was changed on the page of the spoken interview, each answer by itself: one that somebody else saved meanwhile
 * is left as it is and handed back with both texts, and keeps no other from being saved.
 */
export async function saveInterview(
  actor: Actor,
  assessmentId: string,
  given: readonly SpokenAnswer[],
  held: { values: RowValues; id: string | null; revision: number } | null,
  now: Date,
): Promise<InterviewSaved> {
  const { answers, kinds } = await open(actor, assessmentId)
  const result: InterviewSaved = { saved: 0, faults: {}, conflicts: [], closed: [], heldConflict: null }
  for (const said of given) {
    const type = kinds.get(said.id)
    const before = answers.get(said.id) ?? null
    if (!type || isAsShown(said, before)) continue
    const fault = faultOf(said)
    if (fault) result.faults[textName(said.id)] = fault
    else await saveOne(actor, assessmentId, type, said, before, now, result)
  }
  if (held) await saveHeld(actor, assessmentId, held, now, result)
  return result
}

function open(actor: Actor, assessmentId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await planOfInterview(tx, actor, assessmentId)
    if (!mayAct(actor, 'answer', row.facts)) throw notPermitted()
    if (whyNot(row) !== null || !row.plan || !registersOpen(row)) throw notReady()
    const questions = spokenQuestions(row.frameworkId, row.frameworkVersion, actor.locale, row.plan)
    const answers = await listAnswers(tx, assessmentId)
    return {
      answers: new Map(answers.map((answer) => [answer.requirementId, answer])),
      kinds: new Map(questions.map(({ id, answer }) => [id, answer])),
    }
  })
}

/** Left as the page showed it, or as it stands now. "Does not apply" has no button here and stays until another is chosen. */
function isAsShown({ choice, text, seen }: SpokenAnswer, before: StoredAnswer | null): boolean {
  const kept = choice ?? (before?.choice === 'not_applicable' ? before.choice : null)
  const mark = markOf({ choice: kept, text })
  if (mark === seen.mark) return true
  return before ? mark === markOf(before) : choice === null && text === ''
}

async function saveOne(
  actor: Actor,
  assessmentId: string,
  type: AnswerType,
  said: SpokenAnswer,
  before: StoredAnswer | null,
  now: Date,
  result: InterviewSaved,
): Promise<void> {
  const { id, seen } = said
  const saved = await unlessClosed(() =>
    saveAnswer(actor, assessmentId, id, valueFor(type, said, before), seen.revision, now),
  )
  if (!saved) result.closed.push(id)
  else if (saved.saved) result.saved += 1
  else {
    const { choice, text } = saved.theirs
    result.conflicts.push({ id, by: saved.theirName, theirs: { choice, text } })
  }
}

/** Spoken words stand beside what was filled in elsewhere: rows of a table, a day, a role. */
function valueFor(
  type: AnswerType,
  { choice, text }: SpokenAnswer,
  before: StoredAnswer | null,
): AnswerValue {
  const kept = choice ?? (before?.choice === 'not_applicable' ? before.choice : null)
  return {
    choice: kept,
    text,
    dueOn: kept === 'partly' ? (before?.dueOn ?? null) : null,
    value: valueOf(type, before?.value) ?? (type === 'table' ? { rows: [] } : null),
  }
}

async function saveHeld(
  actor: Actor,
  assessmentId: string,
  { values, id, revision }: { values: RowValues; id: string | null; revision: number },
  now: Date,
  result: InterviewSaved,
): Promise<void> {
  const saved = await unlessClosed(() =>
    saveRow(actor, assessmentId, 'interviews', id, { values, seal: false }, revision, now),
  )
  if (saved && !saved.saved && saved.why === 'changed')
    result.heldConflict = { by: saved.theirName, theirs: saved.theirs }
}
