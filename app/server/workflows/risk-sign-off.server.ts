import { z } from 'zod'
import { mayOnRegister, maySignOff } from '#app/policies/register.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission } from '#app/server/repositories/judgements.server.ts'
import {
  findRow,
  insertSignOff,
  listHolders,
  listRows,
  listSignOffs,
  type StoredRow,
  type StoredSignOff,
} from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { getPlan, registersOpen } from '#app/server/workflows/registers.server.ts'
import { standingOfRisk } from '#content/registers/risks.ts'
import { needsSignOff, riskLevels } from '#content/risk-levels.ts'

const signingJobs = ['safeguarding_lead', 'approver'] as const

/** People of the author's body who could sign off. */
export function listSigners(tx: Transaction, plan: AssessmentRow, now: Date) {
  return listHolders(tx, plan.organisationId, signingJobs, now).then(
    (holders) => holders as { personId: string; role: (typeof signingJobs)[number] }[],
  )
}

/** What remains high or critical and is not signed off as it stands now. */
export async function unsignedRisks(tx: Transaction, { id }: Pick<AssessmentRow, 'id'>): Promise<number> {
  const grave = (await listRows(tx, id, ['risks'])).filter(isGrave)
  if (grave.length === 0) return 0
  const signed = await listSignOffs(tx, id)
  return grave.filter((row) => !signOffOf(signed, row, 'research_organisation')).length
}

export function isGrave({ values }: Pick<StoredRow, 'values'>): boolean {
  return needsSignOff(standingOfRisk(values).after)
}

/** A later change of the row asks again. */
export function signOffOf(
  signed: readonly StoredSignOff[],
  row: { id: string; revision: number },
  capacity: StoredSignOff['capacity'],
): StoredSignOff | null {
  return (
    signed.find(
      (one) => one.rowId === row.id && one.rowRevision === row.revision && one.capacity === capacity,
    ) ?? null
  )
}

/** The research organisation stands by what remains of one risk. */
export function signOffRisk(
  actor: Actor,
  assessmentId: string,
  rowId: string,
  reason: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const plan = await getPlan(tx, actor, assessmentId)
    const row = await findRow(tx, assessmentId, 'risks', rowId)
    if (!row || row.removedAt) throw notFound()
    const risk = {
      sealed: row.sealed !== null,
      lastEditorId: row.updatedById,
      signers: await listSigners(tx, plan, now),
    }
    if (!maySignOff(actor, risk, plan.facts)) throw notPermitted()
    if (!registersOpen(plan) || !isGrave(row)) throw notReady()
    if (row.revision !== seenRevision) throw changedByAnother()
    await sign(
      tx,
      actor,
      { assessmentId, rowId, rowRevision: row.revision, capacity: 'research_organisation', reason },
      now,
    )
  })
}

const SentRisk = z.looseObject({
  id: z.string(),
  revision: z.number().int(),
  position: z.number().int(),
  sealed: z.boolean(),
  level: z.enum(riskLevels),
})
const SentRegisters = z.looseObject({ registers: z.looseObject({ risks: z.array(SentRisk) }) })
export type SentRisk = z.output<typeof SentRisk>

/** Every risk that was sent with a plan; none where it was sent without registers. */
export function risksOf(content: unknown): SentRisk[] {
  const sent = SentRegisters.safeParse(content)
  return sent.success ? sent.data.registers.risks : []
}

/** What remains critical in what was sent: the funder's decision too. */
export function criticalRisksOf(content: unknown): SentRisk[] {
  return risksOf(content).filter(({ level }) => level === 'critical')
}

/** Critical risks of the newest submission that the funder has not accepted yet. */
export async function unacceptedRisks(tx: Transaction, { id }: Pick<AssessmentRow, 'id'>): Promise<number> {
  const submission = await findSubmission(tx, id)
  const critical = criticalRisksOf(submission?.content)
  if (critical.length === 0) return 0
  const signed = await listSignOffs(tx, id)
  return critical.filter((risk) => !signOffOf(signed, risk, 'funder')).length
}

const beingJudged = ['submitted', 'in_review', 'awaiting_decision']

/** The funder accepts that one critical risk remains. What it has read is what was sent, not what is written since. */
export function acceptCriticalRisk(
  actor: Actor,
  assessmentId: string,
  rowId: string,
  reason: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const plan = await getAssessment(tx, scopeOf(actor), assessmentId)
    if (!mayOnRegister(actor, 'acceptAsFunder', plan.facts)) throw notPermitted()
    if (!beingJudged.includes(plan.state)) throw notReady()
    const submission = await findSubmission(tx, assessmentId)
    const risk = criticalRisksOf(submission?.content).find(({ id }) => id === rowId)
    if (!risk) throw notFound()
    if (risk.revision !== seenRevision) throw changedByAnother()
    await sign(
      tx,
      actor,
      { assessmentId, rowId, rowRevision: risk.revision, capacity: 'funder', reason },
      now,
    )
  })
}

async function sign(
  tx: Transaction,
  actor: Actor,
  signOff: Omit<StoredSignOff, 'personId' | 'at'> & { assessmentId: string },
  now: Date,
): Promise<void> {
  if (!(await insertSignOff(tx, { ...signOff, personId: actor.id, at: now }))) return
  const { assessmentId, rowId, rowRevision, capacity } = signOff
  await appendLedger(tx, {
    action: capacity === 'funder' ? 'risk.accept' : 'risk.signOff',
    subject: assessmentId,
    actorId: actor.id,
    data: { risk: rowId, revision: rowRevision },
    at: now,
  })
}
