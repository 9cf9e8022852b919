import { isSoon, lateLevel } from '#content/condition-clock.ts'
import { dateOf, dayOf } from '#content/working-days.ts'
import { systemActor } from '#app/policies/actor.ts'
import { now as clock } from '#app/server/clock.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  findCondition,
  listOpenIds,
  lockCondition,
  noteEvent,
  type ConditionRow,
} from '#app/server/repositories/conditions.server.ts'
import { advanceCondition } from '#app/server/workflows/condition.server.ts'
import { readClocks, type ClockRead } from '#app/server/workflows/condition-days.server.ts'

const portion = 100

/**
 * Tells whoever is late, whichever side that is, and in time whoever soon will be. Every level and every reminder is given
 * once, however often this runs, and none on a day on which the body that would hear of it does not work. What goes wrong with
 * one condition does not keep the others waiting.
 */
export async function watchConditions(): Promise<void> {
  const now = clock()
  const failures: unknown[] = []
  let after: string | null = null
  do {
    const from = after
    const ids: string[] = await asSystem('the clock looks at conditions', (tx) =>
      listOpenIds(tx, from, portion),
    )
    for (const id of ids) await watch(id, now).catch((error: unknown) => failures.push(error))
    after = ids.length === portion ? ids.at(-1)! : null
  } while (after !== null)
  if (failures.length > 0) throw failures[0]
}

async function watch(id: string, now: Date): Promise<void> {
  const found = await asSystem('the clock reads a condition', async (tx) => {
    const row = await findCondition(tx, null, id)
    return row && { row, read: await clockOf(tx, row, now) }
  })
  if (!found || found.read.resting) return
  const { row, read } = found
  const level = lateLevel(read.lateBy)
  if (level > row.remembered.escalated) await unlessMoved(() => escalate(row, level, now))
  else if (isSoon(read)) await remind(id, now)
}

function escalate({ id, revision }: ConditionRow, level: number, now: Date) {
  return advanceCondition(systemActor, id, { type: 'escalate', level }, revision, now)
}

/** Somebody moved it at the same moment: the next look sees how it stands then. */
async function unlessMoved(step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
  }
}

function remind(id: string, now: Date): Promise<void> {
  return asSystem('the clock reminds of a condition', async (tx) => {
    const row = await lockCondition(tx, null, id)
    const read = await clockOf(tx, row, now)
    const dueOn = read.evidenceDueOn
    if (!isSoon(read) || dueOn === null || wasReminded(row, dueOn)) return
    await noteEvent(tx, row, {
      kind: 'dueSoon',
      note: '',
      day: dateOf(dueOn),
      evidenceIds: [],
      personId: null,
      at: now,
    })
    await enqueue(tx, [
      {
        name: 'notify',
        key: `${id}:dueSoon:${dueOn}`,
        data: { notice: 'conditionDueSoon', conditionId: id },
      },
    ])
  })
}

function wasReminded({ events }: ConditionRow, dueOn: string): boolean {
  return events.some(({ kind, day }) => kind === 'dueSoon' && day !== null && dayOf(day) === dueOn)
}

async function clockOf(tx: Transaction, row: ConditionRow, now: Date): Promise<ClockRead> {
  return (await readClocks(tx, [row], now)).get(row.id)!
}
