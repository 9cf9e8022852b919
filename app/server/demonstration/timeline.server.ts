const minute = 60_000
const day = 24 * 60 * minute

/** One thing that somebody does, and when. */
export interface Step {
  at: Date
  run: (at: Date) => Promise<unknown>
}

/** A time of day so many days before today, on a working day. */
export function momentBefore(now: Date, daysAgo: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const wanted = new Date(midnight - daysAgo * day + (hours * 60 + minutes) * minute)
  const sinceFriday = { 6: 1, 0: 2 }[wanted.getUTCDay()] ?? 0
  return new Date(Math.min(wanted.getTime() - sinceFriday * day, now.getTime() - minute))
}

/** A day so many days from today, as a date without a time. */
export function dayFrom(now: Date, days: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days))
}

/** Steps of one story: each comes after the one before it, whatever weekends do to its day. */
export class Story {
  readonly steps: Step[] = []
  readonly #now: Date
  readonly #lateness: number

  /** Two stories do not happen in the same minute of the day. */
  constructor(now: Date, number = 0) {
    this.#now = now
    this.#lateness = ((number * 17) % 53) * minute
  }

  add(daysAgo: number, time: string, run: (at: Date) => Promise<unknown>): void {
    const wanted = momentBefore(this.#now, daysAgo, time).getTime() + this.#lateness
    const earliest = (this.steps.at(-1)?.at.getTime() ?? 0) + 5 * minute
    this.steps.push({ at: new Date(Math.max(Math.min(wanted, this.#now.getTime()), earliest)), run })
  }
}

/** A step that was taken: when it happened in the story, and when it was laid. */
export interface Done {
  at: Date
  endedAt: number
}

/** What happens in one story, noted in any order and told day by day. */
export class Diary {
  readonly #moments: { daysAgo: number; time: string; run: (at: Date) => Promise<unknown> }[] = []

  note(daysAgo: number, time: string, run: (at: Date) => Promise<unknown>): void {
    this.#moments.push({ daysAgo, time, run })
  }

  tell(story: Story): Step[] {
    const inOrder = this.#moments.toSorted(
      (a, b) => b.daysAgo - a.daysAgo || (a.time < b.time ? -1 : Number(a.time > b.time)),
    )
    for (const { daysAgo, time, run } of inOrder) story.add(daysAgo, time, run)
    return story.steps
  }
}

/** Does everything in the order in which it happened, so that the ledger tells it in that order too. */
export async function perform(
  steps: Step[],
  progress: (done: number, all: number) => void,
  endOfDay: (done: readonly Done[]) => Promise<void> = async () => {},
): Promise<void> {
  const inOrder = steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  let today: Done[] = []
  for (const [index, { at, run }] of inOrder.entries()) {
    await run(at)
    today.push({ at, endedAt: Date.now() })
    const next = inOrder[index + 1]
    if (!next || next.at.getUTCDate() !== at.getUTCDate()) {
      await endOfDay(today)
      today = []
    }
    progress(index + 1, inOrder.length)
  }
}
