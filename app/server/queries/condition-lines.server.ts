import type { ConditionLine, ConditionStep } from '#app/components/conditions/condition-data.ts'
import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide } from '#app/policies/assessment.policy.ts'
import {
  allowedInOwnAssessment,
  mayAct,
  mayReadCondition,
  type ConditionAction,
} from '#app/policies/condition.policy.ts'
import { now } from '#app/server/clock.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import {
  bodyNames,
  getCondition,
  listConditionsBy,
  listConditionsIn,
  listConditionsThatCouldWait,
  longestList,
  type ConditionRow,
} from '#app/server/repositories/conditions.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { readClocks, type ClockRead } from '#app/server/workflows/condition-days.server.ts'
import { picture, sentenceKeyOf } from '#machines/processes.ts'

/** One of them with its clock; throws for whoever does not read it. */
export async function readOne(tx: Transaction, actor: Actor, id: string) {
  const row = await getCondition(tx, scopeOf(actor), id)
  if (!mayReadCondition(actor, row.facts)) throw notPermitted()
  const clocks = await readClocks(tx, [row], now())
  const names = await bodyNames(tx, [row.assessment.reviewingBodyId])
  return { row, line: lineOf(actor, row, clocks.get(row.id)!, names) }
}

/** Those that this person reads, each with its clock. */
export async function linesOf(
  tx: Transaction,
  actor: Actor,
  only: { states: readonly string[]; assessmentId?: string },
): Promise<{ lines: ConditionLine[]; more: boolean }> {
  const found = await listConditionsIn(tx, scopeOf(actor), only)
  return { lines: await toLines(tx, actor, found.slice(0, longestList)), more: found.length > longestList }
}

/** Nearly all that could wait do; what is missing in the end is looked for in small steps. */
const leastPortion = 10

/** Those in which the next step is this person's, the most pressing first: as many as are wanted, and how many there are. */
export async function linesWaiting(tx: Transaction, actor: Actor, most: number) {
  const could = await listConditionsThatCouldWait(tx, {
    owes: holds(actor, ['moneyArrived', 'giveEvidence']),
    answers: holds(actor, ['sendMoney', 'giveTime']),
    checks: holds(actor, ['findEnough']),
    confirms: holds(actor, ['discharge']),
  })
  const mine: ConditionRow[] = []
  let looked = 0
  while (looked < could.length && mine.length < most) {
    const portion = could.slice(looked, looked + Math.max(leastPortion, most - mine.length))
    looked += portion.length
    const rows = await listConditionsBy(tx, scopeOf(actor), portion)
    mine.push(...rows.filter((row) => stepFor(actor, row) !== null))
  }
  const lines = (await toLines(tx, actor, mine)).sort(mostPressingFirst)
  return { lines: lines.slice(0, most), count: lines.length + could.length - looked }
}

/** Whether one of the actor's jobs, in whatever body and on whatever side, is to do one of these. */
function holds(actor: Actor, actions: readonly ConditionAction[]): boolean {
  return Object.values(allowedInOwnAssessment).some((byRole) =>
    actor.memberships.some(({ role }) => actions.some((action) => byRole[role]?.includes(action))),
  )
}

async function toLines(tx: Transaction, actor: Actor, found: ConditionRow[]): Promise<ConditionLine[]> {
  const rows = found.filter(({ facts }) => mayReadCondition(actor, facts))
  const clocks = await readClocks(tx, rows, now())
  const names = await bodyNames(
    tx,
    rows.map(({ assessment }) => assessment.reviewingBodyId),
  )
  return rows.map((row) => lineOf(actor, row, clocks.get(row.id)!, names))
}

function lineOf(
  actor: Actor,
  row: ConditionRow,
  clock: ClockRead,
  names: ReadonlyMap<string, string>,
): ConditionLine {
  const { assessment } = row
  const side = isOnWritingSide(actor, row.facts.assessment) ? 'author' : 'reviewing_body'
  const step = stepFor(actor, row)
  return {
    id: row.id,
    assessmentId: row.assessmentId,
    title: assessment.title,
    position: row.position,
    sentence: row.sentence,
    locale: assessment.locale,
    owner: row.owner,
    organisationName: assessment.organisation.name,
    reviewedBy: names.get(assessment.reviewingBodyId) ?? assessment.call?.organisation.name ?? '',
    audience: assessment.audience as 'funder' | 'project',
    side,
    state: row.state,
    stepKey: stepKeyOf(row),
    sentenceKey: turnKeyOf(row, side, step),
    holdsBack: row.holdsBack,
    metAt: row.metAt,
    fundsSentOn: row.fundsSentOn,
    daysAfterFunds: row.daysAfterFunds,
    clock,
    step,
  }
}

const inBody = ['waiting_for_money', 'given', 'checked'] as const

/** Whose turn it is. Where a colleague takes the step nobody is told that it is theirs; asked for more time, both sides act. */
function turnKeyOf(
  row: ConditionRow,
  side: ConditionLine['side'],
  step: ConditionStep | null,
): ConditionLine['sentenceKey'] {
  const colleagues = side === 'reviewing_body' && step === null
  if (row.state === 'open' && row.remembered.timeAsked !== null)
    return `conditions.turn.timeAsked.${colleagues ? 'colleagues' : side}`
  const state = inBody.find((one) => one === row.state)
  return colleagues && state ? `conditions.turn.colleagues.${state}` : sentenceKeyOf('condition', row, side)
}

function stepKeyOf(row: ConditionRow): ConditionLine['stepKey'] {
  return picture('condition', row, 'author').find(({ status }) => status === 'now')!.labelKey
}

/** The step for which it waits, if it is this person who takes it. */
function stepFor(actor: Actor, row: ConditionRow): ConditionStep | null {
  const may = (action: ConditionAction) => mayAct(actor, action, row.facts)
  switch (row.state) {
    case 'waiting_for_money':
      if (row.fundsSentOn === null) return may('sendMoney') ? 'sendMoney' : null
      return may('moneyArrived') ? 'moneyArrived' : null
    case 'open':
      if (row.remembered.timeAsked !== null && may('giveTime')) return 'answerTime'
      return may('giveEvidence') ? 'giveEvidence' : null
    case 'given':
      return may('findEnough') ? 'findEnough' : null
    case 'checked':
      return may('discharge') ? 'discharge' : null
    default:
      return null
  }
}

/** The one that is late longest first, then by the day on which something is awaited; what is met, newest first. */
export function mostPressingFirst(one: ConditionLine, other: ConditionLine): number {
  if (one.metAt && other.metAt) return other.metAt.getTime() - one.metAt.getTime()
  return (one.clock.dueOn ?? '9999') < (other.clock.dueOn ?? '9999') ? -1 : 1
}
