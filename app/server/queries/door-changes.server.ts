import { changed, rowIdOf, rowsOf } from '#app/server/concerns/door-changes.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { bodiesWithDoorsOf, isOfTeam } from '#app/policies/door.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { nameIn, shown } from '#app/server/queries/door-rows.server.ts'
import { standingOf, type Standing } from '#app/server/queries/door-standing.server.ts'
import {
  doorOfChange,
  getOpenChange,
  listNaming,
  listOpenChanges,
  maySecond,
  type OpenChange,
} from '#app/server/repositories/door-changes.server.ts'
import { namesOfPeople, type DoorRow } from '#app/server/repositories/doors.server.ts'

/** What waits for a second person: nothing of it is true yet. */
export async function waitingChanges(actor: Actor, doorId?: string) {
  const changes = await withScope(actor.id, async (tx) => {
    const open = await listOpenChanges(tx, doorId)
    const lines = []
    for (const change of open) lines.push({ change, may: await maySecond(tx, change, actor.id) })
    return lines
  })
  if (changes.length === 0) return []
  return asSystem('changes of reporting pages that wait', async (tx) => {
    const names = await namesOfPeople(
      tx,
      changes.map(({ change }) => change.proposedById),
    )
    const lines = []
    for (const { change, may } of changes) {
      const { id, doorId: of, part, proposedById, proposedOn } = change
      const { name } = await doorOfChange(tx, of)
      const by = names.get(proposedById) ?? ''
      lines.push({ id, door: name, part, by, proposedOn, isMine: proposedById === actor.id, may })
    }
    return lines
  })
}

/** One of them: how it is, how it would be, and what this person can do about it. */
export async function changePage(actor: Actor, changeId: string) {
  if (bodiesWithDoorsOf(actor).length === 0) throw notPermitted()
  const found = await withScope(actor.id, async (tx) => {
    const change = await getOpenChange(tx, changeId)
    return { change, may: await maySecond(tx, change, actor.id) }
  })
  const { change, may } = found
  const at = now()
  return asSystem('a change of a reporting page that waits', async (tx) => {
    const door = await doorOfChange(tx, change.doorId)
    const standing = await standingOf(tx, door, at)
    const names = await namesOfPeople(tx, [change.proposedById])
    return {
      id: change.id,
      door: door.name,
      body: nameIn(standing, door.organisationId),
      part: change.part,
      by: names.get(change.proposedById) ?? '',
      proposedOn: change.proposedOn,
      isMine: change.proposedById === actor.id,
      mayConfirm: may && !isOfTeam(actor, door.terms),
      /** The line is not there any more that it would change. */
      isPast: changed(door.terms, change.change) === null,
      ...(await whatChanges(tx, door, change, standing)),
    }
  })
}

async function whatChanges(tx: Transaction, door: DoorRow, { change }: OpenChange, standing: Standing) {
  if (change.part === 'team') {
    const { teamOrganisationIds, teamPersonIds } = door.terms
    const was = [...teamOrganisationIds, ...teamPersonIds]
    const will = [...change.value.organisations, ...change.value.persons]
    const people = await namesOfPeople(tx, [...was, ...will])
    const named = (ids: string[]) => ids.map((id) => people.get(id) ?? nameIn(standing, id)).sort()
    return {
      before: null,
      after: null,
      added: named(will.filter((id) => !was.includes(id))),
      removed: named(was.filter((id) => !will.includes(id))),
    }
  }
  if (!('row' in change)) return { before: null, after: null, added: [], removed: [] }
  const was = rowsOf(door.terms, change.part).find((row) => rowIdOf(row) === change.row)
  return {
    before: was ? shown(was, standing) : null,
    after: change.value ? shown(change.value, standing) : null,
    added: [],
    removed: [],
  }
}

/** Pages of others that name a body whose safeguarding lead somebody is. */
export async function namedPage(actor: Actor) {
  if (bodiesWithDoorsOf(actor).length === 0) throw notPermitted()
  return { named: await withScope(actor.id, (tx) => listNaming(tx)) }
}
