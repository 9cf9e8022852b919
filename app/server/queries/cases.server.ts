import { base64 } from '@scure/base'
import type { InboxLine, ScriptCase } from '#app/components/cases/case-data.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import {
  casesOnPage,
  declaredIn,
  listAllCases,
  listOpenCases,
  listOverseenCases,
  loadOf,
  nextClocks,
  ownEnvelopes,
  readLabel,
  type CaseLine,
  type Cursor,
} from '#app/server/repositories/cases.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

export type CaseView = 'open' | 'all'

/** What lies with a handler: first what is due first. Nothing here says what a case is about. */
export function inboxPage(actor: Actor, view: CaseView, after: string | null) {
  if (!isHandler(actor)) throw notPermitted()
  const at = now()
  return withScope(actor.id, async (tx) => {
    const cursor = readCursor(after)
    const found = view === 'all' ? await listAllCases(tx, cursor) : await listOpenCases(tx, cursor)
    const rows = found.slice(0, casesOnPage)
    const tomorrow = new Date(dateOf(dayOf(at)).getTime() + 24 * 60 * 60 * 1000)
    return {
      view,
      now: at,
      load: await loadOf(tx, at, tomorrow),
      ...(await linesOf(tx, actor, rows)),
      next: found.length > casesOnPage ? cursorAt(rows.at(-1)!, view) : null,
      isLater: cursor !== null,
    }
  })
}

/** For whoever watches the clocks: stage and clock of each case, and nothing that opens. */
export function overseenPage(actor: Actor, after: string | null) {
  const at = now()
  return withScope(actor.id, async (tx) => {
    const found = await listOverseenCases(tx, readCursor(after))
    const rows = found.slice(0, casesOnPage)
    if (rows.length === 0 && !actor.memberships.some(({ role }) => overseers.includes(role)))
      throw notPermitted()
    const clocks = await nextClocks(
      tx,
      rows.map(({ id }) => id),
    )
    return {
      now: at,
      lines: rows.map((row) => ({ ...lineOf(row, clocks), declared: true, label: null })),
      next: found.length > casesOnPage ? cursorAt(rows.at(-1)!, 'open') : null,
    }
  })
}

const overseers: readonly string[] = ['safeguarding_lead', 'case_handler']

export function isHandler(actor: Actor): boolean {
  return actor.memberships.some(({ role }) => role === 'case_handler')
}

/** Four queries, however many cases there are: clocks, declarations and envelopes of the shown ones only. */
async function linesOf(tx: Transaction, actor: Actor, rows: readonly CaseLine[]) {
  const ids = rows.map(({ id }) => id)
  const clocks = await nextClocks(tx, ids)
  const declared = await declaredIn(tx, actor.id, ids)
  const labels = new Map(
    rows.flatMap(({ id, label }) => {
      const found = declared.has(id) ? readLabel(label) : null
      return found ? [[id, found] as const] : []
    }),
  )
  const envelopes = await ownEnvelopes(tx, actor.id, [...labels.keys()], 'file')
  const lines = rows.map((row): InboxLine => {
    const label = labels.get(row.id)
    return {
      ...lineOf(row, clocks),
      declared: declared.has(row.id),
      label: label ? { keyId: label.keyId, sealed: base64.encode(label.sealed) } : null,
    }
  })
  const cases = [...labels].map(([concernId, { keyId }]): ScriptCase => ({
    concernId,
    envelopes: envelopes
      .filter((one) => one.keyId === keyId)
      .slice(0, 1)
      .map(({ concernId: _, ...one }) => ({ ...one, sealed: base64.encode(one.sealed) })),
    keys: [],
    verifyKeys: [],
  }))
  return { lines, cases }
}

function lineOf(row: CaseLine, clocks: ReadonlyMap<string, string>) {
  const { id, state, arrivedOn, importedOn, nextDueAt, isTest } = row
  return {
    id,
    reference: referenceOf(id),
    state,
    arrivedOn,
    importedOn,
    isTest,
    dueAt: nextDueAt,
    next: clocks.get(id) ?? null,
  }
}

/** How people speak of a case: it says nothing, not even how many there are. */
export function referenceOf(id: string): string {
  return id.slice(0, 8).toUpperCase()
}

function cursorAt({ id, nextDueAt, arrivedOn }: CaseLine, view: CaseView): string {
  const by = view === 'all' ? arrivedOn : nextDueAt
  return `${by ? by.toISOString() : 'none'}~${id}`
}

/** Null for whatever cannot be a place in the list: the page then begins at its beginning. */
function readCursor(text: string | null): Cursor | null {
  const [by = '', id = ''] = (text ?? '').split('~')
  if (!isId(id)) return null
  if (by === 'none') return { by: null, id }
  const date = new Date(by)
  return Number.isNaN(date.getTime()) ? null : { by: date, id }
}
