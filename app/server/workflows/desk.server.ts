import { dateOf, dayOf } from '#content/working-days.ts'
import { sealedMost } from '#app/forms/case-content.form.ts'
import { deskFields, deskMoves, type DeskKind, type DeskState, type DeskStep } from '#app/forms/desk.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { addRequest, lockRequest, saveRequest, type DeskRow } from '#app/server/repositories/desk.server.ts'
import { ageFile } from '#app/server/workflows/case-content.server.ts'

/** One thing that was written down: what step, who, which day, and words that only handlers of the body open. */
export interface DeskEntry {
  step: DeskStep | 'read'
  byId: string
  onDay: string
  sealed: Uint8Array
}

/** Bodies for which this person handles cases: their desk, and nobody else's. */
export function desksOf(actor: Actor): string[] {
  return [
    ...new Set(
      actor.memberships.flatMap(({ role, organisationId }) =>
        role === 'case_handler' ? [organisationId] : [],
      ),
    ),
  ]
}

/** Asked before anybody looks at what was typed: for everybody else there is no desk, and no such request. */
export function mustAnswer(actor: Actor, id: string | null): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const desks = desksOf(actor)
    if (desks.length === 0 || (id !== null && !(await lockRequest(tx, id, desks)))) throw notFound()
  })
}

export interface NewDeskRequest {
  id: string
  organisationId: string
  kind: DeskKind
  receivedOn: string
  sealed: string
}

/** The month runs from the day on which somebody asked, whoever they asked. */
export function receiveRequest(actor: Actor, given: NewDeskRequest, now: Date): Promise<void> {
  const { id, organisationId, kind, receivedOn, sealed } = given
  return withScope(actor.id, async (tx) => {
    if (!desksOf(actor).includes(organisationId)) throw notFound()
    if (receivedOn > dayOf(now)) throw notReady()
    const on = dateOf(receivedOn)
    const first = entryBytes({
      step: 'received',
      byId: actor.id,
      onDay: dayOf(now),
      sealed: ageFile(sealed, sealedMost),
    })
    const dueOn = monthsAfter(on, 1)
    await addRequest(tx, { id, organisationId, kind, receivedOn: on, dueOn, sealed: first, byId: actor.id })
    if (!(await lockRequest(tx, id, [organisationId]))) throw notReady()
  })
}

/** Reading is a delivery of what is sealed: once a day for each person it is written down beside it. */
export async function readRequest(tx: Transaction, actor: Actor, id: string, now: Date): Promise<DeskRow> {
  const row = await lockRequest(tx, id, desksOf(actor))
  if (!row) throw notFound()
  const onDay = dayOf(now)
  const entries = entriesOf(row.sealed)
  if (entries.some((one) => one.step === 'read' && one.byId === actor.id && one.onDay === onDay)) return row
  const sealed = added(row, { step: 'read', byId: actor.id, onDay, sealed: new Uint8Array() })
  await saveRequest(tx, row, { sealed })
  return { ...row, sealed, revision: row.revision + 1 }
}

export function takeDeskStep(
  actor: Actor,
  id: string,
  given: { step: DeskStep; sealed: string; seen: number },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await lockRequest(tx, id, desksOf(actor))
    if (!row) throw notFound()
    const { step } = given
    if (!stepsOpen(row).includes(step)) throw notReady()
    if (step === 'signed' && (!maySign(actor, row) || !hasSteppedUp(actor, now))) throw notPermitted()
    if (step === 'signed' && given.seen !== countOf(row)) throw changedByAnother()
    const bytes = deskFields[step].length === 0 ? new Uint8Array() : ageFile(given.sealed, sealedMost)
    const sealed = added(row, { step, byId: actor.id, onDay: dayOf(now), sealed: bytes })
    if (step === 'extended') {
      await saveRequest(tx, row, { sealed, dueOn: monthsAfter(row.receivedOn, 3) })
      return
    }
    const state = deskMoves[step as keyof typeof deskMoves].to
    await saveRequest(tx, row, {
      sealed,
      state,
      ...(step === 'reply' ? { byId: actor.id } : {}),
      ...(step === 'signed' ? { secondById: actor.id } : {}),
      ...(step === 'answered' ? { answeredOn: dateOf(dayOf(now)) } : {}),
      ...(step === 'again' ? { secondById: null, answeredOn: null } : {}),
    })
  })
}

/** Everything that was written down, without who read it. */
export function countOf(row: DeskRow): number {
  return entriesOf(row.sealed).filter(({ step }) => step !== 'read').length
}

/** What can be done next, whoever does it. */
export function stepsOpen(row: DeskRow): DeskStep[] {
  const state = row.state as DeskState
  const steps = (Object.keys(deskMoves) as (keyof typeof deskMoves)[]).filter(
    (step) => deskMoves[step].from === state,
  )
  const open: DeskStep[] = steps.filter((step) => step !== 'signed' || replyOf(row) !== null)
  const isOver = state === 'answered' || state === 'appealed'
  const wasExtended = entriesOf(row.sealed).some(({ step }) => step === 'extended')
  return isOver || wasExtended ? open : [...open, 'extended']
}

/** Whoever wrote the reply is not the one who signs it as the second. */
export function maySign(actor: Pick<Actor, 'id'>, row: DeskRow): boolean {
  const reply = replyOf(row)
  return reply !== null && reply.byId !== actor.id && row.byId === reply.byId
}

/** The last reply since the third parties were weighed. */
export function replyOf(row: DeskRow): DeskEntry | null {
  const entries = entriesOf(row.sealed)
  const weighed = entries.findLastIndex(({ step }) => step === 'weighed')
  return entries.slice(weighed + 1).findLast(({ step }) => step === 'reply') ?? null
}

// Entries stand one after the other: the length of what they are in clear, that, the length of what is sealed, that.

function entryBytes({ step, byId, onDay, sealed }: DeskEntry): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(JSON.stringify({ step, byId, onDay }))
  const bytes = Buffer.alloc(8 + head.length + sealed.byteLength)
  bytes.writeUInt32BE(head.length, 0)
  head.copy(bytes, 4)
  bytes.writeUInt32BE(sealed.byteLength, 4 + head.length)
  bytes.set(sealed, 8 + head.length)
  return new Uint8Array(bytes)
}

function added(row: DeskRow, entry: DeskEntry): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([row.sealed ?? new Uint8Array(), entryBytes(entry)]))
}

export function entriesOf(sealed: Uint8Array | null): DeskEntry[] {
  const bytes = Buffer.from(sealed ?? [])
  const found: DeskEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const headEnd = at + 4 + bytes.readUInt32BE(at)
    const end = headEnd + 4 + bytes.readUInt32BE(headEnd)
    const head = JSON.parse(bytes.subarray(at + 4, headEnd).toString()) as Omit<DeskEntry, 'sealed'>
    found.push({ ...head, sealed: new Uint8Array(bytes.subarray(headEnd + 4, end)) })
    at = end
  }
  return found
}

/** The same day so many months later, or the last one of a shorter month. */
export function monthsAfter(day: Date, months: number): Date {
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 0))
  return new Date(
    Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day.getUTCDate(), last.getUTCDate())),
  )
}
