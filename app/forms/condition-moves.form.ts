import { z } from 'zod'
import { day, seenRevision } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const longest = 5_000
const tooLong: Key = 'conditions.error.tooLong'

/** Pages on which one step is taken, by the last part of their address. */
export const conditionPages = [
  'sent',
  'arrived',
  'take-back',
  'check',
  'confirm',
  'ask-time',
  'answer-time',
  'ask-help',
  'offer-help',
] as const
export type ConditionPage = (typeof conditionPages)[number]

/** What a person does on each page; a page with two has a choice between them. */
export const movesOn = {
  sent: ['sendMoney'],
  arrived: ['moneyArrived'],
  'take-back': ['takeBackEvidence'],
  check: ['findEnough', 'sendBack'],
  confirm: ['discharge', 'sendBack'],
  'ask-time': ['askForTime'],
  'answer-time': ['giveTime', 'refuseTime'],
  'ask-help': ['askForHelp'],
  'offer-help': ['offerHelp'],
} as const satisfies Record<ConditionPage, readonly string[]>
export function pageNamed(name: string): ConditionPage | null {
  return conditionPages.find((page) => page === name) ?? null
}

export type ConditionMove = (typeof movesOn)[ConditionPage][number]

const missing: Record<Exclude<ConditionPage, 'sent' | 'arrived'>, Key> = {
  'take-back': 'conditions.error.takeBack',
  check: 'conditions.error.check',
  confirm: 'conditions.error.confirm',
  'ask-time': 'conditions.error.askTime',
  'answer-time': 'conditions.error.answerTime',
  'ask-help': 'conditions.error.askHelp',
  'offer-help': 'conditions.error.offerHelp',
}

export interface DayLimits {
  today: string
  setOn: string
  dueOn: string
}

export interface MoveGiven {
  move: ConditionMove
  note: string
  day: string | null
  seenRevision: number
}

/** How far ahead more time may be asked for. This project's proposal. */
const furthestYears = 5

/** One step with its reason, and its day where it has one. */
export function conditionMoveForm(page: ConditionPage, limits: DayLimits) {
  const moves = movesOn[page] as readonly ConditionMove[]
  const shape = {
    seenRevision,
    note: z.string().trim().default(''),
    move: z.string().default(moves.length === 1 ? moves[0]! : ''),
    on: z.string().default(''),
  }
  return z.object(shape).transform((given, context): MoveGiven => {
    const fault = (path: string, message: Key, params?: object) =>
      context.addIssue({ code: 'custom', path: [path], message, input: given, ...(params ? { params } : {}) })
    const move = moves.find((one) => one === given.move)
    if (!move) fault('move', 'conditions.error.choice')
    const chosen = move ?? moves[0]!
    const wantsDay = takesDay(chosen)
    const read = wantsDay ? day('conditions.error.day').safeParse(given.on) : null
    const issue = read?.error?.issues[0]
    if (issue) fault('on', issue.message as Key, (issue as { params?: object }).params)
    const on = read?.success ? read.data : null
    const wrong = on && dayFault(chosen, on, limits)
    if (wrong) fault('on', wrong)
    const wordless = page === 'sent' || page === 'arrived'
    if (given.note === '' && !wordless) fault('note', missing[page])
    if (given.note.length > longest) fault('note', tooLong, { values: { maximum: longest } })
    return { move: chosen, note: given.note, day: on, seenRevision: given.seenRevision }
  })
}

export function takesDay(move: ConditionMove): boolean {
  return ['sendMoney', 'moneyArrived', 'askForTime', 'giveTime'].includes(move)
}

function dayFault(move: ConditionMove, on: string, { today, setOn, dueOn }: DayLimits): Key | null {
  if (move === 'sendMoney' || move === 'moneyArrived') {
    if (on > today) return 'conditions.error.future'
    return on < setOn ? 'conditions.error.beforeSet' : null
  }
  if (on <= dueOn) return 'conditions.error.notLater'
  if (on <= today) return 'conditions.error.notFuture'
  const furthest = `${Number(today.slice(0, 4)) + furthestYears}${today.slice(4)}`
  return on > furthest ? 'conditions.error.tooFar' : null
}
