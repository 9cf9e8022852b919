import {
  addDays,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  laterOf,
  workingDayFrom,
  type Day,
  type LocalDays,
} from '#content/working-days.ts'

/** How long whoever checks takes at most, in their own working days. This project's proposal. */
export const checkWithin = 10
/** How long a question for more time waits for its answer, in the funder's working days. This project's proposal. */
export const answerWithin = 10
/** So many days before it is due whoever owes it is reminded. This project's proposal. */
export const remindBefore = 7
/** After evidence was sent back there are at least so many days to mend it. This project's proposal. */
export const leastToMend = 7
/** How many days late somebody higher up is told: the first level on the day after it was due. This project's proposal. */
export const lateLevels = [1, 7, 30] as const

export type Waited = 'funder' | 'partner'
/** What is awaited: the money, the evidence, the answer about more time, or the check. */
export type Promised = 'money' | 'evidence' | 'answer' | 'check'

export interface ConditionDays {
  state: string
  /** As it was set, or extended since. */
  dueOn: Day
  setOn: Day
  fundsExpectedOn: Day | null
  fundsArrivedOn: Day | null
  daysAfterFunds: number | null
  timeAsked: Day | null
  /** What happened, in order. */
  events: readonly { kind: string; on: Day }[]
}

/** Each side is bound by the days on which it works itself. */
export interface Calendars {
  owner: LocalDays
  reviewer: LocalDays
}

export interface ConditionClock {
  /** When the time of whoever owes it began; null while the money has not arrived. */
  startsOn: Day | null
  /** By when whoever owes it gives the evidence; null until the money has arrived. */
  evidenceDueOn: Day | null
  /** What is awaited now, from whom, since when, and until when; all null once it is over. */
  promised: Promised | null
  waitingFor: Waited | null
  waitingSince: Day | null
  waitingDays: number
  dueOn: Day | null
  daysLeft: number
  lateBy: number
  /** Whoever is waited for does not work today: nobody is reminded. */
  resting: boolean
}

export function conditionClock(condition: ConditionDays, today: Day, calendars: Calendars): ConditionClock {
  const startsOn =
    condition.fundsArrivedOn ?? (condition.state === 'waiting_for_money' ? null : condition.setOn)
  const evidenceDueOn = startsOn === null ? null : workingDayFrom(condition.dueOn, calendars.owner)
  const turn = turnOf(condition, startsOn, evidenceDueOn, calendars)
  if (!turn) return { ...over, startsOn, evidenceDueOn }
  const rest = turn.waitingFor === 'funder' ? calendars.reviewer : calendars.owner
  return {
    ...turn,
    startsOn,
    evidenceDueOn,
    waitingDays: Math.max(0, daysBetween(turn.waitingSince, today)),
    daysLeft: Math.max(0, daysBetween(today, turn.dueOn)),
    lateBy: Math.max(0, daysBetween(turn.dueOn, today)),
    resting: !isWorkingDay(today, rest),
  }
}

const over = {
  promised: null,
  waitingFor: null,
  waitingSince: null,
  waitingDays: 0,
  dueOn: null,
  daysLeft: 0,
  lateBy: 0,
  resting: false,
} as const

function turnOf(
  condition: ConditionDays,
  startsOn: Day | null,
  evidenceDueOn: Day | null,
  { reviewer }: Calendars,
) {
  const since = (...kinds: string[]) => lastOf(condition, kinds) ?? condition.setOn
  switch (condition.state) {
    case 'waiting_for_money':
      return {
        promised: 'money',
        waitingFor: 'funder',
        waitingSince: condition.setOn,
        dueOn: workingDayFrom(condition.fundsExpectedOn ?? condition.dueOn, reviewer),
      } as const
    case 'open': {
      if (condition.timeAsked !== null) {
        const askedOn = since('askForTime')
        const dueOn = addWorkingDays(askedOn, answerWithin, reviewer)
        return { promised: 'answer', waitingFor: 'funder', waitingSince: askedOn, dueOn } as const
      }
      const began = startsOn ?? condition.setOn
      const back = lastOf(condition, ['sendBack', 'takeBackEvidence', 'giveTime', 'refuseTime'])
      return {
        promised: 'evidence',
        waitingFor: 'partner',
        waitingSince: back === null ? began : laterOf(began, back),
        dueOn: evidenceDueOn ?? condition.dueOn,
      } as const
    }
    case 'given':
    case 'checked': {
      const givenOn = since('giveEvidence')
      const dueOn = addWorkingDays(givenOn, checkWithin, reviewer)
      return { promised: 'check', waitingFor: 'funder', waitingSince: givenOn, dueOn } as const
    }
    default:
      return null
  }
}

/** With money that comes early no time is taken away; with money that comes late none is lost. */
export function dueOnceArrived(
  { dueOn, daysAfterFunds }: Pick<ConditionDays, 'dueOn' | 'daysAfterFunds'>,
  arrivedOn: Day,
): Day {
  return daysAfterFunds === null ? dueOn : laterOf(dueOn, addDays(arrivedOn, daysAfterFunds))
}

/** The days that were left when the funder's turn began are left again when it ends, and never fewer than `least`. */
export function dueOnceBack(dueOn: Day, turnedOn: Day, today: Day, least = 0): Day {
  const left = Math.max(least, daysBetween(turnedOn, dueOn), 0)
  return laterOf(dueOn, addDays(today, left))
}

/** 0 while nobody is late. */
export function lateLevel(lateBy: number): number {
  return lateLevels.filter((days) => lateBy >= days).length
}

export function isSoon({ promised, daysLeft, lateBy }: ConditionClock): boolean {
  return promised === 'evidence' && lateBy === 0 && daysLeft <= remindBefore
}

export function lastOf({ events }: Pick<ConditionDays, 'events'>, kinds: readonly string[]): Day | null {
  return events.findLast(({ kind }) => kinds.includes(kind))?.on ?? null
}
