import { mayOnRegister, maySignOff } from '#app/policies/register.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf } from '#app/server/queries/assessment.server.ts'
import { mayRead } from '#app/policies/assessment.policy.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission } from '#app/server/repositories/judgements.server.ts'
import {
  listSignOffs,
  type StoredRow,
  type StoredSignOff,
} from '#app/server/repositories/register-rows.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { registersOpen } from '#app/server/workflows/registers.server.ts'
import {
  criticalRisksOf,
  isGrave,
  listSigners,
  risksOf,
  signOffOf,
} from '#app/server/workflows/risk-sign-off.server.ts'
import { number, text, type RowValues } from '#content/registers/definition.ts'
import { riskGroups } from '#content/registers/vocabulary.ts'
import { standingOfRisk } from '#content/registers/risks.ts'
import { riskLevels } from '#content/risk-levels.ts'

/** How many risks, and which by their numbers, stand at each likelihood and severity. */
export type MatrixCell = { likelihood: number; severity: number; positions: number[] }

export type SignOffShown = { by: string; reason: string; at: Date } | null

/** The register of risks as a whole: matrix before and after, groups without a row, who still has to sign off. */
export async function riskFindings(
  tx: Transaction,
  actor: Actor,
  plan: AssessmentRow,
  all: readonly StoredRow[],
) {
  const rows = all.filter(({ register }) => register === 'risks')
  const reasons = all.filter(({ register }) => register === 'riskGaps')
  const signed = rows.some(isGrave) ? await listSignOffs(tx, plan.id) : []
  const signers = rows.some(isGrave) ? await listSigners(tx, plan, now()) : []
  const open = registersOpen(plan)
  const names = await listNames(
    tx,
    signed.map(({ personId }) => personId),
  )
  const reads = mayOnRegister(actor, 'readSealed', plan.facts)
  // A reason may say what the row no longer does.
  const shown = (row: StoredRow, capacity: StoredSignOff['capacity']): SignOffShown => {
    const signOff = signOffOf(signed, row, capacity)
    const reason = row.sealed && !reads ? '' : (signOff?.reason ?? '')
    return signOff && { by: names.get(signOff.personId) ?? '', reason, at: signOff.at }
  }
  const judged = rows.map((row) => {
    const signOff = signOffOf(signed, row, 'research_organisation')
    const grave = isGrave(row)
    const risk = { sealed: row.sealed !== null, lastEditorId: row.updatedById, signers }
    return {
      id: row.id,
      ...standingOfRisk(row.values),
      grave,
      signOff: shown(row, 'research_organisation'),
      accepted: shown(row, 'funder'),
      maySign: grave && !signOff && open && maySignOff(actor, risk, plan.facts),
    }
  })
  return {
    rows: judged,
    before: cellsOf(rows, 'likelihood', 'severity'),
    after: cellsOf(rows, 'residualLikelihood', 'residualSeverity'),
    unsigned: judged.filter(({ grave, signOff }) => grave && !signOff).length,
    sealed: rows.filter(({ sealed }) => sealed !== null).length,
    gaps: riskGroups
      .filter((group) => !rows.some(({ values }) => values.group === group))
      .map((group) => {
        const given = reasons.find(({ values }) => values.group === group)
        return { group, reason: given ? text(given.values, 'reason') : null, rowId: given?.id ?? null }
      }),
  }
}

export type RiskFindings = Awaited<ReturnType<typeof riskFindings>>

function cellsOf(rows: readonly StoredRow[], likelihood: string, severity: string): MatrixCell[] {
  const cells = new Map<string, MatrixCell>()
  for (const { values, position } of rows) {
    const cell = { likelihood: number(values, likelihood) ?? 5, severity: number(values, severity) ?? 5 }
    const key = `${cell.likelihood} ${cell.severity}`
    const known = cells.get(key) ?? { ...cell, positions: [] }
    cells.set(key, { ...known, positions: [...known.positions, position] })
  }
  return [...cells.values()]
}

/** The risks that were sent, for the body that judges them, with what the funder has to accept. */
export function sentRisksPage(actor: Actor, assessmentId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), assessmentId)
    const member = actor.memberships.some(({ organisationId }) => organisationId === row.reviewingBodyId)
    if (!member) throw notFound()
    if (!mayRead(actor, 'submission', row.facts, row.state)) throw notPermitted()
    const submission = await findSubmission(tx, assessmentId)
    const signed = await listSignOffs(tx, assessmentId)
    const risks = risksOf(submission?.content)
    const names = await listNames(
      tx,
      signed.map(({ personId }) => personId),
    )
    const critical = criticalRisksOf(submission?.content).map(
      ({ id, position, revision, sealed, values }) => {
        const accepted = signOffOf(signed, { id, revision }, 'funder')
        const signedOff = signOffOf(signed, { id, revision }, 'research_organisation')
        return {
          id,
          position,
          revision,
          sealed,
          event: sealed ? '' : text((values ?? {}) as RowValues, 'event'),
          signedOff: signedOff && {
            by: names.get(signedOff.personId) ?? '',
            at: signedOff.at,
            reason: sealed ? '' : signedOff.reason,
          },
          accepted: accepted && { by: names.get(accepted.personId) ?? '', at: accepted.at },
        }
      },
    )
    return {
      ...headOf(row, 'reviewing_body'),
      counts: riskLevels.map((level) => ({
        level,
        count: risks.filter((risk) => risk.level === level).length,
      })),
      sealed: risks.filter((risk) => risk.sealed).length,
      critical,
      mayAccept:
        mayOnRegister(actor, 'acceptAsFunder', row.facts) &&
        ['submitted', 'in_review', 'awaiting_decision'].includes(row.state),
    }
  })
}
