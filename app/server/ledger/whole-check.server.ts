import { caseLogProblems } from '#app/server/case-log.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { agreement, type Agreement, type HeldNote } from '#app/server/ledger/held-note.server.ts'
import { describeProblem } from '#app/server/ledger/problems.server.ts'
import { recordRows } from '#app/server/ledger/record-rows.server.ts'
import { listRestorations } from '#app/server/ledger/restored.server.ts'
import { rowClaims } from '#app/server/ledger/row-claims.server.ts'
import type { RowProblem } from '#app/server/ledger/row-problems.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger, type Verdict } from '#app/server/ledger/verify.server.ts'

export interface WholeVerdict extends Verdict {
  rows: number
  /** How the checkpoint that somebody holds compares; null when none was given. */
  held: Agreement | null
}

/** The log worked out again, the record's rows against what the log says of them, and a checkpoint held elsewhere. */
export async function checkWhole(vkey: string | null, held: HeldNote | null): Promise<WholeVerdict> {
  const claims = rowClaims()
  const sizes = held ? [held.size] : []
  const verdict = await verifyLedger(await ledgerRows(), vkey, { sizes, hear: claims.hear })
  const found: RowProblem[] = []
  let rows = 0
  for await (const row of recordRows()) {
    rows += 1
    found.push(...claims.compare(row))
  }
  const problems = [...verdict.problems, ...found, ...claims.missed(), ...(await caseLogProblems())]
  const log = {
    size: verdict.size,
    rootHere: held ? (verdict.roots.get(held.size) ?? null) : null,
    restorations: await asSystem('restores of the ledger', listRestorations),
  }
  return { ...verdict, problems, rows, held: held && agreement(held, log) }
}

/**
 * While people work, a row may move between the reading of the log and the reading of the rows. What was seen in one check
 * and not in the next was such a move; what somebody changed by hand stays.
 */
export async function checkWholeWhileOpen(vkey: string | null, held: HeldNote | null): Promise<WholeVerdict> {
  const first = await checkWhole(vkey, held)
  if (!first.problems.some(({ at }) => at === 'row')) return first
  const again = await checkWhole(vkey, held)
  const before = new Set(first.problems.map(describeProblem))
  return {
    ...again,
    problems: again.problems.filter(
      (problem) => problem.at !== 'row' || before.has(describeProblem(problem)),
    ),
  }
}
