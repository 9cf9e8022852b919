const dayLength = 24 * 60 * 60 * 1000
const soon = 30

export type Life = { state: 'endless' | 'good' | 'ending' | 'ended'; days: number }

/** How long something may be relied on: until its review date, that day included. */
export function lifeOf(reviewOn: Date | null, now: Date): Life {
  if (!reviewOn) return { state: 'endless', days: 0 }
  const days = Math.round((reviewOn.getTime() - startOfDay(now)) / dayLength)
  if (days < 0) return { state: 'ended', days }
  return { state: days < soon ? 'ending' : 'good', days }
}

/** Asked once a year: is this still true? */
export function asksWhetherTrue(
  { stillTrueOn, createdAt }: { stillTrueOn: Date | null; createdAt: Date },
  now: Date,
): boolean {
  const last = new Date(stillTrueOn ?? createdAt)
  last.setUTCFullYear(last.getUTCFullYear() + 1)
  return startOfDay(last) < startOfDay(now)
}

function startOfDay(moment: Date): number {
  return Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate())
}
