import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { nameOf, sideOf } from '#app/server/queries/assessment.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { getCall } from '#app/server/repositories/calls.server.ts'
import { listRows, type StoredRow } from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { reopened } from '#app/server/workflows/open-for-change.server.ts'
import { asShown, framework, type PlanTerms, type RequirementShown } from '#content/index.ts'
import { widestTerms } from '#content/tier.ts'
import type { Locale } from '#content/words.ts'

export interface SpokenQuestion {
  number: number
  id: string
  principle: RequirementShown['principle']
  spoken: string
  /** Whether it is also a yes, partly or no. */
  choice: boolean
  answer: RequirementShown['answer']
}

/** The numbered questions of the spoken interview, in its order. None where the framework has no interview. */
export function spokenQuestions(
  frameworkId: string,
  version: number,
  locale: Locale,
  terms: PlanTerms = { ...widestTerms, tier: 1 },
): SpokenQuestion[] {
  const places = new Map(
    framework(frameworkId, version).requirements.map(({ id, interview }) => [id, interview]),
  )
  const { requirements } = asShown(frameworkId, version, 'project', locale, terms)
  return requirements
    .flatMap(({ id, spoken, question, answer, principle }) => {
      const number = places.get(id)
      if (number === undefined) return []
      return [
        { number, id, principle, spoken: spoken ?? question, choice: answer === 'yes-partly-no', answer },
      ]
    })
    .sort((one, other) => one.number - other.number)
}

/** All spoken questions on one page, with what was written down already. */
export function interviewPage(actor: Actor, id: string) {
  return withScope(actor.id, (tx) => readInterview(tx, actor, id))
}

export type InterviewData = Awaited<ReturnType<typeof interviewPage>>
export type InterviewQuestion = InterviewData['questions'][number]

export async function readInterview(tx: Transaction, actor: Actor, id: string) {
  const row = await planOfInterview(tx, actor, id)
  const why = whyNot(row)
  const terms = why === null ? row.plan : null
  const questions = terms ? spokenQuestions(row.frameworkId, row.frameworkVersion, actor.locale, terms) : []
  const answers = new Map((await listAnswers(tx, id)).map((answer) => [answer.requirementId, answer]))
  const held = (await listRows(tx, id, ['interviews'])).at(-1) ?? null
  const may = mayAct(actor, 'answer', row.facts)
  const open = reopened(row)
  const last = newest(
    questions.flatMap((question) => answers.get(question.id) ?? []),
    held,
  )
  return {
    id,
    title: row.title,
    locale: row.locale as Locale,
    why,
    now: now(),
    mayEnter: may && questions.some((question) => open.answer(question)),
    saved: last && { at: last.updatedAt, by: await nameOf(tx, last.updatedById, actor) },
    held: held && { id: held.id, revision: held.revision, values: held.values },
    questions: questions.map((question) => {
      const answer = answers.get(question.id) ?? null
      return {
        ...question,
        open: may && open.answer(question),
        given: answer && { choice: answer.choice, text: answer.text },
        seen: seenOf(answer),
      }
    }),
    beside: terms ? besideInterview(row, terms, questions, answers, actor.locale) : [],
  }
}

/** What the plan asks that is not asked aloud: each has a page of its own. */
function besideInterview(
  { frameworkId, frameworkVersion }: AssessmentRow,
  terms: PlanTerms,
  spoken: readonly SpokenQuestion[],
  answers: ReadonlyMap<string, StoredAnswer>,
  locale: Locale,
) {
  return asShown(frameworkId, frameworkVersion, 'project', locale, terms)
    .requirements.filter((asked) => !spoken.some(({ id }) => id === asked.id))
    .map(({ id, question, needed }) => ({ id, question, needed: needed === true, answered: answers.has(id) }))
}

/** For print: the questions alone, in the language asked for. */
export function interviewPaper(actor: Actor, id: string, locale: Locale) {
  return withScope(actor.id, async (tx) => {
    const row = await planOfInterview(tx, actor, id)
    const terms = row.plan?.tier === 1 ? row.plan : undefined
    return {
      id,
      title: row.title,
      organisation: row.organisation.name,
      locale,
      why: whyNot(row),
      questions:
        whyNot(row) === null ? spokenQuestions(row.frameworkId, row.frameworkVersion, locale, terms) : [],
    }
  })
}

/** The same before there is a plan: a call of a framework that has an interview. */
export function callInterviewPaper(actor: Actor, callId: string, locale: Locale) {
  return withScope(actor.id, async (tx) => {
    const call = await getCall(tx, scopeOf(actor), callId)
    const questions = spokenQuestions(call.frameworkId, call.frameworkVersion, locale)
    if (questions.length === 0 || call.leastTier > 1) throw notFound()
    return { id: call.id, title: call.title, organisation: call.organisation.name, locale, questions }
  })
}

export type WhyNot = 'notDescribed' | 'otherTier' | 'noInterview'

/** The spoken interview is the whole plan of a small partner, and of nobody else. */
export function whyNot(row: AssessmentRow): WhyNot | null {
  const { tiered, requirements } = framework(row.frameworkId, row.frameworkVersion)
  if (!tiered || row.audience !== 'project' || !requirements.some(({ interview }) => interview !== undefined))
    return 'noInterview'
  if (!row.plan) return 'notDescribed'
  return row.plan.tier === 1 ? null : 'otherTier'
}

export async function planOfInterview(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (mayRead(actor, 'draft', row.facts, row.state)) return row
  throw sideOf(actor, row) === 'author' ? notPermitted() : notFound()
}

type Said = { choice: string | null; text: string }

/**
 * What a reader was shown of an answer: its revision and a mark of its words. With the mark an answer that was left alone
 * is told from one that was changed, so that it neither overwrites nor conflicts with what somebody else wrote meanwhile.
 */
export function seenOf(answer: Pick<StoredAnswer, 'choice' | 'text' | 'revision'> | null): string {
  return `${answer?.revision ?? 0}-${markOf(answer)}`
}

export function markOf(said: Said | null): string {
  return sha256(`${said?.choice ?? ''}\n${said?.text ?? ''}`)
    .toString('base64url')
    .slice(0, 10)
}

function newest(answers: readonly StoredAnswer[], held: StoredRow | null) {
  const all: { updatedAt: Date; updatedById: string }[] = held ? [...answers, held] : [...answers]
  return all.sort((one, other) => +other.updatedAt - +one.updatedAt)[0] ?? null
}
