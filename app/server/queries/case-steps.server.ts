import { caseSteps, findStep, type CaseStep, type StepId, type Way } from '#app/forms/case-steps.ts'
import { clauseCalendars } from '#app/forms/duty-clock.ts'
import { timeZones } from '#app/forms/time-zone.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { canPause, whyNotOf, type Besides, type WhyNot } from '#app/server/queries/case-step-open.server.ts'
import { caseScript } from '#app/server/queries/case-script.server.ts'
import { logDelivery, shownPart } from '#app/server/queries/case.server.ts'
import { isAbout, shownPersons } from '#app/server/queries/case-persons.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import { listCasePersons, type CasePerson } from '#app/server/repositories/case-persons.server.ts'
import {
  bodyFacts,
  listEnvelopes,
  listKeys,
  listParts,
  listThreads,
  threadParts,
  type PartRow,
} from '#app/server/repositories/cases.server.ts'
import {
  listCarers,
  listCaredFor,
  listNames,
  listRunning,
  readConcern,
  whoGivesMoney,
  type ClockRow,
  type ConcernRow,
  type ProposalRow,
  type StepLine,
} from '#app/server/repositories/concern-moves.server.ts'
import { isAskingDay } from '#app/server/workflows/case-clocks.server.ts'
import { newestOf, openedCase } from '#app/server/workflows/case-content.server.ts'
import { areAllBooked } from '#app/server/workflows/detriment-checks.server.ts'
import { dueNotices, dutiesIn, openClauses, type Duty } from '#app/server/workflows/case-notices.server.ts'
import { wrote } from '#app/server/workflows/concern.server.ts'
import { eventsOpen, lanesOf, sentenceKeyOf } from '#machines/processes.ts'

export interface ShownWay extends Way {
  whyNot: WhyNot | null
  proposalId: string | null
}
export interface OpenStep {
  id: StepId
  group: CaseStep['group']
  open: boolean
  /** On the way of the case: it was taken, and nothing of it is open. */
  done: boolean
  /** Of a step that nobody may take now: the first reason that has a name. */
  whyNot: WhyNot | null
  ways: ShownWay[]
}

/** What may be done in a case now, by this person, and why the rest may not; for the page of the case too. */
export function openSteps(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const row = await readConcern(tx, concernId)
    const clocks = await listRunning(tx, concernId)
    const allBooked = areAllBooked(await listCasePersons(tx, concernId))
    return {
      ...headOf(row),
      steps: stepsOf(actor, row, { clocks, allBooked }),
      clocks,
      waiting: await waitingOf(tx, actor, row),
    }
  })
}

function headOf(row: ConcernRow) {
  return {
    id: row.id,
    reference: referenceOf(row.id),
    revision: row.revision,
    isTest: row.isTest,
    now: now(),
    stage: sentenceKeyOf('concern', row, 'handler'),
  }
}

/** What waits for a second person, and who said it first. */
async function waitingOf(tx: Transaction, actor: Actor, row: ConcernRow) {
  const names = await listNames(
    tx,
    row.proposals.map(({ proposedById }) => proposedById),
  )
  return row.proposals.map(({ id, kind, data, proposedById, proposedOn }) => ({
    id,
    kind,
    step: stepOfProposal({ kind, data }),
    isMine: proposedById === actor.id,
    by: names.get(proposedById) ?? '',
    proposedOn,
  }))
}

function stepOfProposal({ kind, data }: Pick<ProposalRow, 'kind' | 'data'>): StepId | null {
  if (kind === 'share') return 'notices'
  if (kind === 'against_wish') return data['then'] === 'referOut' ? 'refer-out' : 'assess'
  const found = caseSteps.find(({ ways }) =>
    ways.some(({ does }) => 'confirm' in does && does.confirm === kind),
  )
  return found?.id ?? null
}

function stepsOf(actor: Actor, row: ConcernRow, besides: Besides): OpenStep[] {
  const events = eventsOpen('concern', row)
  return caseSteps
    .filter(({ id }) => belongs(id, row))
    .map(({ id, group, ways }) => {
      if (id === 'notices')
        return { id, group, open: row.remembered.kind === 'concern', done: false, whyNot: null, ways: [] }
      const shown = ways.flatMap((way): ShownWay[] => {
        const proposal = proposalOf(id, way, row)
        // Nothing is there that could be confirmed.
        if ('confirm' in way.does && !proposal) return []
        return [
          { ...way, whyNot: whyNotOf(actor, way, row, events, besides), proposalId: proposal?.id ?? null },
        ]
      })
      const open = shown.some(({ whyNot }) => whyNot === null)
      const named = shown.find(({ whyNot }) => whyNot !== null && whyNot !== 'notNow')?.whyNot ?? null
      const done = !open && group === 'stage' && wasTaken(ways, row)
      return { id, group, open, done, whyNot: open ? null : (named ?? 'notNow'), ways: shown }
    })
}

/** By the case log, since it came or was last opened again. */
function wasTaken(ways: readonly Way[], { lines }: ConcernRow): boolean {
  const since = lines.slice(lines.findLastIndex(({ action }) => action === 'concern.comeBack') + 1)
  return since.some(({ action, data }) =>
    ways.some(
      (way) =>
        action === `concern.${way.action}` || (action === 'concern.saidAtImport' && way.action in data),
    ),
  )
}

function belongs(id: StepId, row: ConcernRow): boolean {
  const isComplaint = row.remembered.kind === 'complaint'
  if (id === 'complaint') return isComplaint
  const onlyGrave: StepId[] = [
    'safety',
    'acknowledge',
    'notices',
    'assess',
    'investigate',
    'outcome',
    'feedback',
    'review',
  ]
  return !isComplaint || !onlyGrave.includes(id)
}

function proposalOf(step: StepId, { does }: Way, { proposals }: ConcernRow): ProposalRow | undefined {
  if (!('confirm' in does)) return undefined
  return proposals.find((one) => one.kind === does.confirm && stepOfProposal(one) === step)
}

/** One step: its forms, what was written with it before, and what the browser needs to seal. */
export async function stepPage(
  actor: Actor,
  concernId: string,
  stepId: string,
  personId: string | null = null,
) {
  const step = findStep(stepId)
  if (!step) throw notFound()
  const at = now()
  const carers = step.id === 'subject' ? await carersFor(actor, concernId) : []
  const shown = await withScope(actor.id, async (tx) => {
    const handled = await openedCase(tx, actor, concernId)
    const row = await readConcern(tx, concernId)
    const clocks = await listRunning(tx, concernId)
    const people = await listCasePersons(tx, concernId)
    const besides = { clocks, allBooked: areAllBooked(people) }
    const found = stepsOf(actor, row, besides).find(({ id }) => id === step.id)
    const chosen = step.id === 'detriment' ? people.find(({ id }) => id === personId) : undefined
    if (!found || (personId !== null && !chosen)) throw notFound()
    const keys = await listKeys(tx, concernId)
    const newest = newestOf(keys)
    const who = await threadParts(tx, concernId)
    const threads = (await listThreads(tx, concernId))
      .sort((one, other) => Number(who.has(one.id)) - Number(who.has(other.id)))
      .map(({ id, endedOn }, index) => ({ id, endedOn, number: index + 1, isFirst: !who.has(id) }))
    const handlers = row.facts.participations.flatMap(({ capacity, personId }) =>
      capacity === 'case_handler' && personId ? [personId] : [],
    )
    const names = await listNames(tx, handlers)
    const isDetriment = step.id === 'detriment'
    const written = writtenWith(
      step,
      row,
      (line) => !isDetriment || (chosen !== undefined && isAbout(chosen, line)),
    )
    const all = await listParts(tx, concernId)
    const parts = all.filter(({ id }) => written.has(id))
    const given = new Map(parts.map((part) => [part.id, part]))
    const shown = (ids: readonly string[]) =>
      all.flatMap((part) => {
        if (!ids.includes(part.id)) return []
        given.set(part.id, part)
        return [shownPart(part)]
      })
    const known = { threads: threads.map((one) => ({ ...one, who: who.get(one.id) ?? null })), shown }
    const asked = isDetriment ? shownPersons(chosen ? [chosen] : people, known, at) : []
    await logDelivery(tx, actor, concernId, 'case.open', [...given.values()])
    const waiting = (await waitingOf(tx, actor, row)).filter((one) => one.step === step.id)
    return {
      ...headOf(row),
      organisationId: handled.organisationId,
      step: isDetriment
        ? { ...found, ways: found.ways.filter(({ id }) => waysFor(chosen).includes(id)) }
        : found,
      persons: asked,
      personId: chosen?.id ?? null,
      waiting,
      fileKeyId: newest.find(({ kind }) => kind === 'file')?.id ?? null,
      threads: threads.flatMap(({ id, endedOn, number }) => {
        const key = newest.find((one) => one.threadId === id)
        return key && !endedOn ? [{ id, number, keyId: key.id }] : []
      }),
      before: parts.map(shownPart),
      options: {
        ownerId: handlers.map((id) => ({ id, name: names.get(id) ?? '' })),
        carerId: carers,
        clockId: clocksFor(step, clocks, at).filter((one) => !isDetriment || one.personRef === chosen?.id),
      },
      due: dueNotices(row.lines),
      clauses: step.id === 'notices' ? clausesIn(row, parts) : [],
      zones: step.id === 'notices' ? timeZones() : [],
      dutyClocks: clocks.flatMap(({ duty, startedOn, dueAt }) => (duty ? [{ duty, startedOn, dueAt }] : [])),
      arrivedOn: row.arrivedOn,
      looked: wrote(row, 'notice.look'),
      script: await caseScript(tx, actor, concernId, {
        keys,
        envelopes: await listEnvelopes(tx, concernId),
      }),
    }
  })
  const { bodies, funderId } = await asSystem(
    'the body of a case, and whether another gives the money',
    async (tx) => ({
      bodies: await bodyFacts(tx, [shown.organisationId]),
      funderId: step.id === 'notices' ? await whoGivesMoney(tx, concernId) : null,
    }),
  )
  const body = bodies.get(shown.organisationId)
  const { organisationId: _, ...page } = shown
  const duties = step.id === 'notices' ? dutiesIn(body?.country ?? '') : []
  const calendars = clauseCalendars.filter((one) => one !== 'funder' || funderId !== null)
  return { ...page, receiving: body?.name ?? '', duties: duties.map(shownDuty), calendars }
}

/** Clauses that handlers entered by hand and that are not settled, each with what was sealed of it. */
function clausesIn({ lines }: ConcernRow, parts: readonly PartRow[]) {
  const open = openClauses(lines)
  return lines.flatMap(({ action, data }) => {
    const code = String(data['duty'])
    if (action !== 'notice.clause' || !open.includes(code)) return []
    const said = parts.find(({ id }) => String(data['parts']).split(' ').includes(id))
    return [{ code, said: said ? shownPart(said) : null }]
  })
}

/** Everybody first, with who else is to be asked; then what concerns one of them. */
function waysFor(person: CasePerson | undefined): readonly string[] {
  if (!person) return ['person']
  return person.asked ? ['check', 'askWay', 'noMore'] : ['askAgain']
}

function shownDuty({ code, to, binds, basis, status, when, clause, address = '', ...rest }: Duty) {
  const { leaveOut, notice, clockDays = null } = rest
  return { code, to, binds, basis, status, when, clause, address, leaveOut, notice, clockDays }
}

/** The cases of others are no business of whoever asks: first whether they may, then who could care. */
async function carersFor(actor: Actor, concernId: string) {
  await withScope(actor.id, (tx) => openedCase(tx, actor, concernId))
  return asSystem('who could look after somebody', (tx) => listCarers(tx, concernId))
}

function clocksFor({ id }: CaseStep, clocks: readonly ClockRow[], at: Date) {
  const chosen = clocks.filter((clock) =>
    id === 'detriment'
      ? clock.kind === 'detriment'
      : id === 'pause' && (canPause(clock) || clock.pausedOn !== null),
  )
  return chosen.map((clock) => ({
    id: clock.id,
    kind: clock.kind,
    personRef: clock.personRef,
    onDay: new Date(clock.dueAt.getTime() - 1),
    paused: clock.pausedOn !== null,
    asksNow: isAskingDay(clock, at),
  }))
}

/** The sealed parts that came with this step. */
function writtenWith(
  { id, ways }: CaseStep,
  { lines, proposals }: ConcernRow,
  isShown: (line: StepLine) => boolean,
): Set<string> {
  const actions = new Set(
    ways.flatMap(({ does }) => {
      if ('move' in does) return [`concern.${does.move}`]
      if ('plan' in does) return [`plan.${does.plan}`]
      return 'propose' in does ? [`concern.propose.${does.propose}`] : []
    }),
  )
  const notices = [
    'notice.look',
    'notice.send',
    'notice.waive',
    'notice.clock',
    'notice.clause',
    'notice.late',
    'concern.propose.share',
  ]
  const own = lines.filter(
    (line) =>
      (actions.has(line.action) || (id === 'notices' && notices.includes(line.action))) && isShown(line),
  )
  const data = [
    ...own.map((line) => line.data),
    ...proposals.filter((one) => stepOfProposal(one) === id).map((one) => one.data),
  ]
  return new Set(data.flatMap(({ parts }) => String(parts ?? '').split(' ')))
}

/** Whom I look after, and whether it has begun: nothing of the case itself. */
export function carePage(actor: Actor) {
  return withScope(actor.id, async (tx) =>
    (await listCaredFor(tx)).map((row) => ({
      id: row.id,
      reference: referenceOf(row.id),
      state: lanesOf(row).subject,
    })),
  )
}
