import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'

/** Who is mailed the newest checkpoint every week, and who was. */
export async function witnessesPage(actor: Actor) {
  if (!mayAct(actor, 'seeWitnesses', { organisationId: null })) throw notPermitted()
  const witnesses = await asSystem('the witnesses of the ledger', (tx) =>
    tx.ledgerWitness.findMany({
      orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { name: 'asc' }],
      select: {
        id: true,
        name: true,
        email: true,
        createdAt: true,
        endedAt: true,
        sentSize: true,
        sentAt: true,
      },
    }),
  )
  const sent = witnesses.map(({ sentSize, ...witness }) => ({
    ...witness,
    sentSize: sentSize === null ? null : Number(sentSize),
  }))
  return { witnesses: sent, may: { change: mayAct(actor, 'changeWitnesses', { organisationId: null }) } }
}
