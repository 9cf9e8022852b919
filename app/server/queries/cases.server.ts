import type { InboxLine } from '#app/components/cases/case-data.ts'
import type { Actor } from '#app/policies/actor.ts'
import { leanText } from '#app/sealing/lean-file.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import {
  casesOnPage,
  declaredIn,
  listOverseenCases,
  nextClocks,
  ownEnvelopes,
  readInbox,
  readLabel,
  type CaseLine,
  type CaseView,
  type Cursor,
} from '#app/server/repositories/cases.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

/** What lies with a handler: first what is due first. Nothing here says what a case is about. */
export function inboxPage(actor: Actor, view: CaseView, after: string | null) {
  if (!isHandler(actor)) throw notPermitted()
  const at = now()
  return withScope(actor.id, async (tx) => {
    const cursor = readCursor(after)
    const tomorrow = new Date(dateOf(dayOf(at)).getTime() + 24 * 60 * 60 * 1000)
    const { load, found } = await readInbox(tx, view, cursor, { now: at, tomorrow })
    const rows = found.slice(0, casesOnPage)
    return {
      view,
      now: at,
      load,
      lines: await linesOf(tx, actor, rows),
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
  const held = await ownEnvelopes(tx, actor.id, [...labels.keys()], 'file')
  const envelopes = new Map(held.map(({ keyId, sealed }) => [keyId, leanText(sealed)]))
  return rows.map((row): InboxLine => {
    const label = labels.get(row.id)
    const envelope = label && envelopes.get(label.keyId)
    return {
      ...lineOf(row, clocks),
      declared: declared.has(row.id),
      // Without an envelope it would open for nobody here.
      label: envelope ? { keyId: label.keyId, sealed: leanText(label.sealed), envelope } : null,
    }
  })
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
