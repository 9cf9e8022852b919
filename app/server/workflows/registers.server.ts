import { mayOnRegister } from '#app/policies/register.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import {
  getAssessment,
  holdAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import {
  countRows,
  findRow,
  insertRow,
  listRows,
  markRemoved,
  updateRow,
  type StoredRow,
} from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { reopened, type Reopenable } from '#app/server/workflows/open-for-change.server.ts'
import { lockWords, wordsOf } from '#app/server/workflows/sealed-rows.server.ts'
import { mostRows, schemaOf, type Register, type RowValues } from '#content/registers/definition.ts'
import { registers, type RegisterId } from '#content/registers/registers.ts'

export type RowSaved =
  | { saved: true; id: string }
  | { saved: false; why: 'full' | 'twice' }
  | { saved: false; why: 'changed'; theirs: RowValues; theirName: string; revision: number; removed: boolean }

/** A register is part of the plan: all of them in a draft, afterwards those that were named. Without one: whether any is. */
export function registersOpen(row: Reopenable, register?: RegisterId): boolean {
  const open = reopened(row)
  return register ? open.list(register) : open.principles.length > 0
}

/** Whoever is not on the author's side never learns that there is a register. */
export async function getPlan(tx: Transaction, actor: Actor, assessmentId: string): Promise<AssessmentRow> {
  return asReader(actor, await getAssessment(tx, scopeOf(actor), assessmentId))
}

function asReader(actor: Actor, row: AssessmentRow): AssessmentRow {
  if (mayOnRegister(actor, 'read', row.facts)) return row
  const member = actor.memberships.some(({ organisationId }) => organisationId === row.organisationId)
  throw member ? notPermitted() : notFound()
}

async function getOpenPlan(
  tx: Transaction,
  actor: Actor,
  assessmentId: string,
  register: RegisterId,
): Promise<AssessmentRow> {
  const row = asReader(actor, await holdAssessment(tx, scopeOf(actor), assessmentId))
  if (!mayOnRegister(actor, 'edit', row.facts)) throw notPermitted()
  if (!registersOpen(row, register)) throw notReady()
  return row
}

/** A row as this person may change it. One that is sealed is changed by those who may read it. */
async function getOwnRow(
  tx: Transaction,
  actor: Actor,
  plan: AssessmentRow,
  register: RegisterId,
  rowId: string,
): Promise<StoredRow> {
  const row = await findRow(tx, plan.id, register, rowId)
  if (!row) throw notFound()
  if (row.sealed && !mayOnRegister(actor, 'readSealed', plan.facts)) throw notPermitted()
  return row
}

type Given = { values: RowValues; seal: boolean }

/** Adds a row (`rowId` null) or changes one, unless somebody changed it since `seenRevision`: then both can be shown. */
export function saveRow(
  actor: Actor,
  assessmentId: string,
  registerId: RegisterId,
  rowId: string | null,
  given: Given,
  seenRevision: number,
  now: Date,
): Promise<RowSaved> {
  return withScope(actor.id, async (tx) => {
    const plan = await getOpenPlan(tx, actor, assessmentId, registerId)
    const register = registers[registerId]
    const values = schemaOf(register).parse(given.values) as RowValues
    const seal = given.seal && register.openWhenSealed !== undefined
    if (seal && !mayOnRegister(actor, 'readSealed', plan.facts)) throw notPermitted()
    if (await isThereAlready(tx, assessmentId, register, registerId, values, rowId))
      return { saved: false, why: 'twice' }
    if (rowId === null) {
      if ((await countRows(tx, assessmentId, registerId)) >= mostRows) return { saved: false, why: 'full' }
      const id = randomId()
      const words = seal ? lockWords(register, id, values) : { values, sealed: null }
      await insertRow(tx, assessmentId, registerId, { id, ...words }, actor.id, now)
      return { saved: true, id }
    }
    const before = await getOwnRow(tx, actor, plan, registerId, rowId)
    if (isUnchanged(before, values, seal)) return { saved: true, id: rowId }
    const words = seal ? lockWords(register, rowId, values) : { values, sealed: null }
    if (before.revision === seenRevision && (await updateRow(tx, rowId, words, seenRevision, actor.id, now)))
      return { saved: true, id: rowId }
    const theirs = await getOwnRow(tx, actor, plan, registerId, rowId)
    const author = await tx.person.findUnique({ where: { id: theirs.updatedById }, select: { name: true } })
    return {
      saved: false,
      why: 'changed',
      theirs: wordsOf(theirs),
      theirName: author?.name ?? '',
      revision: theirs.revision,
      removed: theirs.removedAt !== null,
    }
  })
}

async function isThereAlready(
  tx: Transaction,
  assessmentId: string,
  { oncePer }: Register,
  registerId: RegisterId,
  values: RowValues,
  rowId: string | null,
): Promise<boolean> {
  if (!oncePer) return false
  const rows = await listRows(tx, assessmentId, [registerId])
  return rows.some((row) => row.id !== rowId && row.values[oncePer] === values[oncePer])
}

/** Saving the same again asks nobody to sign off anew. */
function isUnchanged(row: StoredRow, values: RowValues, seal: boolean): boolean {
  if (row.removedAt || (row.sealed !== null) !== seal) return false
  const before = wordsOf(row)
  const fields = new Set([...Object.keys(before), ...Object.keys(values)])
  return [...fields].every((field) => before[field] === values[field])
}

/** Nothing is deleted: it goes off the list and can be put back. */
export function removeRow(
  actor: Actor,
  assessmentId: string,
  register: RegisterId,
  rowId: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const plan = await getOpenPlan(tx, actor, assessmentId, register)
    const row = await getOwnRow(tx, actor, plan, register, rowId)
    if (row.removedAt) return
    if (!(await markRemoved(tx, rowId, now, seenRevision, actor.id, now))) throw changedByAnother()
  })
}

/** False when the register is full by now. */
export function restoreRow(
  actor: Actor,
  assessmentId: string,
  register: RegisterId,
  rowId: string,
  now: Date,
): Promise<boolean> {
  return withScope(actor.id, async (tx) => {
    const plan = await getOpenPlan(tx, actor, assessmentId, register)
    const row = await getOwnRow(tx, actor, plan, register, rowId)
    if (!row.removedAt) return true
    if ((await countRows(tx, assessmentId, register)) >= mostRows) return false
    if (await isThereAlready(tx, assessmentId, registers[register], register, row.values, rowId)) return true
    await markRemoved(tx, rowId, null, null, actor.id, now)
    return true
  })
}
