import { momentOf, wallOf, type Wall } from '#app/server/mail/zoned-time.server.ts'
import { addDays, dateOf, isWorkingDay } from '#content/working-days.ts'

/** How somebody wants to hear of what waits: of each thing, once a day, once a week, or only on their page. */
export type Digest = 'each' | 'daily' | 'weekly' | 'none'

export interface MailPreferences {
  digest: Digest
  /** Minutes after midnight in the person's time zone. Without both, or with both the same, there are no quiet hours. */
  quietFrom: number | null
  quietUntil: number | null
  timeZone: string
}

/** Days on which no mail is sent, as 2027-01-01 in the person's time zone. */
export type LocalDays = ReadonlySet<string>
type Kind = {
  /** What only reminds of something known already keeps the weekend free too. */
  reminder?: boolean
}

const minute = 60_000
const eight = 8 * 60
const monday = 1

/** The first moment from `now` on at which a mail may reach this person. */
export function nextMailAt(
  now: Date,
  preferences: Omit<MailPreferences, 'digest'>,
  localDays: LocalDays,
  kind: Kind = {},
): Date {
  const { timeZone } = preferences
  let at = now
  for (;;) {
    const wall = wallOf(at, timeZone)
    const wait = isOff(wall.day, localDays, kind)
      ? { day: addDays(wall.day, 1), minutes: 0 }
      : endOfQuiet(wall, preferences)
    if (!wait) return at
    at = new Date(Math.max(momentOf(wait, timeZone).getTime(), minuteAfter(at)))
  }
}

/** When a notice of this moment is mailed, alone or with others. Null: never. */
export function mailDueAt(
  noticed: Date,
  preferences: MailPreferences,
  localDays: LocalDays,
  kind: Kind = {},
): Date | null {
  switch (preferences.digest) {
    case 'none':
      return null
    case 'each':
      return nextMailAt(noticed, preferences, localDays, kind)
    case 'daily':
    case 'weekly':
      return nextMailAt(nextMorning(noticed, preferences, localDays, kind), preferences, localDays, kind)
  }
}

/** Eight o'clock of the next day that takes a digest; what would fall on a day off goes out on the morning after. */
function nextMorning(
  noticed: Date,
  { digest, timeZone }: MailPreferences,
  localDays: LocalDays,
  kind: Kind,
): Date {
  let { day } = wallOf(noticed, timeZone)
  const morning = () => momentOf({ day, minutes: eight }, timeZone)
  while (morning() <= noticed || (digest === 'weekly' && dateOf(day).getUTCDay() !== monday))
    day = addDays(day, 1)
  while (isOff(day, localDays, kind)) day = addDays(day, 1)
  return morning()
}

function isOff(day: string, localDays: LocalDays, { reminder = false }: Kind): boolean {
  return reminder ? !isWorkingDay(day, localDays) : localDays.has(day)
}

/** Null outside the quiet hours, which may reach over midnight. */
function endOfQuiet(
  { day, minutes }: Wall,
  { quietFrom: from, quietUntil: until }: Omit<MailPreferences, 'digest'>,
): Wall | null {
  if (from === null || until === null || from === until) return null
  if (from < until) return minutes >= from && minutes < until ? { day, minutes: until } : null
  if (minutes >= from) return { day: addDays(day, 1), minutes: until }
  return minutes < until ? { day, minutes: until } : null
}

function minuteAfter(at: Date): number {
  return (Math.floor(at.getTime() / minute) + 1) * minute
}
