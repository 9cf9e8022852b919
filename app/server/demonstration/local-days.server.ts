import { asOf } from '#app/server/demonstration/journeying.server.ts'
import type { Cast } from '#app/server/demonstration/rows.server.ts'
import { dayFrom, momentBefore, type Step } from '#app/server/demonstration/timeline.server.ts'
import { chooseMail, enterLocalDays } from '#app/server/workflows/notices.server.ts'

const aYear = 366

/** A body in Niger says when it does not work, and how it wants to be written to. */
export function localDays({ actors }: Cast, now: Date): Step[] {
  const { rahila } = actors
  return [
    { at: momentBefore(now, 79, '08:20'), run: () => enterLocalDays(rahila, daysOff(now)) },
    {
      at: momentBefore(now, 79, '08:35'),
      run: (at) =>
        asOf(at, () =>
          chooseMail(rahila, {
            digest: 'daily',
            quietFrom: 20 * 60,
            quietUntil: 7 * 60,
            timeZone: 'Africa/Niamey',
          }),
        ),
    },
  ]
}

/** Holidays of the coming year by their own calendars, and one day that only this body keeps. */
function daysOff(now: Date): { day: string; name: string }[] {
  const ahead = Array.from({ length: aYear }, (_, index) => dayFrom(now, index + 1))
  const held = ahead.flatMap((date) => {
    const [sun, moon] = [date.toISOString().slice(5, 10), islamicDay(date)]
    const name = bySun[sun] ?? byMoon[moon]
    return name ? [{ day: date.toISOString().slice(0, 10), name }] : []
  })
  const own = { day: dayFrom(now, leagueDay).toISOString().slice(0, 10), name: 'Day of the league' }
  return [own, ...held.filter(({ day }) => day !== own.day)]
}

/** In so many days; a condition of theirs falls due on it. */
export const leagueDay = 17

const bySun: Record<string, string> = {
  '01-01': 'New Year',
  '05-01': 'Labour Day',
  '08-03': 'Independence Day',
  '12-18': 'Republic Day',
}
/** Month and day. They are seen a day earlier or later in some years, and the body mends that itself. */
const byMoon: Record<string, string> = {
  '3-12': 'Mawlid',
  '10-1': 'Eid al-Fitr',
  '12-10': 'Tabaski',
}

const islamic = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
})

function islamicDay(date: Date): string {
  const parts = Object.fromEntries(islamic.formatToParts(date).map(({ type, value }) => [type, value]))
  return `${parts.month}-${parts.day}`
}
