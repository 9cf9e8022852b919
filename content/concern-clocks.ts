import {
  addDays,
  addWorkingDays,
  daysBetween,
  laterOf,
  type Day,
  type LocalDays,
} from '#content/working-days.ts'

export type ClockUnit = 'hours' | 'days' | 'working_days' | 'months'
/** When a clock starts. What was told to somebody on paper counts from the telling, not from the typing-in. */
export type ClockStart = 'receipt' | 'acknowledgement' | 'assessment' | 'report' | 'danger' | 'booked'

export interface ClockTerms {
  /** A legal or contract clock never pauses; a note may say why it is late. */
  kind: 'service' | 'legal'
  starts: ClockStart
  amount: number
  unit: ClockUnit
  /** Earlier than the limit, what is aimed at. */
  aim?: { amount: number; unit: ClockUnit }
  /** Whose number it is. A clause or a country pack brings terms of its own. */
  source: 'eu_2019_1937' | 'proposal'
  /** It keeps somebody safe, so nobody pauses it, whatever kind it is. */
  keepsSafe?: true
}

/**
 * What holds where no clause says otherwise. Seven days and three months are those of EU Directive 2019/1937, which
 * binds employers there and is a service standard everywhere else. Every other number is this project's proposal.
 */
export const usualTerms = {
  safety: {
    kind: 'service',
    starts: 'receipt',
    amount: 24,
    unit: 'hours',
    source: 'proposal',
    keepsSafe: true,
  },
  acknowledge: {
    kind: 'service',
    starts: 'receipt',
    amount: 7,
    unit: 'days',
    aim: { amount: 3, unit: 'working_days' },
    source: 'eu_2019_1937',
  },
  assess: {
    kind: 'service',
    starts: 'acknowledgement',
    amount: 10,
    unit: 'working_days',
    source: 'proposal',
  },
  investigation: { kind: 'service', starts: 'assessment', amount: 60, unit: 'days', source: 'proposal' },
  outcome: { kind: 'service', starts: 'report', amount: 10, unit: 'days', source: 'proposal' },
  feedback: { kind: 'service', starts: 'acknowledgement', amount: 3, unit: 'months', source: 'eu_2019_1937' },
  complaint: { kind: 'service', starts: 'receipt', amount: 10, unit: 'working_days', source: 'proposal' },
  detriment: {
    kind: 'service',
    starts: 'booked',
    amount: 0,
    unit: 'days',
    source: 'proposal',
    keepsSafe: true,
  },
  danger_review: {
    kind: 'service',
    starts: 'danger',
    amount: 24,
    unit: 'hours',
    source: 'proposal',
    keepsSafe: true,
  },
} satisfies Record<string, ClockTerms>
export type ClockName = keyof typeof usualTerms
export const clockNames = Object.keys(usualTerms) as ClockName[]

/** After the outcome was told, so long somebody may ask that another looks again. This project's proposal. */
export const reviewWithin = { amount: 20, unit: 'working_days' } as const

/** How many days late each higher level is told; for hours, how many hours. This project's proposal. */
export const lateDays = [1, 7, 30] as const
export const lateHours = [0, 24, 48] as const

/** Of the body that handles: its zone, and the days on which it does not work. */
export interface ClockCalendar {
  timeZone: string
  localDays: LocalDays
}

export interface Due {
  startedOn: Day
  aimOn: Day | null
  dueOn: Day
  /** The end of that day in the body's zone; for hours a step of six hours, so that it tells no minute of arrival. */
  dueAt: Date
}

/** `startedAt` is used for hours only; what leaves here tells the day and, for hours, a quarter of it. */
export function dueOf(terms: ClockTerms, startedAt: Date, calendar: ClockCalendar): Due {
  const startedOn = dayIn(startedAt, calendar.timeZone)
  const aimOn = terms.aim ? dayAfter(startedOn, terms.aim, calendar) : null
  if (terms.unit === 'hours') {
    const dueAt = roundedToSixHours(new Date(startedAt.getTime() + terms.amount * hour))
    return { startedOn, aimOn, dueOn: dayIn(dueAt, calendar.timeZone), dueAt }
  }
  const dueOn = dayAfter(startedOn, terms, calendar)
  return { startedOn, aimOn, dueOn, dueAt: endOf(dueOn, calendar.timeZone) }
}

/** Down, so that what was promised is never late: at least eighteen of twenty-four hours remain. */
export function roundedToSixHours(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / (6 * hour)) * 6 * hour)
}

/** The last day on which somebody may ask for a review; afterwards `tooLate` is a fact for the machine. */
export function reviewUntil(toldOn: Day, calendar: ClockCalendar): Day {
  return dayAfter(toldOn, reviewWithin, calendar)
}

export type DetrimentStart = 'receipt' | 'subjectTold' | 'closing'
/** This project's proposal, from the first weeks on: that is when people are made to pay for having spoken. */
export const detrimentSteps = {
  receipt: [
    { amount: 14, unit: 'days' },
    { amount: 1, unit: 'months' },
    { amount: 3, unit: 'months' },
    { amount: 6, unit: 'months' },
  ],
  subjectTold: [{ amount: 1, unit: 'days' }],
  closing: [1, 3, 6, 12].map((amount) => ({ amount, unit: 'months' as const })),
} satisfies Record<DetrimentStart, { amount: number; unit: 'days' | 'months' }[]>

/** The days on which somebody asks whether anyone was made to pay, in order. They are not moved off days of rest. */
export function detrimentDays(from: DetrimentStart, on: Day): Day[] {
  return detrimentSteps[from].map(({ amount, unit }) =>
    unit === 'days' ? addDays(on, amount) : addMonths(on, amount),
  )
}

export interface Check {
  startedOn: Day
  onDay: Day
}

/**
 * For whoever joins later: the days of the others that still lie ahead. Where none does, those of the first half year are
 * counted from the day they joined. This project's proposal.
 */
export function checksForNewcomer(booked: readonly Check[], joinedOn: Day): Check[] {
  const ahead = new Map(booked.filter(({ onDay }) => onDay >= joinedOn).map((check) => [check.onDay, check]))
  if (ahead.size > 0) return [...ahead.values()].sort((one, other) => (one.onDay < other.onDay ? -1 : 1))
  return detrimentDays('receipt', joinedOn).map((onDay) => ({ startedOn: joinedOn, onDay }))
}

export interface Pause {
  from: Day
  /** The first day on which it ran again; null while it rests. */
  until: Day | null
}

export type PauseRefusal = 'legal' | 'keepsSafe' | 'noReason' | 'noSecond'

/** Null when it may pause. */
export function pauseRefused(
  { kind, keepsSafe }: Pick<ClockTerms, 'kind' | 'keepsSafe'>,
  { reasonGiven, second }: { reasonGiven: boolean; second: boolean },
): PauseRefusal | null {
  if (kind === 'legal') return 'legal'
  if (keepsSafe) return 'keepsSafe'
  if (!reasonGiven) return 'noReason'
  return second ? null : 'noSecond'
}

/** The days it rested are added, each once. A clock that may not pause keeps its day, whatever is written beside it. */
export function dueAfterPauses(
  { kind, keepsSafe }: Pick<ClockTerms, 'kind' | 'keepsSafe'>,
  dueOn: Day,
  pauses: readonly Pause[],
  today: Day,
): Day {
  if (kind === 'legal' || keepsSafe) return dueOn
  let rested = 0
  let counted: Day | null = null
  for (const { from, until } of [...pauses].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    const begins: Day = counted === null ? from : laterOf(counted, from)
    const ends = until ?? today
    rested += Math.max(0, daysBetween(begins, ends))
    counted = counted === null ? ends : laterOf(counted, ends)
  }
  return addDays(dueOn, rested)
}

/** How far up somebody is told; 0 while it is not late. */
export function lateLevelOf(unit: ClockUnit, dueAt: Date, now: Date): number {
  const late = now.getTime() - dueAt.getTime()
  if (late < 0) return 0
  return unit === 'hours'
    ? lateHours.filter((hours) => late >= hours * hour).length
    : // The day after the last day is the first late one.
      lateDays.filter((days) => late >= (days - 1) * 24 * hour).length
}

/** The same day of a later month, or its last day where it has none. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, length))).toISOString().slice(0, 10)
}

/** The calendar day of a moment where the body is. */
export function dayIn(moment: Date, timeZone: string): Day {
  const format = formats.get(timeZone) ?? formatOf(timeZone)
  formats.set(timeZone, format)
  const parts = format.formatToParts(moment)
  const part = (type: string) => parts.find((one) => one.type === type)!.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

const hour = 60 * 60 * 1000

/** The first moment of a day there. */
export function beginningOf(day: Day, timeZone: string): Date {
  return endOf(addDays(day, -1), timeZone)
}

/** The first moment of the next day there, found by asking the zone itself: days may have 23 or 25 hours. */
function endOf(day: Day, timeZone: string): Date {
  const next = addDays(day, 1)
  const around = Date.parse(`${next}T00:00:00Z`)
  // Zones lie between fourteen hours ahead and twelve behind, in steps of a quarter of an hour.
  for (let at = around - 14 * hour; at <= around + 12 * hour; at += hour / 4)
    if (dayIn(new Date(at), timeZone) >= next) return new Date(at)
  return new Date(around)
}

function dayAfter(
  day: Day,
  { amount, unit }: { amount: number; unit: ClockUnit },
  { localDays }: ClockCalendar,
): Day {
  switch (unit) {
    case 'working_days':
      return addWorkingDays(day, amount, localDays)
    case 'months':
      return addMonths(day, amount)
    case 'hours':
      return addDays(day, Math.ceil(amount / 24))
    default:
      return addDays(day, amount)
  }
}
