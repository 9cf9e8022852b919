import type { DoorTerms } from '#app/forms/door-terms.ts'
import type { Actor } from '#app/policies/actor.ts'
import { isOfTeam } from '#app/policies/door.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import {
  addAgreement,
  confirmChange,
  doorOfChange,
  endAgreements,
  endChange,
  getOpenChange,
  listNaming,
  maySecond,
  type Naming,
  type OpenChange,
} from '#app/server/repositories/door-changes.server.ts'
import { dayOf, fitting, hashOf, note, tellOfChange } from '#app/server/workflows/doors.server.ts'

/** The second of two: what one keeper proposed of who reads at an open page comes true. */
export async function confirmDoorChange(actor: Actor, changeId: string, now: Date): Promise<void> {
  const change = await withScope(actor.id, (tx) => getOpenChange(tx, changeId))
  if (change.proposedById === actor.id || !hasSteppedUp(actor, now)) throw notPermitted()
  const door = await asSystem('a change of a reporting page', (tx) => doorOfChange(tx, change.doorId))
  if (isOfTeam(actor, door.terms)) throw notPermitted()
  if (!(await withScope(actor.id, (tx) => maySecond(tx, change, actor.id)))) throw notPermitted()
  const { terms: wanted, wrong } = await fitting(door, change.change, now)
  // Meanwhile the last one would be lost who could read, or somebody has left: it is proposed anew.
  if (wrong) throw notReady()
  const terms = { ...door.stored, ...decided(change.part, wanted) }
  await withScope(actor.id, async (tx) => {
    if (!(await confirmChange(tx, changeId, { terms, revision: door.revision }, dayOf(now))))
      throw changedByAnother()
    await tellOfChange(tx, changeId, 'settled')
    const data = { change: changeId, part: change.part, terms: hashOf(terms) }
    await note(tx, actor, 'confirm', door.id, data, now)
  })
  forgetDoors()
}

/** Two people decide on this and on nothing else: the rest stays as it is stored. */
function decided(part: OpenChange['part'], wanted: DoorTerms): Partial<DoorTerms> {
  const touched: readonly string[] = part === 'team' ? ['teamOrganisationIds', 'teamPersonIds'] : [part]
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => touched.includes(name)))
}

/** Taken back by whoever proposed it, refused by whoever could have confirmed it: nothing changes. */
export async function endDoorChange(actor: Actor, changeId: string, now: Date): Promise<void> {
  await withScope(actor.id, async (tx) => {
    const change = await getOpenChange(tx, changeId)
    const isMine = change.proposedById === actor.id
    if (!isMine && !(await maySecond(tx, change, actor.id))) throw notPermitted()
    const state = isMine ? 'taken_back' : 'refused'
    await endChange(tx, changeId, { state, byId: actor.id, onDay: dayOf(now) })
    await tellOfChange(tx, changeId, 'settled')
    await note(tx, actor, isMine ? 'takeBack' : 'refuse', change.doorId, { change: changeId }, now)
  })
}

type Place = Pick<Naming, 'doorId' | 'bodyId'> & { kind: string }

/** A body says yes to standing at the page of another: from then on their handlers may sign each other's keys. */
export function agreeToStand(actor: Actor, place: Place, now: Date): Promise<void> {
  return answerNaming(actor, place, now, true)
}

/** And takes that back. Accounts still reach it as the page says; rights over keys end. */
export function standNoMore(actor: Actor, place: Place, now: Date): Promise<void> {
  return answerNaming(actor, place, now, false)
}

async function answerNaming(actor: Actor, place: Place, now: Date, isYes: boolean): Promise<void> {
  const { doorId, bodyId, kind } = place
  const leads = actor.memberships.some(
    ({ organisationId, role }) => organisationId === bodyId && role === 'safeguarding_lead',
  )
  if (!leads || !hasSteppedUp(actor, now)) throw notPermitted()
  await withScope(actor.id, async (tx) => {
    const named = (await listNaming(tx)).find((one) => one.doorId === doorId && one.bodyId === bodyId)
    if (!named) throw notFound()
    // Named in another place since the page was looked at.
    if (named.kind !== kind) throw changedByAnother()
    if ((named.agreedOn !== null) === isYes) return
    if (isYes) await addAgreement(tx, named, actor.id, dayOf(now))
    else await endAgreements(tx, named, actor.id, dayOf(now))
    await note(tx, actor, isYes ? 'agree' : 'disagree', doorId, { body: bodyId, kind }, now)
  })
}
