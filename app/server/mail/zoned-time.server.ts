/** What a clock and a calendar on the wall show. */
export interface Wall {
  /** As 2027-01-01. */
  day: string
  /** Since midnight. */
  minutes: number
}

const minute = 60_000
const aDay = 24 * 60 * minute
const formats = new Map<string, Intl.DateTimeFormat>()

export function wallOf(at: Date, timeZone: string): Wall {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  }
}

/**
 * The first moment at which the wall shows this. Where clocks are put forward over it, a moment shortly before: whoever
 * needs the exact one goes on from there minute by minute.
 */
export function momentOf(wall: Wall, timeZone: string): Date {
  const shown = asIfUniversal(wall)
  const candidates = [-1.5, 1.5]
    .map((days) => shown + days * aDay)
    .map((around) => shown - (asIfUniversal(wallOf(new Date(around), timeZone)) - around))
  const right = candidates.filter((at) => asIfUniversal(wallOf(new Date(at), timeZone)) === shown)
  return new Date(Math.min(...(right.length > 0 ? right : candidates)))
}

function asIfUniversal({ day, minutes }: Wall): number {
  return Date.parse(`${day}T00:00:00Z`) + minutes * minute
}

/** A zone that this runtime no longer knows is read as universal time: mail goes out all the same. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = open(timeZone) ?? open('UTC')!
    formats.set(timeZone, format)
  }
  return format
}

function open(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  } catch {
    return null
  }
}
