import { base64 } from '@scure/base'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { personOf } from '#app/server/queries/case.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import { colleaguesOf } from '#app/server/queries/colleagues.server.ts'
import { bodyFacts, listCountedKeys } from '#app/server/repositories/cases.server.ts'
import { listRequests } from '#app/server/repositories/desk.server.ts'
import {
  countOf,
  desksOf,
  entriesOf,
  maySign,
  monthsAfter,
  readRequest,
  stepsOpen,
} from '#app/server/workflows/desk.server.ts'
import { dayOf } from '#content/working-days.ts'

/** What is asked of the bodies for which I handle cases: kinds, states and days; no name and no case. */
export async function deskPage(actor: Actor) {
  const desks = ownDesks(actor)
  const at = now()
  const rows = await withScope(actor.id, (tx) => listRequests(tx, desks))
  const names = await bodies(desks)
  return {
    requests: rows.map(({ id, organisationId, kind, state, receivedOn, dueOn, answeredOn }) => ({
      id,
      reference: referenceOf(id),
      body: names.get(organisationId)?.name ?? '',
      kind,
      state,
      receivedOn,
      dueOn,
      answeredOn,
      isLate: answeredOn === null && dayOf(dueOn) < dayOf(at),
    })),
  }
}

/** For a request that somebody has just made, by letter, telephone or face to face. */
export async function newRequestPage(actor: Actor) {
  const desks = ownDesks(actor)
  const names = await bodies(desks)
  return withScope(actor.id, async (tx) => ({
    today: dayOf(now()),
    desks: await Promise.all(
      desks.map(async (id) => {
        const handlers = await handlersOf(tx, id)
        return {
          id,
          name: names.get(id)?.name ?? '',
          requestId: randomId(),
          recipients: handlers.map(({ recipient }) => recipient),
          colleagues: await colleaguesOf(
            tx,
            handlers.map((key) => key.id),
          ),
        }
      }),
    ),
  }))
}

export async function requestPage(actor: Actor, id: string) {
  ownDesks(actor)
  const at = now()
  const shown = await withScope(actor.id, async (tx) => {
    const row = await readRequest(tx, actor, id, at)
    const handlers = await handlersOf(tx, row.organisationId)
    const own = handlers.filter(({ personId }) => personId === actor.id)
    const nameOf = new Map(handlers.map((key) => [key.personId, personOf(key)?.name ?? '']))
    const entries = entriesOf(row.sealed)
    return {
      id: row.id,
      reference: referenceOf(row.id),
      organisationId: row.organisationId,
      kind: row.kind,
      state: row.state,
      receivedOn: row.receivedOn,
      dueOn: row.dueOn,
      answeredOn: row.answeredOn,
      isLate: row.answeredOn === null && dayOf(row.dueOn) < dayOf(at),
      longest: monthsAfter(row.receivedOn, 3),
      steps: stepsOpen(row),
      seen: countOf(row),
      maySign: maySign(actor, row),
      recipients: handlers.map(({ recipient }) => recipient),
      entries: entries.flatMap(({ step, byId, onDay, sealed }, index) =>
        step === 'read'
          ? []
          : [
              {
                step,
                by: nameOf.get(byId) ?? '',
                onDay,
                parts:
                  sealed.byteLength === 0
                    ? []
                    : own.slice(-1).map(({ id: keyId }) => ({
                        id: `${row.id}-${index}`,
                        keyId,
                        sealed: base64.encode(sealed),
                        onDay: new Date(`${onDay}T00:00:00Z`),
                      })),
              },
            ],
      ),
      readings: entries
        .filter(({ step }) => step === 'read')
        .map(({ byId, onDay }) => ({ by: nameOf.get(byId) ?? '', onDay })),
      script: {
        concernId: row.id,
        envelopes: [],
        keys: own.map(({ id: keyId, recipient }) => ({ keyId, kind: 'desk', threadId: null, recipient })),
        colleagues: await colleaguesOf(
          tx,
          handlers.map((key) => key.id),
        ),
      },
    }
  })
  const { organisationId, ...page } = shown
  return { ...page, body: (await bodies([organisationId])).get(organisationId)?.name ?? '' }
}

function ownDesks(actor: Actor): string[] {
  const desks = desksOf(actor)
  if (desks.length === 0) throw notFound()
  return desks
}

/** To whose keys the desk seals: everybody whose key counts for handling in this body today. */
function handlersOf(tx: Transaction, organisationId: string) {
  return listCountedKeys(tx, [organisationId])
}

function bodies(ids: readonly string[]) {
  return asSystem('names of the bodies whose desk this is', (tx) => bodyFacts(tx, ids))
}
