import { mayOnRegister } from '#app/policies/register.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf, nameOf } from '#app/server/queries/assessment.server.ts'
import {
  moneyFindings,
  peopleFindings,
  referralFindings,
} from '#app/server/queries/register-findings.server.ts'
import { riskFindings } from '#app/server/queries/risks.server.ts'
import { findRow, listRows, type StoredRow } from '#app/server/repositories/register-rows.server.ts'
import { lessonsOf } from '#app/server/workflows/lessons.server.ts'
import { getPlan, registersOpen } from '#app/server/workflows/registers.server.ts'
import { wordsOf } from '#app/server/workflows/sealed-rows.server.ts'
import { text, type RowValues } from '#content/registers/definition.ts'
import {
  isRegister,
  listPages,
  pageOf,
  registers,
  type ListPage,
  type RegisterId,
} from '#content/registers/registers.ts'

export const rowsOnAPage = 100

export interface Site {
  id: string
  name: string
}

/** A row on the pages of those who write the plan. */
export interface ListedRow {
  id: string
  position: number
  revision: number
  sealed: boolean
  /** False where its words are locked and not for this reader: `values` then says no more than may be counted. */
  readable: boolean
  values: RowValues
  siteName: string
}

/** Which lists there are, and what each still waits for. */
export function listsPage(actor: Actor, assessmentId: string) {
  return withScope(actor.id, async (tx) => {
    const { plan, head } = await openPlan(tx, actor, assessmentId)
    const rows = await listRows(tx, assessmentId)
    const today = dayOf(now())
    const of = (register: RegisterId) => rows.filter((row) => row.register === register)
    const risks = await riskFindings(tx, actor, plan, rows)
    const waiting: Record<ListPage, number> = {
      sites: of('sites').length === 0 ? 1 : 0,
      risks: risks.gaps.filter(({ reason }) => reason === null).length + risks.unsigned,
      referrals: referralFindings(rows, today).open,
      people: peopleFindings(rows, today).open,
      training: 0,
      money: moneyFindings(rows).gaps.filter(({ reason }) => reason === null).length,
    }
    return {
      ...head,
      lists: listPages.map((id) => ({ id, count: of(id).length, waiting: waiting[id] })),
    }
  })
}

/** One list with what it shows about the plan. `page` counts from 1. */
export function registerPage(
  actor: Actor,
  assessmentId: string,
  registerId: string,
  page: number,
  removed: string,
) {
  return withScope(actor.id, async (tx) => {
    const register = knownRegister(registerId)
    if (pageOf(registers[register]) !== register) throw notFound()
    const { plan, head } = await openPlan(tx, actor, assessmentId, register)
    const all = await listRows(tx, assessmentId)
    const today = dayOf(now())
    const sites = sitesIn(all)
    const mine = sorted(
      register,
      all.filter((row) => row.register === register),
      sites,
    )
    const pages = Math.max(1, Math.ceil(mine.length / rowsOnAPage))
    const shown = Math.min(Math.max(1, page), pages)
    const reads = mayOnRegister(actor, 'readSealed', plan.facts)
    const list = (rows: StoredRow[]) => rows.map((row) => listed(row, reads, sites))
    const gone = removed === '' ? null : await removedRow(tx, assessmentId, removed)
    return {
      ...head,
      register,
      today,
      rows: list(mine.slice((shown - 1) * rowsOnAPage, shown * rowsOnAPage)),
      total: mine.length,
      page: shown,
      pages,
      sites,
      removed: head.mayEdit ? gone : null,
      sessions: register === 'training' ? list(all.filter((row) => row.register === 'sessions')) : [],
      risks: register === 'risks' ? await riskFindings(tx, actor, plan, all) : null,
      lessons: register === 'risks' ? (await lessonsOf(tx, plan)).length : 0,
      referrals: register === 'referrals' ? referralFindings(all, today) : null,
      people: register === 'people' || register === 'training' ? peopleFindings(all, today) : null,
      money: register === 'money' ? moneyFindings(all) : null,
    }
  })
}

/** The form of one row; `rowId` null for a new one. Readers without a pen see the row in words. */
export function rowPage(actor: Actor, assessmentId: string, registerId: string, rowId: string | null) {
  return withScope(actor.id, async (tx) => {
    const register = knownRegister(registerId)
    const { plan, head } = await openPlan(tx, actor, assessmentId, register)
    const reads = mayOnRegister(actor, 'readSealed', plan.facts)
    const sites = sitesIn(await listRows(tx, assessmentId, ['sites']))
    const row = rowId === null ? null : await findRow(tx, assessmentId, register, rowId)
    if (rowId !== null && !row) throw notFound()
    if (row?.sealed && !reads) throw notPermitted()
    if (!row && !mayOnRegister(actor, 'edit', plan.facts)) throw notPermitted()
    const risk = row && register === 'risks' ? await riskFindings(tx, actor, plan, [row]) : null
    return {
      ...head,
      register,
      today: dayOf(now()),
      sites,
      maySeal: reads && registers[register].openWhenSealed !== undefined,
      row: row && {
        ...listed(row, reads, sites),
        removed: row.removedAt !== null,
        updatedAt: row.updatedAt,
        updatedBy: await nameOf(tx, row.updatedById, actor),
      },
      signOff: risk?.rows[0] ?? null,
    }
  })
}

/** Before a row goes off its list. */
export async function removePage(actor: Actor, assessmentId: string, registerId: string, rowId: string) {
  const { row, mayEdit, ...page } = await rowPage(actor, assessmentId, registerId, rowId)
  if (!row || !mayEdit) throw notPermitted()
  return { ...page, row }
}

/** Before somebody stands by what remains of a risk. */
export async function signPage(actor: Actor, assessmentId: string, registerId: string, rowId: string) {
  const { row, signOff, ...page } = await rowPage(actor, assessmentId, registerId, rowId)
  if (!row || !signOff) throw notFound()
  if (!signOff.maySign) throw notPermitted()
  return { ...page, row, signOff }
}

async function openPlan(tx: Transaction, actor: Actor, assessmentId: string, register?: RegisterId) {
  const plan = await getPlan(tx, actor, assessmentId)
  const { id, title, locale, country } = headOf(plan, 'author')
  const open = registersOpen(plan, register)
  return {
    plan,
    head: { id, title, locale, country, open, mayEdit: open && mayOnRegister(actor, 'edit', plan.facts) },
  }
}

export function knownRegister(id: string): RegisterId {
  if (!isRegister(id)) throw notFound()
  return id
}

export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

export function sitesIn(rows: readonly StoredRow[]): Site[] {
  return rows
    .filter(({ register }) => register === 'sites')
    .map(({ id, values }) => ({ id, name: text(values, 'name') }))
}

function listed(row: StoredRow, reads: boolean, sites: readonly Site[]): ListedRow {
  const readable = row.sealed === null || reads
  const values = readable ? wordsOf(row) : row.values
  return {
    id: row.id,
    position: row.position,
    revision: row.revision,
    sealed: row.sealed !== null,
    readable,
    values,
    siteName: sites.find(({ id }) => id === values.site)?.name ?? '',
  }
}

/** A referral map is read site by site. */
function sorted(register: RegisterId, rows: StoredRow[], sites: readonly Site[]): StoredRow[] {
  if (register !== 'referrals') return rows
  const order = new Map(sites.map(({ id }, index) => [id, index]))
  const place = ({ values }: StoredRow) => order.get(text(values, 'site')) ?? order.size
  return [...rows].sort((a, b) => place(a) - place(b) || a.position - b.position)
}

async function removedRow(tx: Transaction, assessmentId: string, named: string) {
  const [register = '', id = ''] = named.split('.')
  if (!isRegister(register)) return null
  const row = await findRow(tx, assessmentId, register, id)
  return row?.removedAt ? { register, id } : null
}

export type RegisterPage = Awaited<ReturnType<typeof registerPage>>
export type RowPage = Awaited<ReturnType<typeof rowPage>>
