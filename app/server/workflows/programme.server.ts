import { mayAct } from '#app/policies/programme.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { createRecord } from '#app/server/repositories/participations.server.ts'
import { createProgramme } from '#app/server/repositories/programmes.server.ts'

/** Starts a programme in one of the actor's own bodies and returns its id. */
export function startProgramme(
  actor: Actor,
  organisationId: string,
  words: { title: string; summary: string },
  now: Date,
): Promise<string> {
  const participations = [{ organisationId, personId: null, capacity: 'owner' as const }]
  if (!mayAct(actor, 'start', { participations })) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const id = await createRecord(tx, 'programme', organisationId, 'owner')
    await createProgramme(tx, { id, organisationId, ...words, fictional: actor.fictional, createdAt: now })
    await appendLedger(tx, { action: 'programme.start', subject: id, actorId: actor.id, data: {}, at: now })
    return id
  })
}
