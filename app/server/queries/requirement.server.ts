import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import {
  headOf,
  nameOf,
  newestRemarks,
  permissionsOf,
  refuseOtherReaders,
  reviewingBodyName,
  shownFor,
  type Remark,
} from '#app/server/queries/assessment.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { isOpenForAnswers } from '#app/server/workflows/answers.server.ts'
import { principlesOf, principlesToAnswer } from '#machines/processes.ts'

export function requirementPage(actor: Actor, id: string, requirementId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const shown = shownFor(row, actor.locale)
    const index = shown.findIndex((question) => question.id === requirementId)
    const question = shown[index]
    if (!question) throw notFound()
    const ofPrinciple = shown.filter(({ principle }) => principle === question.principle)
    const answers = await listAnswers(tx, id)
    const answer = answers.find((one) => one.requirementId === requirementId) ?? null
    const asked =
      row.state === 'changes_requested' && principlesOf(row)[question.principle] === 'changes_asked'
    const remarks = asked ? newestRemarks(await listRemarks(tx, id)) : []
    const remark = remarks.find(({ principle }) => principle === question.principle)
    const open = principlesToAnswer(row)
    return {
      ...headOf(row, 'author'),
      reviewedBy: await reviewingBodyName(tx, row),
      now: now(),
      question,
      place: { number: ofPrinciple.indexOf(question) + 1, of: ofPrinciple.length },
      next: shown.slice(index + 1).find(({ principle }) => open.includes(principle))?.id ?? null,
      answer: answer && { ...answer, updatedBy: await nameOf(tx, answer.updatedById, actor) },
      asked: remark && concerns(remark, requirementId) ? { reason: remark.reason, at: remark.at } : null,
      mayAnswer: mayAct(actor, 'answer', row.facts) && isOpenForAnswers(row, question.principle),
    }
  })
}

/** Every question with its answer, before it is sent and afterwards. */
export function checkPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const answers = new Map((await listAnswers(tx, id)).map((answer) => [answer.requirementId, answer]))
    const open = principlesToAnswer(row)
    const mayAnswer = mayAct(actor, 'answer', row.facts)
    const questions = shownFor(row, actor.locale).map((question) => ({
      ...question,
      answer: answers.get(question.id) ?? null,
      open: mayAnswer && open.includes(question.principle),
    }))
    return {
      ...headOf(row, 'author'),
      reviewedBy: await reviewingBodyName(tx, row),
      now: now(),
      questions,
      unanswered: questions.filter(({ answer }) => !answer).length,
      may: permissionsOf(actor, row),
    }
  })
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
