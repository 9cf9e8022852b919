import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import type { DecideNeeds } from '#app/forms/decide.form.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { headOf, newestRemarks, permissionsOf, type Remark } from '#app/server/queries/assessment.server.ts'
import { appealsUpheld, changesAnswered } from '#app/server/queries/came-before.server.ts'
import { equitySignals } from '#app/server/queries/equity-signals.server.ts'
import { opinionsOf } from '#app/server/queries/opinion.server.ts'
import { forReviewer } from '#app/server/queries/review.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission, listRemarks, type Point } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { isKey, wordsFor, type Locale } from '#content/words.ts'
import { principles, principlesOf, type Principle } from '#machines/processes.ts'

/** What the approver decides on: the judgements, what the reviewer let pass, what is open, who waited for whom. */
export function decidePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission, remarks } = await forReviewer(tx, actor, id)
    const judged = principlesOf(row)
    const names = await listNames(tx, row.facts.reviewerIds)
    const content = submission.content
    return {
      ...headOf(row, 'reviewing_body'),
      submissionLocale: submission.locale,
      now: now(),
      reviewers: [...names.values()].sort(),
      judgements: principles.map((principle) => {
        const remark = remarks.find((one) => one.principle === principle) ?? null
        return {
          principle,
          judgement: judged[principle],
          reason: remark?.reason ?? '',
          changes: judged[principle] === 'changes_asked' ? pointsOf(remark, 'change') : [],
          exceptions: pointsOf(remark, 'exception').map((point) => ({
            ...point,
            question: questionOf(content, point.requirementId),
          })),
        }
      }),
      answered: await changesAnswered(tx, row),
      appealsUpheld: await appealsUpheld(tx, actor, row),
      openPoints: content.requirements.filter(({ choice }) => choice === 'partly' || choice === 'no'),
      answers: content.requirements.length,
      unacceptedRisks: await unacceptedRisks(tx, row),
      days: await daysSpent(tx, row),
      opinions: await opinionsOf(tx, row),
      equity: await equitySignals(tx, row, submission),
      askable: askableIn(row, content),
      needs: needsOf(row, remarks, content),
      may: permissionsOf(actor, row),
    }
  })
}

/** What the form has to know. Refuses whoever may not decide, before anything that they typed is read. */
export function decideNeeds(actor: Actor, id: string): Promise<DecideNeeds> {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'decide', row.facts)) throw notPermitted()
    const submission = await findSubmission(tx, id)
    if (!submission) return { reasons: [], askable: [] }
    return needsOf(row, newestRemarks(await listRemarks(tx, id)), submission.content)
  })
}

export function needsOf(
  row: AssessmentRow,
  remarks: readonly Remark[],
  content: SubmittedContent,
): DecideNeeds {
  const judged = principlesOf(row)
  const leftOpen = (principle: Principle) =>
    judged[principle] === 'changes_asked' ||
    pointsOf(remarks.find((one) => one.principle === principle) ?? null, 'exception').length > 0
  return {
    reasons: principles.filter(leftOpen),
    askable: askableIn(row, content).map(({ id }) => id),
  }
}

export function pointsOf(remark: Pick<Remark, 'points'> | null, kind: Point['kind']): Point[] {
  const points = Array.isArray(remark?.points) ? (remark.points as unknown as Point[]) : []
  return points.filter((point) => point.kind === kind)
}

/** Answers and lists about which more can be asked; a list says so in its id. */
function askableIn(row: AssessmentRow, content: SubmittedContent) {
  const asked = content.requirements.map(({ id, question }) => ({ id, question }))
  const listed = row.audience === 'project' && sentPlan(content) !== null ? lists : []
  return [...asked, ...listed.map((list) => ({ id: `list:${list}`, question: null }))]
}

const lists = ['sites', 'risks', 'referrals', 'people', 'training', 'money'] as const

/** An answer is called by its id, a list by its name. */
export function nameOfPoint(id: string, locale: Locale): string {
  const key = `registers.${id.replace(/^list:/, '')}.title`
  return id.startsWith('list:') && isKey(key) ? wordsFor(locale)(key) : id
}

function questionOf(content: SubmittedContent, id: string): string | null {
  return content.requirements.find((one) => one.id === id)?.question ?? null
}

const day = 24 * 60 * 60 * 1000

/** How long it lay with each side since it was first sent: each one's days count the same. */
export async function daysSpent(tx: Transaction, row: AssessmentRow) {
  const sent = [...row.submissions].reverse()
  const remarks = await listRemarks(tx, row.id)
  let [reviewing, answering] = [0, 0]
  sent.forEach(({ number, submittedAt }, index) => {
    const last = remarks.findLast((one) => one.submissionNumber === number)?.at
    const next = sent[index + 1]?.submittedAt
    if (!next) reviewing += now().getTime() - submittedAt.getTime()
    else {
      const handedBack = last && last < next ? last : submittedAt
      reviewing += handedBack.getTime() - submittedAt.getTime()
      answering += next.getTime() - handedBack.getTime()
    }
  })
  return { reviewing: Math.floor(reviewing / day), answering: Math.floor(answering / day) }
}
