import { capacitiesOf, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayKeepLocalDays } from '#app/policies/local-day.policy.ts'
import { timeZones } from '#app/forms/time-zone.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { caseNotices, notices as kinds, type Notice } from '#app/server/jobs/names.server.ts'
import { pathOf } from '#app/server/mail/links.server.ts'
import { currentOrganisation } from '#app/server/queries/people.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import {
  countUnread,
  findNotice,
  listMailWishes,
  listNotices,
  listPlansNoticed,
  type Wishes,
} from '#app/server/repositories/notices.server.ts'
import { getAccount } from '#app/server/repositories/people.server.ts'
import { scopeOf, type Scope } from '#app/server/scope.server.ts'

/** Few enough for a page that opens on a poor line, however many there are. */
const aPage = 30
/** Days off in a year and what is known of the next. */
const longestCalendar = 400

/** What somebody was told, newest first. `before` is the last notice of the page before. */
export async function noticesPage(actor: Actor, before: string | null) {
  const { timeZone } = await mailWishesOf(actor.id)
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const found = await listNotices(tx, scope, before, aPage + 1)
    const rows = found.slice(0, aPage)
    const open = await openPlans(
      tx,
      scope,
      actor,
      rows.map(({ recordId }) => recordId),
    )
    return {
      unread: await countUnread(tx, scope),
      notices: rows.flatMap(({ id, kind, recordId, conditionId, at, readAt }) => {
        if (!isKind(kind)) return []
        const title = open.get(recordId) ?? null
        const path = title !== null || isForOffice(kind) ? pathOf(kind, { recordId, conditionId }) : null
        return [{ id, kind, title, path, at, unread: readAt === null }]
      }),
      older: found.length > aPage ? rows.at(-1)!.id : null,
      newestAt: rows[0]?.at ?? null,
      timeZone,
    }
  })
}

/** Where a notice leads; to the notices themselves, once its record is not open to this person any more. */
export function wayFrom(actor: Actor, id: string): Promise<string> {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const notice = await findNotice(tx, scope, id)
    if (!notice) throw notFound()
    const { kind, recordId, conditionId } = notice
    if (!isKind(kind)) return '/app/notices'
    const open = await openPlans(tx, scope, actor, [recordId])
    return open.has(recordId) || isForOffice(kind) ? pathOf(kind, { recordId, conditionId }) : '/app/notices'
  })
}

/** Titles of the plans that this person may still see. */
async function openPlans(
  tx: Transaction,
  scope: Scope,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const plans = await listPlansNoticed(tx, scope, ids)
  return new Map(
    plans
      .filter(
        ({ facts, state }) =>
          mayRead(actor, 'progress', facts, state) || capacitiesOf(actor, facts).includes('outside_reviewer'),
      )
      .map(({ id, title }) => [id, title]),
  )
}

function isKind(kind: string): kind is Notice {
  return (kinds as readonly string[]).includes(kind)
}

/** Leads to a job, not to the plan: also for whoever looks after the installation and reads no plan. */
function isForOffice(kind: Notice): boolean {
  const others: readonly Notice[] = ['documentsFailed', 'doorChange', ...caseNotices]
  return others.includes(kind)
}

/** How this person wants to hear of what waits. */
export async function mailChoicePage(actor: Actor) {
  const { localDays: _, ...choice } = await mailWishesOf(actor.id)
  const organisationIds = [...new Set(actor.memberships.map(({ organisationId }) => organisationId))]
  const daysOff = await withScope(actor.id, (tx) => listLocalDays(tx, organisationIds, today(), 5))
  const known = timeZones()
  return {
    ...choice,
    zones: known.includes(choice.timeZone) ? known : [choice.timeZone, ...known],
    daysOff,
    may: { keepLocalDays: organisationIds.some((id) => mayKeepLocalDays(actor, id)) },
  }
}

function mailWishesOf(personId: string): Promise<Wishes & { hasAddress: boolean }> {
  return asSystem('my own choice of mail', async (tx) => {
    const wishes = (await listMailWishes(tx, [personId])).get(personId)
    if (!wishes) throw notFound()
    return { ...wishes, hasAddress: (await getAccount(tx, personId)).email !== null }
  })
}

/** The days on which the body of the job in the header does not work. */
export function localDaysPage(actor: Actor) {
  const organisation = localDaysBody(actor)
  return withScope(actor.id, async (tx) => ({
    organisation,
    days: await listLocalDays(tx, [organisation.id], today(), longestCalendar),
  }))
}

/** Throws notPermitted for everybody else: also before a form is read, so that it tells them nothing. */
export function localDaysBody(actor: Actor): { id: string; name: string } {
  const organisation = currentOrganisation(actor)
  if (!mayKeepLocalDays(actor, organisation.id)) throw notPermitted()
  return organisation
}

function today(): Date {
  return new Date(`${now().toISOString().slice(0, 10)}T00:00:00Z`)
}
