import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import {
  headOf,
  nameOf,
  permissionsOf,
  refuseOtherReaders,
  reviewingBodyName,
  shownFor,
  type Remark,
} from '#app/server/queries/assessment.server.ts'
import { commentsIn, panelOf } from '#app/server/queries/comments.server.ts'
import { evidenceAt } from '#app/server/queries/evidence.server.ts'
import { figuresFor, withFigure } from '#app/server/queries/figures.server.ts'
import { findAnswer, listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { reasonFor } from '#app/server/queries/plan-tasks.server.ts'
import { lessonsAt } from '#app/server/workflows/lessons.server.ts'
import { askingNow, reopened } from '#app/server/workflows/open-for-change.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { openBeforeSending, unsignedRisks } from '#app/server/workflows/plan-facts.server.ts'
import { claimOf, givenRowsOf, requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import { fits } from '#content/answer-fits.ts'
import type { RequirementShown } from '#content/index.ts'
import { locales, type Locale } from '#content/words.ts'
import { principlesOf } from '#machines/processes.ts'

export async function requirementPage(actor: Actor, id: string, requirementId: string) {
  const page = await questionPage(actor, id, requirementId)
  return { ...page, comments: await panelOf(page.comments) }
}

function questionPage(actor: Actor, id: string, requirementId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const shown = shownFor(row, actor.locale)
    const index = shown.findIndex((question) => question.id === requirementId)
    const question = shown[index]
    if (!question) throw notFound()
    const ofPrinciple = shown.filter(({ principle }) => principle === question.principle)
    const stored = await findAnswer(tx, id, requirementId)
    const figures = await figuresFor(tx, row, [question])
    const answer = stored && withFigure(stored, figures)
    const asked =
      row.state === 'changes_requested' && principlesOf(row)[question.principle] === 'changes_asked'
    const remarks = asked ? askingNow(row, await listRemarks(tx, id), question.principle) : []
    const remark = remarks.findLast((one) => concerns(one, requirementId))
    const open = reopened(row)
    const mayWrite = mayAct(actor, 'answer', row.facts)
    const reviewedBy = await reviewingBodyName(tx, row)
    return {
      ...headOf(row, 'author'),
      reviewedBy,
      askedBy: row.call?.organisation.name ?? reviewedBy,
      now: now(),
      question,
      /** In the language of the plan they are typed; in the reader's language they may stand there from earlier. */
      givenRows: givenRowsOf(row, requirementId, row.locale as Locale),
      presets: locales.flatMap((locale) => givenRowsOf(row, requirementId, locale)),
      claim: claimOf(row, requirementId, actor.locale),
      figure: figures[requirementId] ?? null,
      place: { number: ofPrinciple.indexOf(question) + 1, of: ofPrinciple.length },
      next: shown.slice(index + 1).find((one) => open.answer(one))?.id ?? null,
      answer: answer && { ...answer, updatedBy: await nameOf(tx, answer.updatedById, actor) },
      /** What was said while the question was put in another way. */
      outgrown: answer !== null && !fits(question.answer, answer),
      asked: remark ? { reason: reasonFor(remark, requirementId), at: remark.at } : null,
      mayAnswer: mayWrite && open.answer(question),
      /** Others were named, this one was not. */
      notAsked: mayWrite && open.principles.length > 0 && !open.answer(question),
      evidence: await evidenceAt(tx, actor, row, requirementId),
      comments: await commentsIn(tx, actor, row, requirementId),
      lessons: await lessonsAt(tx, row, question),
    }
  })
}

/**
 * Null while the plan asks this requirement. Otherwise what a page can say to somebody who was just answering it: the plan,
 * and the answer that is kept all the same.
 */
export function noLongerAsked(actor: Actor, id: string, requirementId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    if (requirementOf(row, requirementId)) return null
    const kept = await findAnswer(tx, id, requirementId)
    return { id: row.id, title: row.title, requirementId, kept: kept !== null }
  })
}

/** Every question with its answer, before it is sent and afterwards. */
export function checkPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const answers = await listAnswers(tx, id)
    const open = reopened(row)
    const mayAnswer = mayAct(actor, 'answer', row.facts)
    const questions = await answeredQuestions(tx, row, answers, actor.locale)
    const counts = planCounts(row, answers)
    return {
      ...headOf(row, 'author'),
      reviewedBy: await reviewingBodyName(tx, row),
      now: now(),
      questions: questions.map((question) => ({
        ...question,
        open: mayAnswer && open.answer(question),
      })),
      counts,
      /** What keeps it from being sent. */
      unanswered: openBeforeSending(row, answers),
      unsignedRisks: open.principles.length > 0 ? await unsignedRisks(tx, row) : 0,
      may: permissionsOf(actor, row),
    }
  })
}

async function answeredQuestions(
  tx: Transaction,
  row: AssessmentRow,
  answers: readonly StoredAnswer[],
  locale: Locale,
) {
  const byRequirement = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const shown = shownFor(row, locale)
  const figures = await figuresFor(tx, row, shown)
  return shown.map((question) => {
    const stored = byRequirement.get(question.id)
    const given = stored && fits(question.answer, stored) ? withFigure(stored, figures) : null
    return { ...question, needed: isNeeded(question), given }
  })
}

/** Where nobody described the work, everything is needed. */
function isNeeded({ needed }: Pick<RequirementShown, 'needed'>): boolean {
  return needed !== false
}

/** The step that sends it: only for who may send, and only while it may be sent. */
export async function submitPage(actor: Actor, id: string) {
  const page = await checkPage(actor, id)
  if (!page.may.submit && !page.may.resubmit) throw notPermitted()
  return page
}

export async function withdrawPage(actor: Actor, id: string) {
  const page = await checkPage(actor, id)
  if (!page.may.withdraw) throw notPermitted()
  return page
}

/** A change asked of no answer in particular is asked of the whole principle. */
function concerns({ requirementIds }: Remark, requirementId: string): boolean {
  return requirementIds.length === 0 || requirementIds.includes(requirementId)
}
