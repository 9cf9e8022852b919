import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import { findDoorTerms } from '#app/server/repositories/cases.server.ts'
import { letOversee, listLeads } from '#app/server/repositories/concern-late.server.ts'

/**
 * The safeguarding leads of the body that is late see stage and clocks from now on. Whom the reporter took out is sealed, so
 * only those are let in who cannot be among them: who takes no other part, holds no key that this case kept out, and belongs
 * to no body beside this one.
 */
export async function letLeadsOversee(tx: Transaction, row: ConcernRow, onDay: Date): Promise<void> {
  if (row.isTest || row.lines.some(({ action }) => action === 'plan.keepLeadOut')) return
  const terms = DoorTerms.safeParse(await findDoorTerms(tx, row.doorId)).data
  const team = new Set([...(terms?.teamOrganisationIds ?? []), ...(terms?.teamPersonIds ?? [])])
  const leads = await listLeads(tx, row.id, row.organisationId)
  const free = leads.filter(
    ({ personId, organisationIds, heldNothing }) =>
      !heldNothing &&
      !team.has(personId) &&
      organisationIds.every((id) => id === row.organisationId && !team.has(id)),
  )
  await letOversee(
    tx,
    row.id,
    free.map(({ personId }) => personId),
    onDay,
  )
}
