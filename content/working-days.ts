/** A day as 2030-01-31, without a time and without a zone. */
export type Day = string
/** Days on which a body does not work, beside Saturdays and Sundays. */
export type LocalDays = ReadonlySet<Day>

const length = 24 * 60 * 60 * 1000
/** A calendar that never opens must not hold a page for ever. */
const longestRest = 366

export function dayOf(moment: Date): Day {
  return moment.toISOString().slice(0, 10)
}

export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(dateOf(day).getTime() + days * length))
}

/** How many days lie between; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / length)
}

export function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other
}

export function isWorkingDay(day: Day, localDays: LocalDays): boolean {
  const weekday = dateOf(day).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !localDays.has(day)
}

/** The day itself, or the first one after it on which the body works. */
export function workingDayFrom(day: Day, localDays: LocalDays): Day {
  let found = day
  for (let tried = 0; tried < longestRest && !isWorkingDay(found, localDays); tried += 1)
    found = addDays(found, 1)
  return found
}

/** The last of so many working days, counted from the day after. */
export function addWorkingDays(day: Day, count: number, localDays: LocalDays): Day {
  let found = day
  for (let counted = 0; counted < count; counted += 1) found = workingDayFrom(addDays(found, 1), localDays)
  return found
}
