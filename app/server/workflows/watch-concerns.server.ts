import { lateLevelOf, usualTerms, type ClockName } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'
import { systemActor } from '#app/policies/actor.ts'
import { dropFilesOfDeleted } from '#app/server/concerns/deleted-files.server.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { now as clock } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { Notice } from '#app/server/jobs/names.server.ts'
import {
  handlersAbove,
  listArrived,
  listChecksDue,
  listCodeNews,
  listLate,
  listLateDuties,
  listUnread,
  whoTakesPart,
  type LateClock,
  type LateDuty,
} from '#app/server/repositories/concern-late.server.ts'
import { changeClocks, lockConcern, readConcern } from '#app/server/repositories/concern-moves.server.ts'
import { endOverdue, whoCouldBegin } from '#app/server/repositories/case-recovery.server.ts'
import { mixLessons } from '#app/server/repositories/lessons.server.ts'
import { letLeadsOversee } from '#app/server/workflows/case-escalation.server.ts'
import { seatIn, tell, toldOf } from '#app/server/workflows/case-left.server.ts'
import { advanceConcern } from '#app/server/workflows/concern.server.ts'
import { lateLevelOfDuty } from '#app/server/workflows/duty-clocks.server.ts'
import { tellOfDesk } from '#app/server/workflows/watch-desk.server.ts'

const aDay = 24 * 60 * 60 * 1000
const portion = 100

/**
 * Every six hours: whether somebody can still open each case, who is told that one came or that somebody wrote, who hears
 * that something is late and how far up, and which checks for retaliation are due. Each is done once however often this runs. A notice carries nothing of a case.
 */
export async function watchConcerns(): Promise<void> {
  const now = clock()
  const failures: unknown[] = []
  const tried = (step: Promise<unknown>) => step.catch((error: unknown) => failures.push(error))
  await tried(endHalves(now))
  await tried(seatWhoReadsNext(now, failures))
  await tried(tellOfNews(now))
  await tried(tellOfChecks(now))
  await tried(tellOfLateness(now, failures))
  await tried(tellOfLateDuties(now, failures))
  await tried(tellOfDesk(now))
  await tried(dropFilesOfDeleted())
  await tried(asSystem('lessons lie in no order', mixLessons))
  if (failures.length > 0) throw failures[0]
}

/** Keys end and people leave without a word about any case: whoever stands in reserve reads, or the contact outside is told. */
async function seatWhoReadsNext(now: Date, failures: unknown[]): Promise<void> {
  let after: string | null = null
  do {
    const from = after
    const ids: string[] = await asSystem('cases that nobody can open', (tx) => listUnread(tx, from, portion))
    for (const id of ids) await seatIn(id, now).catch((error: unknown) => failures.push(error))
    after = ids.length === portion ? ids.at(-1)! : null
  } while (after !== null)
}

/** The first half waits so many days and no longer; then another two may begin. */
function endHalves(now: Date): Promise<void> {
  return asSystem('halves whose days are over', async (tx) => {
    for (const { concernId, state } of await endOverdue(tx, dateOf(dayOf(now)))) {
      await appendCaseLog(tx, { concernId, action: 'recovery.overdue', personId: null, data: {}, now })
      const people = state === 'open' ? await whoCouldBegin(tx, concernId) : []
      await tell(tx, now, toldOf(`overdue:${dayOf(now)}`, concernId, people, 'caseRecovery'))
    }
  })
}

function tellOfNews(now: Date): Promise<void> {
  return asSystem('what came to cases since', async (tx) => {
    const arrived = await listArrived(tx, daysBefore(now, 30))
    const news = await listCodeNews(tx, daysBefore(now, 7))
    await tell(tx, now, [
      ...arrived.map(({ concernId, personId, capacity }) => ({
        key: `arrived:${concernId}:${personId}`,
        personId,
        kind: capacity === 'case_overseer' ? ('caseOverseen' as const) : ('caseNeedsYou' as const),
      })),
      ...news.map(({ concernId, personId, position }) => ({
        key: `news:${concernId}:${position}:${personId}`,
        personId,
        kind: 'caseNeedsYou' as const,
      })),
    ])
  })
}

/** Asked from the beginning of the day on which it lies; silence stays not known until somebody writes it down. */
function tellOfChecks(now: Date): Promise<void> {
  return asSystem('checks for retaliation that are due', async (tx) => {
    for (const { concernId, dueOn } of await listChecksDue(tx, new Date(now.getTime() + aDay))) {
      const people = await whoTakesPart(tx, concernId, 'case_handler')
      await tell(
        tx,
        now,
        people.map((personId) => ({
          key: `check:${concernId}:${dueOn}:${personId}`,
          personId,
          kind: 'caseNeedsYou' as const,
        })),
      )
      await appendCaseLog(tx, {
        concernId,
        action: 'plan.detrimentDue',
        personId: null,
        data: { dueOn },
        now,
      })
    }
  })
}

async function tellOfLateness(now: Date, failures: unknown[]): Promise<void> {
  let after: string | null = null
  do {
    const from = after
    const late: LateClock[] = await asSystem('clocks of cases', (tx) => listLate(tx, now, from, portion))
    const ids = [...new Set(late.map(({ concernId }) => concernId))]
    for (const one of late) await escalate(one, now).catch((error: unknown) => failures.push(error))
    after = ids.length === portion ? ids.at(-1)! : null
  } while (after !== null)
}

async function escalate({ concernId, kind, dueAt }: LateClock, now: Date): Promise<void> {
  const name = kind as ClockName
  const level = lateLevelOf(usualTerms[name].unit, dueAt, now)
  const row = await asSystem('how far up it was told', (tx) => readConcern(tx, concernId))
  if (level <= (row.remembered.told[name] ?? 0)) return
  try {
    await advanceConcern(
      systemActor,
      concernId,
      { type: 'escalate', given: { clock: name, level } },
      row.revision,
      now,
    )
  } catch (error) {
    // Somebody moved it at the same moment: the next look sees how it stands then.
    if (!(error instanceof AppError) || error.status !== 409) throw error
  }
}

/** What law or contract gave a day for is told up as far as everything else, clock by clock. */
async function tellOfLateDuties(now: Date, failures: unknown[]): Promise<void> {
  let after: string | null = null
  do {
    const from = after
    const late: LateDuty[] = await asSystem('late duties', (tx) => listLateDuties(tx, now, from, portion))
    for (const one of late) await escalateDuty(one, now).catch((error: unknown) => failures.push(error))
    after = late.length === portion ? late.at(-1)!.id : null
  } while (after !== null)
}

async function escalateDuty(clock: LateDuty, now: Date): Promise<void> {
  const level = lateLevelOfDuty(clock, now)
  if (level <= clock.level) return
  const { id, concernId } = clock
  await asSystem('a late duty is told up', async (tx) => {
    const row = await lockConcern(tx, null, concernId)
    await changeClocks(tx, [id], { level })
    if (level >= 2) await letLeadsOversee(tx, row, dateOf(dayOf(now)))
    const told = async (reason: string, people: Promise<string[]>, kind: Notice) =>
      tell(tx, now, toldOf(`${reason}:${level}`, id, await people, kind))
    await told('duty', whoTakesPart(tx, concernId, 'case_handler'), 'caseLate')
    if (level >= 2) await told('duty', whoTakesPart(tx, concernId, 'case_overseer'), 'caseOverseen')
    if (level >= 3) await told('dutyAbove', handlersAbove(tx, concernId), 'caseLateBelow')
    await appendCaseLog(tx, {
      concernId,
      action: 'plan.dutyLate',
      personId: null,
      data: { clockId: id, level },
      now,
    })
  })
}

function daysBefore(now: Date, days: number): Date {
  return new Date(dateOf(dayOf(now)).getTime() - days * aDay)
}
