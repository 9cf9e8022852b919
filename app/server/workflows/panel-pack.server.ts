import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import type { PanelPackModel, PanelPlanModel } from '#app/server/documents/panel-pack-model.server.ts'
import { draw } from '#app/server/documents/press.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { newestRemarks } from '#app/server/queries/assessment.server.ts'
import { daysSpent, nameOfPoint, pointsOf } from '#app/server/queries/decide.server.ts'
import { paidIn } from '#app/server/queries/money-of.server.ts'
import { opinionsOf } from '#app/server/queries/opinion.server.ts'
import { callForPanel } from '#app/server/queries/panel.server.ts'
import { listAssessments } from '#app/server/repositories/assessment-lists.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import type { Download } from '#app/server/workflows/exports.server.ts'
import { risksOf, unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { choiceAsText, wordsOfAnswer } from '#content/answer-text.ts'
import { riskLevels } from '#content/risk-levels.ts'
import { countryName } from '#content/words.ts'
import { principles, principlesOf } from '#machines/processes.ts'

/**
 * The papers of a panel, for one approver. Plans of which they have not said that they have no conflict, and plans that they
 * judged or wrote, are left out; that they took this copy, and of which plans, is in the ledger.
 */
export async function takePanelPack(actor: Actor, callId: string, now: Date): Promise<Download> {
  const model = await withScope(actor.id, async (tx) => {
    const call = await callForPanel(tx, actor, callId)
    const lines = await listAssessments(tx, scopeOf(actor), { callId })
    const waiting = lines
      .filter(({ state }) => state === 'awaiting_decision')
      .sort((a, b) => a.title.localeCompare(b.title))
    const plans: PanelPlanModel[] = []
    const taken: string[] = []
    for (const { id, facts, state } of waiting) {
      if (!mayRead(actor, 'submission', facts, state) || !mayAct(actor, 'decide', facts)) continue
      const plan = await planFor(tx, actor, await getAssessment(tx, scopeOf(actor), id))
      if (plan) plans.push(plan)
      if (plan) taken.push(id)
    }
    const pack: PanelPackModel = {
      kind: 'panel_pack',
      locale: actor.locale,
      fictional: call.fictional,
      createdAt: now.toISOString(),
      callTitle: call.title,
      issuerName: call.by,
      madeFor: actor.name,
      leftOut: waiting.length - plans.length,
      plans,
    }
    await appendLedger(tx, {
      action: 'call.panelPack',
      subject: callId,
      actorId: actor.id,
      data: { plans: taken.join(' ') },
      at: now,
    })
    return pack
  })
  return {
    name: `panel-${now.toISOString().slice(0, 10)}.pdf`,
    mediaType: 'application/pdf',
    body: Buffer.from(await draw(model)),
  }
}

/** Refused as the papers themselves are; nothing is made, and nothing has left. */
export function mayTakePanelPack(actor: Actor, callId: string): Promise<void> {
  return withScope(actor.id, async (tx) => void (await callForPanel(tx, actor, callId)))
}

async function planFor(tx: Transaction, actor: Actor, row: AssessmentRow): Promise<PanelPlanModel | null> {
  const submission = await findSubmission(tx, row.id)
  if (!submission) return null
  const { content } = submission
  const { locale } = actor
  const remarks = newestRemarks(await listRemarks(tx, row.id))
  const opinions = await opinionsOf(tx, row)
  const judged = principlesOf(row)
  const risks = risksOf(content)
  return {
    title: row.title,
    organisationName: row.organisation.name,
    countryName: countryName(locale, row.country),
    tier: sentPlan(content)?.tier ?? null,
    sentOn: submission.submittedAt.toISOString().slice(0, 10),
    principles: principles.map((id) => {
      const remark = remarks.find(({ principle }) => principle === id) ?? null
      const others = opinions.find(({ principle }) => principle === id)?.others ?? []
      return {
        id,
        judgement: orNull(judged[id]),
        reason: remark?.reason ?? '',
        exceptions: pointsOf(remark, 'exception').map(({ requirementId, reason }) => ({
          name: nameOfPoint(requirementId, locale),
          reason,
        })),
        opinions: others.map(({ part, judgement, reason }) => ({
          part,
          judgement: orNull(judgement),
          reason,
        })),
      }
    }),
    risks:
      'registers' in content
        ? riskLevels
            .map((level) => ({ level, count: risks.filter((risk) => risk.level === level).length }))
            .filter(({ count }) => count > 0)
            .reverse()
        : null,
    unacceptedRisks: await unacceptedRisks(tx, row),
    days: await daysSpent(tx, row),
    money: paidIn(content, locale),
    helpers: row.facts.participations.filter(({ capacity }) => capacity === 'contributor').length,
    answers: content.requirements.length,
    open: content.requirements
      .filter(({ choice }) => choice === 'partly' || choice === 'no')
      .map((question) => ({
        id: question.id,
        question: question.question,
        answer: [choiceAsText(question, question, locale), wordsOfAnswer(question, question, locale)]
          .filter((words) => words.trim() !== '')
          .join('. '),
      })),
  }
}

function orNull(judgement: string): 'accepted' | 'changes_asked' | null {
  return judgement === 'accepted' || judgement === 'changes_asked' ? judgement : null
}
