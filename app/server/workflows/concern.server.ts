import { reviewUntil } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'
import type { Actor, SystemActor } from '#app/policies/actor.ts'
import {
  knowsOf,
  mayAct,
  needsStepUp,
  secondedBy,
  type CodeHolder,
  type ConcernAction,
  type ProposalKind,
} from '#app/policies/concern.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { systemActor } from '#app/policies/actor.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notFound, notReady } from '#app/server/errors.server.ts'
import { listKeys } from '#app/server/repositories/cases.server.ts'
import {
  addProposal,
  endProposal,
  letCare,
  listRunning,
  lockConcern,
  saveMove,
  type ConcernRow,
  type ProposalRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { listCasePersons } from '#app/server/repositories/case-persons.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import { advance, type LedgerData, type Process } from '#app/server/workflows/advance.server.ts'
import { keepClocks, mayPause } from '#app/server/workflows/case-clocks.server.ts'
import { areAllBooked, findPerson } from '#app/server/workflows/detriment-checks.server.ts'
import { keepSealedParts, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { letLeadsOversee } from '#app/server/workflows/case-escalation.server.ts'
import { noticesOpen } from '#app/server/workflows/case-notices.server.ts'
import type { RequestedJob } from '#app/server/workflows/requests.server.ts'
import { lanesOf, move, type ConcernEvent, type RequestOf } from '#machines/processes.ts'

export type By = Actor | SystemActor | CodeHolder

/** What is said in the open beside what is sealed: yes or no, codes, days and ids. Never a word of anybody. */
export interface Given {
  ownerId?: string | undefined
  carerId?: string | undefined
  clockId?: string | undefined
  level?: number
  clock?: Extract<ConcernEvent, { type: 'escalate' }>['clock']
  ground?: Extract<ConcernEvent, { type: 'referOut' }>['ground'] | undefined
  finding?: Extract<ConcernEvent, { type: 'checkDetriment' }>['finding'] | undefined
  why?: Extract<ConcernEvent, { type: 'endContact' }>['why'] | undefined
  asked?: boolean
  trained?: boolean
  unconflicted?: boolean
  againstWish?: boolean
  agreed?: boolean
  safetyPlanned?: boolean
  supportStays?: boolean
  again?: boolean
  /** Whom a check for retaliation is about, where it is no single one: they wish not to be asked again. */
  asksNoMore?: string | undefined
}

export interface ConcernIntent {
  type: Exclude<ConcernEvent['type'], 'receive'>
  /** Sealed in the browser; they are kept with the step or not at all. */
  parts?: readonly SealedGiven[]
  given?: Given
}

/** Moves one case; see advance. */
export function advanceConcern(
  by: By,
  id: string,
  intent: ConcernIntent,
  seenRevision: number | 'newest',
  now: Date,
) {
  const mover = isActor(by) && !isCare(intent.type) ? by : systemActor
  return advance(processFor(by), mover, id, intent, seenRevision, now)
}

/** Codes and whoever cares for the subject have no right to write rows: what they may is asked here, before it is done. */
function processFor(by: By): Process<'concern', ConcernRow, ConcernIntent> {
  let taken: ConcernEvent | null = null
  return {
    id: 'concern',
    async lock(tx, scope, id) {
      const row = await lockConcern(tx, scope, id)
      if (isActor(by) && !knowsOf(by, row.facts)) throw notFound()
      return row
    },
    permits: (_mover, intent, row, now) => actionsOf(intent).every((action) => permits(by, action, row, now)),
    async event(tx, row, intent, now) {
      taken = await eventOf(tx, by, row, intent, now)
      return taken
    },
    save: (tx, row, next) => saveMove(tx, row, next),
    settle: (tx, row, intent, _mover, now) => settle(tx, by, row, intent, taken!, now),
    jobs: (requests, row) => jobsOf(by, row, requests, taken!),
    note: (tx, row, { action, data, at }) =>
      appendCaseLog(tx, { concernId: row.id, action, personId: isActor(by) ? by.id : null, data, now: at }),
  }
}

function permits(by: By, action: ConcernAction, row: ConcernRow, now: Date): boolean {
  return mayAct(by, action, row.facts) && (!isActor(by) || !needsStepUp(action) || hasSteppedUp(by, now))
}

/** What goes against the person's wish, or without it, is a second person's too. */
function actionsOf({ type, given }: ConcernIntent): ConcernAction[] {
  if (type === 'referOut' && (given?.ground === 'law' || given?.ground === 'child')) return ['referByDuty']
  return given?.againstWish ? [type, 'referByDuty'] : [type]
}

/** The proposals that a step settles, as their second person. */
export function proposalOf(intent: ConcernIntent, row: ConcernRow): ProposalRow | undefined {
  const kinds = actionsOf(intent).flatMap((action): ProposalKind[] =>
    action in secondedBy ? [secondedBy[action as keyof typeof secondedBy]] : [],
  )
  return row.proposals.find(({ kind }) => kinds.includes(kind))
}

async function eventOf(
  tx: Transaction,
  by: By,
  row: ConcernRow,
  intent: ConcernIntent,
  now: Date,
): Promise<ConcernEvent> {
  const { type, given = {} } = intent
  const proposal = proposalOf(intent, row)
  const second = proposal !== undefined && isActor(by) && proposal.proposedById !== by.id
  const { inFile, inThread } = await countParts(tx, row.id, intent.parts ?? [])
  const reasonGiven = inFile > 0
  switch (type) {
    case 'checkSafety':
      return { type, answered: inFile > 0, ownerSet: handles(row, given.ownerId) }
    case 'acknowledge':
      return { type, sent: inThread > 0, noSafeContact: inThread === 0 && inFile > 0 }
    case 'beginAssessing':
      return { type, noticesOpen: noticesOpen(row.lines) }
    case 'investigate':
      agreed(given, proposal, type)
      return { type, unconflicted: given.unconflicted === true && (reasonGiven || proposal !== undefined) }
    case 'needNoInvestigation':
      agreed(given, proposal, type)
      return {
        type,
        unconflicted: given.unconflicted === true,
        reasonGiven: reasonGiven || proposal !== undefined,
      }
    case 'deliverReport':
      if (inFile === 0 || !wrote(row, 'plan.investigation')) throw notReady()
      return { type }
    case 'reviewReport':
      return { type, byAnother: isActor(by) && row.facts.reportById !== by.id && reasonGiven }
    case 'proposeOutcome':
    case 'sendReportBack':
      if (inFile === 0) throw notReady()
      return { type }
    case 'confirmOutcome':
    case 'releaseHold':
    case 'reviewDanger':
      return { type, second: type === 'reviewDanger' ? inFile > 0 : second }
    case 'giveFeedback':
      return { type, logged: inThread > 0, withheldWithReason: inThread === 0 && reasonGiven }
    case 'closeCase':
      return { type, ...(await closing(tx, row, given)) }
    case 'closeWithdrawn':
      return {
        type,
        ...(await closing(tx, row, given)),
        second,
        liveRisk: proposal?.data['liveRisk'] !== 'no',
        affectedStays: proposal?.data['affectedStays'] !== 'no',
      }
    case 'answer':
      return { type, sent: inThread > 0 }
    case 'convert':
      return { type, agreed: !isActor(by) || given.agreed === true }
    case 'referOut': {
      const ground = given.ground ?? 'told_where'
      const isSame = proposal?.data['then'] === type && proposal.data['ground'] === ground
      return { type, whereTo: inFile > 0 || isSame, ground, second: second && isSame }
    }
    case 'actInDanger':
      return { type, trained: given.trained === true && inFile > 0 }
    case 'escalate':
      return { type, clock: given.clock!, level: given.level! }
    case 'pauseClock': {
      const clock = await chosenClock(tx, row, proposal?.data['clockId'])
      return { type, clock: clock.kind as never, mayPause: mayPause(clock), reasonGiven: second, second }
    }
    case 'resumeClock': {
      const clock = await chosenClock(tx, row, given.clockId)
      if (clock.pausedOn === null) throw notReady()
      return { type, clock: clock.kind as never }
    }
    case 'checkDetriment':
      if (inFile === 0) throw notReady()
      return { type, ...(await checked(tx, row, given, now)) }
    case 'tellSubject':
      return { type, safetyPlanned: given.safetyPlanned === true && reasonGiven }
    case 'offerSupport':
      return { type, asked: given.asked === true, firstContactPlanned: wrote(row, 'plan.firstContact') }
    case 'endSupport':
      return { type, reasonGiven }
    case 'endContact':
      return { type, why: given.why ?? 'silence' }
    case 'holdForPolice':
      return { type, reasonGiven: second, second }
    case 'offerSubjectCare':
      if (!given.carerId) throw notReady()
      return { type }
    case 'beginSubjectCare':
      return { type, ownOwner: isActor(by) }
    case 'askForReview':
      return { type, groundGiven: true, tooLate: await isTooLate(tx, row, now) }
    case 'hearReview':
      return { type, newDecisionMaker: isActor(by) && reasonGiven, again: given.again === true }
    default:
      return { type }
  }
}

/** Against the wish of the person two people say the same: the second one takes the step that the first one proposed. */
function agreed(given: Given, proposal: ProposalRow | undefined, type: string): void {
  if (given.againstWish && proposal?.data['then'] !== type) throw notReady()
}

/** One check of one person; or one person wishes not to be asked, which is not known and never none. */
async function checked(tx: Transaction, row: ConcernRow, { clockId, finding, asksNoMore }: Given, now: Date) {
  const checks = (await listRunning(tx, row.id)).filter(({ kind }) => kind === 'detriment')
  const own = checks.filter(({ id, personRef }) => (asksNoMore ? personRef === asksNoMore : id === clockId))
  const known = asksNoMore ? 'not_known' : finding
  const isAsked = asksNoMore ? (await findPerson(tx, row.id, asksNoMore))?.asked : own.length === 1
  if (!isAsked || !known) throw notReady()
  const othersLate = checks.some((check) => !own.includes(check) && check.dueAt <= now)
  return { finding: known, othersLate }
}

async function closing(tx: Transaction, row: ConcernRow, { supportStays }: Given) {
  const { support } = lanesOf(row)
  const decided = ['accepted', 'declined', 'ended'].includes(support)
  return {
    detrimentBooked: wrote(row, 'plan.detriment') && areAllBooked(await listCasePersons(tx, row.id)),
    supportDecided: decided || (support === 'offered' && supportStays === true),
  }
}

export function wrote({ lines }: Pick<ConcernRow, 'lines'>, action: string): boolean {
  return lines.some((line) => line.action === action)
}

function handles({ facts }: ConcernRow, personId: string | undefined): boolean {
  return facts.participations.some((one) => one.capacity === 'case_handler' && one.personId === personId)
}

async function chosenClock(tx: Transaction, row: ConcernRow, id: string | undefined) {
  const clock = (await listRunning(tx, row.id)).find((one) => one.id === id)
  if (!clock) throw notReady()
  return clock
}

/** The days for it begin when the person was told. */
async function isTooLate(tx: Transaction, row: ConcernRow, now: Date): Promise<boolean> {
  const told = row.lines.findLast(({ action }) => action === 'concern.giveFeedback')
  const said = row.lines.find(({ action }) => action === 'concern.saidAtImport')?.data['giveFeedback']
  const toldOn = told?.onDay ?? (said ? dateOf(String(said)) : null)
  if (!toldOn) return false
  const days = await listLocalDays(tx, [row.organisationId], toldOn, 400)
  const calendar = { timeZone: 'UTC', localDays: new Set(days.map(({ day }) => day)) }
  return dayOf(now) > reviewUntil(dayOf(toldOn), calendar)
}

async function countParts(tx: Transaction, concernId: string, parts: readonly SealedGiven[]) {
  if (parts.length === 0) return { inFile: 0, inThread: 0 }
  const keys = new Map((await listKeys(tx, concernId)).map((key) => [key.id, key]))
  const kinds = parts.map(({ keyId }) => keys.get(keyId)?.kind)
  if (kinds.some((kind) => kind !== 'file' && kind !== 'thread')) throw notReady()
  const inThread = kinds.filter((kind) => kind === 'thread').length
  return { inFile: kinds.length - inThread, inThread }
}

async function settle(
  tx: Transaction,
  by: By,
  row: ConcernRow,
  intent: ConcernIntent,
  event: ConcernEvent,
  now: Date,
): Promise<LedgerData> {
  const { type, given = {}, parts = [] } = intent
  const onDay = dateOf(dayOf(now))
  const moved = move('concern', row, event)!
  const written = isActor(by) && parts.length > 0 ? await keepSealedParts(tx, by, row.id, parts, now) : []
  const proposal = proposalOf(intent, row)
  const clockId = given.clockId ?? proposal?.data['clockId']
  const { id: concernId, organisationId } = row
  const { asksNoMore } = given
  await keepClocks(tx, { concernId, organisationId, requests: moved.requests, clockId, asksNoMore }, now)
  const byId = isActor(by) ? by.id : null
  if (proposal) await endProposal(tx, proposal.id, { state: 'confirmed', byId, onDay })
  const proposes = proposedBy[type]
  if (proposes && byId)
    await addProposal(tx, concernId, { kind: proposes, data: partOf(written), byId, onDay })
  await endStale(tx, row, moved.stored.value, byId, onDay)
  if (type === 'offerSubjectCare') await letCare(tx, concernId, given.carerId!, onDay)
  if (type === 'escalate' && given.level! >= 2) await letLeadsOversee(tx, row, onDay)
  return {
    ...(written.length > 0 ? { parts: written.join(' ') } : {}),
    ...(given.ownerId ? { owner: given.ownerId } : {}),
    ...(given.carerId ? { carer: given.carerId } : {}),
    ...(clockId ? { clockId } : {}),
    ...(asksNoMore ? { person: asksNoMore, noMore: true } : {}),
    ...(type === 'escalate' ? { clock: given.clock!, level: given.level! } : {}),
  }
}

/** The steps of the machine that are the first of two. */
const proposedBy: Partial<Record<ConcernIntent['type'], ProposalKind>> = {
  proposeOutcome: 'outcome',
  proposeRelease: 'release_hold',
}

function partOf(written: readonly string[]): Record<string, string> {
  return written.length > 0 ? { parts: written.join(' ') } : {}
}

/** What was proposed and can no longer be confirmed, because the case has gone on without it. */
async function endStale(tx: Transaction, row: ConcernRow, next: unknown, byId: string | null, onDay: Date) {
  const lanes = next as { stage: unknown; legalHold: string }
  const stands: Partial<Record<ProposalKind, boolean>> = {
    outcome: JSON.stringify(lanes.stage) === JSON.stringify({ deciding: 'proposed' }),
    release_hold: lanes.legalHold === 'releaseProposed',
  }
  for (const { id, kind, proposedById } of row.proposals)
    if (stands[kind] === false)
      await endProposal(tx, id, { state: proposedById === byId ? 'taken_back' : 'refused', byId, onDay })
}

/**
 * A notice is made only of what waits for somebody else. What came with a code is told in steps of six hours (see
 * watchConcerns), so that no job says when somebody wrote.
 */
function jobsOf(
  by: By,
  row: ConcernRow,
  requests: RequestOf<'concern'>[],
  event: ConcernEvent,
): RequestedJob[] {
  if ('kind' in by && by.kind === 'code') return []
  const who = isActor(by) ? { personId: by.id } : {}
  const jobs = requests.flatMap((request): RequestedJob[] => {
    if (request.type === 'notifyHandlers') {
      const notice = request.params.news === 'danger' ? 'caseNeedsYouNow' : 'caseNeedsYou'
      return waiting.includes(request.params.news)
        ? [notify(notice, row, { capacity: 'case_handler', ...who })]
        : []
    }
    if (request.type === 'notifyCarer') return [notify('careNeedsYou', row, { capacity: 'subject_carer' })]
    if (request.type !== 'escalateConcern') return []
    const { clock, level } = request.params
    return [
      notify(clock === 'danger_review' ? 'caseNeedsYouNow' : 'caseLate', row, { capacity: 'case_handler' }),
      ...(level >= 2 ? [notify('caseOverseen', row, { capacity: 'case_overseer' })] : []),
      ...(level >= 3 ? [notify('caseLateBelow', row, {})] : []),
    ]
  })
  const found = event.type === 'checkDetriment' && event.finding === 'found'
  return found ? [...jobs, notify('caseNeedsYouNow', row, { capacity: 'case_handler', ...who })] : jobs
}

const waiting: readonly string[] = ['second_needed', 'danger', 'review', 'came_back']

function notify(notice: string, { id }: { id: string }, more: Record<string, string>): RequestedJob {
  return { name: 'notify', data: { notice, caseId: id, ...more } }
}

export function isActor(by: By): by is Actor {
  return 'id' in by
}

/** Whoever cares for the subject is no handler, so the rows of the case are not theirs to write. */
function isCare(type: string): boolean {
  return type === 'beginSubjectCare' || type === 'endSubjectCare'
}
