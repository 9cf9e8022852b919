import type { ConditionHappened, ConditionLine } from '#app/components/conditions/condition-data.ts'
import { conditionPages, movesOn, pageNamed, type ConditionPage } from '#app/forms/condition-moves.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  allowedByJob,
  keptFrom,
  mayAct,
  mayReadCondition,
  type ConditionAction,
  type KeptFrom,
} from '#app/policies/condition.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { evidenceShown } from '#app/server/queries/evidence.server.ts'
import {
  linesOf,
  linesWaiting,
  mostPressingFirst,
  readOne,
} from '#app/server/queries/condition-lines.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import {
  findCondition,
  localDaysOf,
  longestList,
  type ConditionRow,
} from '#app/server/repositories/conditions.server.ts'
import { listEvidence, listEvidenceByIds } from '#app/server/repositories/evidence.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { dayOf } from '#content/working-days.ts'
import { eventsOpen, picture } from '#machines/processes.ts'

export const conditionFilters = ['all', 'mine', 'us', 'others', 'overdue', 'met'] as const
export type ConditionFilter = (typeof conditionFilters)[number]

const running = ['waiting_for_money', 'open', 'given', 'checked'] as const

/** What is owed in everything this person takes part in: by whom, until when, and who is late. */
export function conditionsPage(actor: Actor, asked: string | null) {
  const filter = conditionFilters.find((one) => one === asked) ?? 'all'
  return withScope(actor.id, async (tx) => {
    const states = filter === 'met' ? ['met'] : running
    const found = await linesOf(tx, actor, { states })
    const lines = found.lines.filter((line) => suits(line, filter)).sort(mostPressingFirst)
    return { now: now(), filter, lines, more: found.more }
  })
}

/** Every condition of one plan that the decision which stands has set. */
export function planConditionsPage(actor: Actor, assessmentId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), assessmentId)
    const facts = { assessment: row.facts, setById: '', foundEnoughById: null }
    if (!mayReadCondition(actor, facts)) throw notPermitted()
    const { lines } = await linesOf(tx, actor, { assessmentId, states: [...running, 'met'] })
    return {
      now: now(),
      id: assessmentId,
      title: row.title,
      lines: lines.sort((one, other) => one.position - other.position),
    }
  })
}

/** For the page that says what waits for somebody: conditions in which the next step is theirs. */
export async function conditionsWaiting(tx: Transaction, actor: Actor): Promise<ConditionLine[]> {
  return (await linesWaiting(tx, actor, longestList)).lines
}

/** For the page of a plan: its conditions as they stand. */
export async function conditionsOf(
  tx: Transaction,
  actor: Actor,
  assessmentId: string,
): Promise<ConditionLine[]> {
  const { lines } = await linesOf(tx, actor, { assessmentId, states: [...running, 'met'] })
  return lines.sort((one, other) => one.position - other.position)
}

/** One condition with its clock, what happened to it, and what this person may do now. */
export function conditionPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, line } = await readOne(tx, actor, id)
    const names = await listNames(
      tx,
      row.events.flatMap(({ personId }) => personId ?? []),
    )
    const evidence = await listEvidenceByIds(
      tx,
      row.events.flatMap(({ evidenceIds }) => evidenceIds),
    )
    const history = row.events.map(({ kind, note, day, at, personId, evidenceIds }): ConditionHappened => ({
      kind,
      note,
      day,
      at,
      by: personId === null ? null : (names.get(personId) ?? ''),
      evidence: evidence.filter(({ id }) => evidenceIds.includes(id)).map(evidenceShown),
    }))
    return {
      ...headOf(row, line),
      now: now(),
      steps: stepsOf(row, line),
      history,
      pages: pagesFor(row.state, movesOpen(actor, row)),
      kept: whyNot(actor, row),
      calendar: await calendarOf(tx, row, line),
    }
  })
}

/** The page on which one step is taken; there is none for whoever may not take it. */
export function conditionStepPage(actor: Actor, id: string, name: string) {
  return withScope(actor.id, async (tx) => {
    const { row, line } = await readOne(tx, actor, id)
    const page = pageNamed(name)
    if (!page) throw notFound()
    const moves = openOrRefused(actor, row, movesOn[page])
    const looks = page === 'check' || page === 'confirm'
    const limits = { today: dayOf(now()), setOn: dayOf(row.createdAt), dueOn: dayOf(row.dueOn) }
    const given = looks ? await newestGiven(tx, row) : null
    return { ...headOf(row, line), now: now(), page, limits, moves, given, asked: askedOn(row, page) }
  })
}

/** The form that gives evidence: what the body keeps already, and room for something new. */
export function conditionEvidencePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, line } = await readOne(tx, actor, id)
    const open = openOrRefused(actor, row, ['giveEvidence']).length > 0
    const kept = await listEvidence(tx, [row.assessment.organisationId])
    const items = kept.filter(({ file }) => file?.scan !== 'infected').map(evidenceShown)
    return { ...headOf(row, line), now: now(), items, open }
  })
}

/** Whether a file for this condition is welcome at all: asked before the first byte of it is read. */
export function mayGiveEvidence(actor: Actor, id: string): Promise<boolean> {
  return withScope(actor.id, async (tx) => {
    const row = await findCondition(tx, scopeOf(actor), id)
    return row !== null && movesOpen(actor, row).includes('giveEvidence')
  })
}

/** Where no money is awaited, no step says that it was. */
function stepsOf(row: ConditionRow, { side }: ConditionLine) {
  const awaited = row.daysAfterFunds !== null || row.state === 'waiting_for_money'
  return picture('condition', row, side).filter(({ id }) => awaited || id !== 'waiting_for_money')
}

function movesOpen(actor: Actor, row: ConditionRow): ConditionAction[] {
  return eventsOpen('condition', row).filter(
    (event): event is ConditionAction => event !== 'awaitMoney' && mayAct(actor, event, row.facts),
  )
}

const pagesInOrder = ['evidence', ...conditionPages] as const

/** Where the steps that are open can be taken. */
function pagesFor(state: string, moves: ConditionAction[]): (ConditionPage | 'evidence')[] {
  const opens = (page: ConditionPage) => movesOn[page].some((move) => moves.includes(move))
  return pagesInOrder.filter((page) => {
    if (page === 'evidence') return moves.includes('giveEvidence')
    // What one person found enough is sent back on the page on which the second one looks.
    if (page === 'check') return opens(page) && !(state === 'checked' && moves.includes('discharge'))
    if (page === 'confirm') return moves.includes('discharge')
    return opens(page)
  })
}

/** Which of these steps are open now, if any; throws notPermitted for whoever may never take one of them. */
function openOrRefused(
  actor: Actor,
  row: ConditionRow,
  wanted: readonly ConditionAction[],
): ConditionAction[] {
  if (!wanted.some((action) => mayAct(actor, action, row.facts))) throw notPermitted()
  return movesOpen(actor, row).filter((action) => wanted.includes(action))
}

/** Why somebody whose job the next look would be does not take it. */
function whyNot(actor: Actor, row: ConditionRow): KeptFrom | null {
  const next: ConditionAction | null =
    row.state === 'given' ? 'findEnough' : row.state === 'checked' ? 'discharge' : null
  return next && allowedByJob(actor, next, row.facts) ? keptFrom(actor, next, row.facts) : null
}

function headOf(row: ConditionRow, line: ConditionLine) {
  const { evidenceAsked, howChecked, pays, moneyFor, whyNoMoney, fundsExpectedOn, fundsArrivedOn } = row
  return {
    ...line,
    ...{ evidenceAsked, howChecked, pays, moneyFor, whyNoMoney, fundsExpectedOn, fundsArrivedOn },
    dueOn: row.dueOn,
    setOn: row.createdAt,
    timeAsked: row.remembered.timeAsked,
    extensions: row.remembered.extensions,
    escalated: row.remembered.escalated,
    revision: row.revision,
  }
}

/** In whose calendar the awaited day is counted, and the next days on which that body does not work. */
async function calendarOf(tx: Transaction, row: ConditionRow, line: ConditionLine) {
  const { organisationId, reviewingBodyId } = row.assessment
  const id = line.clock.waitingFor === 'funder' ? reviewingBodyId : organisationId
  const days = (await localDaysOf(tx, [id])).get(id) ?? new Map<string, string>()
  const today = dayOf(now())
  return {
    name: id === organisationId ? line.organisationName : line.reviewedBy,
    localDays: [...days].flatMap(([day, name]) => (day >= today ? [{ day, name }] : [])).slice(0, 3),
  }
}

/** The words to which an answer is given on this page. */
function askedOn(row: ConditionRow, page: ConditionPage) {
  const kind = { 'answer-time': 'askForTime', 'offer-help': 'askForHelp' }[page as string]
  if (!kind || (kind === 'askForTime' && row.remembered.timeAsked === null)) return null
  const found = row.events.findLast((event) => event.kind === kind)
  return found ? { note: found.note, until: found.day } : null
}

/** What whoever checks looks at: as it was given last. */
async function newestGiven(tx: Transaction, row: ConditionRow) {
  const newest = row.events.findLast(({ kind }) => kind === 'giveEvidence')
  if (!newest || !['given', 'checked'].includes(row.state)) return null
  const evidence = await listEvidenceByIds(tx, newest.evidenceIds)
  return { note: newest.note, at: newest.at, evidence: evidence.map(evidenceShown) }
}

function suits({ side, step, clock }: ConditionLine, filter: ConditionFilter): boolean {
  const ours = side === 'author' ? 'partner' : 'funder'
  switch (filter) {
    case 'mine':
      return step !== null
    case 'us':
      return clock.waitingFor === ours
    case 'others':
      return clock.waitingFor !== null && clock.waitingFor !== ours
    case 'overdue':
      return clock.lateBy > 0
    default:
      return true
  }
}
