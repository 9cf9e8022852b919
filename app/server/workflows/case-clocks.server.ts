import type { Transaction } from '#app/server/database.server.ts'
import {
  addClocks,
  changeClocks,
  listRunning,
  type ClockRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import { bookChecks } from '#app/server/workflows/detriment-checks.server.ts'
import { keepNextDue } from '#app/server/workflows/duty-clocks.server.ts'
import { dueOf, pauseRefused, usualTerms, type ClockName, type ClockTerms } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'
import type { RequestOf } from '#machines/processes.ts'

const day = 24 * 60 * 60 * 1000

/** They go on whatever becomes of the case. */
const goOn: readonly string[] = ['detriment', 'danger_review']

export interface ClockWishes {
  concernId: string
  organisationId: string
  requests: readonly RequestOf<'concern'>[]
  /** The one that somebody chose, where a kind has several. */
  clockId: string | undefined
  /** Who wishes not to be asked again whether they were made to pay. */
  asksNoMore?: string | undefined
}

/** Performs what a step asks of the clocks, and keeps the day on which the case waits for somebody next. */
export async function keepClocks(tx: Transaction, wishes: ClockWishes, now: Date): Promise<void> {
  const { concernId, organisationId, requests, clockId, asksNoMore } = wishes
  const today = dateOf(dayOf(now))
  const chosen = (clock: ClockRow) => clock.id === clockId
  for (const request of requests) {
    const running = await listRunning(tx, concernId)
    switch (request.type) {
      case 'startClock': {
        const { clock } = request.params
        // It begins anew: the old one stops. A second danger does not end the review of the first.
        if (!goOn.includes(clock))
          await stop(
            tx,
            running.filter(({ kind }) => kind === clock),
            today,
          )
        const days = await listLocalDays(tx, [organisationId], now, 400)
        const calendar = { timeZone: 'UTC', localDays: new Set(days.map((each) => each.day)) }
        const { startedOn, dueAt } = dueOf(usualTerms[clock], now, calendar)
        await addClocks(tx, concernId, [{ kind: clock, startedOn: dateOf(startedOn), dueAt }])
        break
      }
      case 'meetClock': {
        const own = running.filter(({ kind }) => kind === request.params.clock)
        if (asksNoMore) {
          await stop(
            tx,
            own.filter(({ personRef }) => personRef === asksNoMore),
            today,
          )
          break
        }
        const met = request.params.clock === 'detriment' ? own.filter(chosen) : own
        await changeClocks(
          tx,
          met.map(({ id }) => id),
          { metOn: today },
        )
        break
      }
      case 'pauseClock':
        await changeClocks(
          tx,
          running.filter((clock) => chosen(clock) && !clock.legal).map(({ id }) => id),
          { pausedOn: today },
        )
        break
      case 'resumeClock':
        for (const { id, dueAt, pausedOn } of running.filter(chosen))
          if (pausedOn) {
            const rested = Math.max(0, today.getTime() - pausedOn.getTime())
            await changeClocks(tx, [id], {
              pausedOn: null,
              dueAt: new Date(dueAt.getTime() + rested),
              level: 0,
            })
          }
        break
      case 'stopClocks':
        await stop(
          tx,
          running.filter(({ kind }) => !goOn.includes(kind)),
          today,
        )
        break
      case 'bookDetriment':
        await bookChecks(tx, concernId, request.params.from, dayOf(now))
        break
      case 'escalateConcern': {
        const { clock, level } = request.params
        const late = running.filter(
          ({ kind, dueAt, pausedOn }) => kind === clock && dueAt <= now && !pausedOn,
        )
        await changeClocks(
          tx,
          late.map(({ id }) => id),
          { level },
        )
        break
      }
      default:
    }
  }
  await keepNextDue(tx, concernId)
}

/** What no longer lies ahead ends unmet, and does not look as if it rested. A clock of law or contract runs on. */
function stop(tx: Transaction, clocks: readonly ClockRow[], today: Date): Promise<void> {
  const ids = clocks.filter(({ legal }) => !legal).map(({ id }) => id)
  return changeClocks(tx, ids, { stoppedOn: today })
}

/** Neither legal nor one that keeps somebody safe. */
export function mayPause({ kind, legal }: Pick<ClockRow, 'kind' | 'legal'>): boolean {
  if (legal) return false
  const terms: Pick<ClockTerms, 'kind' | 'keepsSafe'> = usualTerms[kind as ClockName]
  return pauseRefused(terms, { reasonGiven: true, second: true }) === null
}

/** A check lies on a day: from its beginning somebody is to ask, at its end it is late. */
export function isAskingDay({ kind, dueAt }: Pick<ClockRow, 'kind' | 'dueAt'>, now: Date): boolean {
  return kind === 'detriment' && dueAt.getTime() - day <= now.getTime()
}
