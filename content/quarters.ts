/** The first day of the quarter after a day: all that is ever said of when a lesson was given. */
export function nextQuarter(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / 3) * 3 + 3, 1))
}
