import type { Actor, OrganisationKind } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { createOrganisation } from '#app/server/repositories/people.server.ts'
import { layInvitation, type HandOver, type Invited } from '#app/server/workflows/invitation.server.ts'

export interface NewOrganisation {
  name: string
  kind: OrganisationKind
  country: string
}

/** The organisation and the invitation of its first person, or neither: without one, nobody could ever come in. */
export async function addOrganisation(
  actor: Actor,
  organisation: NewOrganisation,
  first: Omit<Invited, 'organisationId'>,
): Promise<HandOver> {
  if (!mayAct(actor, 'addOrganisation', { organisationId: null })) throw notPermitted()
  return asSystem('add an organisation', async (tx) => {
    const at = now()
    const { fictional } = actor
    const organisationId = await createOrganisation(tx, { ...organisation, fictional, createdAt: at })
    const { handOver, entry } = await layInvitation(tx, actor, { ...first, organisationId }, at)
    await appendLedger(tx, {
      action: 'organisation.create',
      subject: organisationId,
      actorId: actor.id,
      data: {},
      at,
    })
    await appendLedger(tx, entry)
    return handOver
  })
}
