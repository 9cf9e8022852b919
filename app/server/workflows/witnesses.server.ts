import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'

/** From now on this person is mailed every week's checkpoint. Added again, somebody who had stopped goes on. */
export async function addWitness(
  actor: Actor,
  witness: { name: string; email: string },
  now: Date,
): Promise<void> {
  refuseUnlessAllowed(actor)
  const { name, email } = witness
  await asSystem('a witness of the ledger is added', async (tx) => {
    const { id } = await tx.ledgerWitness.upsert({
      where: { email },
      create: { name, email, createdAt: now },
      update: { name, endedAt: null },
      select: { id: true },
    })
    await appendLedger(tx, { action: 'witness.add', subject: id, actorId: actor.id, data: {}, at: now })
  })
}

export async function endWitness(actor: Actor, id: string, now: Date): Promise<void> {
  refuseUnlessAllowed(actor)
  await asSystem('a witness of the ledger is ended', async (tx) => {
    const { count } = await tx.ledgerWitness.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: now },
    })
    if (count === 0) throw notFound()
    await appendLedger(tx, { action: 'witness.end', subject: id, actorId: actor.id, data: {}, at: now })
  })
}

/** Throws notPermitted for everybody but administrators: also before a form is read, so that it tells them nothing. */
export function refuseUnlessAllowed(actor: Actor): void {
  if (!mayAct(actor, 'changeWitnesses', { organisationId: null })) throw notPermitted()
}
