import { data, redirect } from '@remix-run/node'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { findStep, type CaseStep, type Way } from '#app/forms/case-steps.ts'
import { stepForm, type StepForm } from '#app/forms/step.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { needsStepUp } from '#app/policies/concern.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { dayOf } from '#content/working-days.ts'
import { AppError, notFound, notReady } from '#app/server/errors.server.ts'
import { readForm, type Typed } from '#app/server/http/read-form.server.ts'
import { requireStepUp } from '#app/server/with-actor.server.ts'
import { mustHandle, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { enterClauseClock } from '#app/server/workflows/clause-clocks.server.ts'
import { addPerson, askAgain, sayHowToAsk } from '#app/server/workflows/case-persons.server.ts'
import {
  confirmNotice,
  enterDutyClock,
  explainLateness,
  lookAtNotices,
  sendNotice,
  waiveNotice,
  writePlan,
  type Plan,
} from '#app/server/workflows/case-plans.server.ts'
import {
  confirm,
  endOpenProposal,
  findProposal,
  propose,
  type Proposed,
} from '#app/server/workflows/concern-proposals.server.ts'
import { advanceConcern, type ConcernIntent, type Given } from '#app/server/workflows/concern.server.ts'

type Refused = { errors: FieldErrors; typed: Typed }
type Answer = ReturnType<typeof redirect> | ReturnType<typeof data<Refused>>

/** What was not sealed stands in the form again; the browser puts back what was. */
function plainOf(typed: Typed): Typed {
  const { sealed: _, keyId: __, ...plain } = typed
  return plain
}

/** One form of one step. What was typed is sealed here and still stands in the browser that sealed it. */
export async function takeStepForm(
  actor: Actor,
  concernId: string,
  stepId: string,
  request: Request,
): Promise<Answer> {
  const step = findStep(stepId)
  if (!step) throw notFound()
  await mustHandle(actor, concernId)
  const again = request.clone()
  const form = await readForm(request, stepForm)
  const refused = (errors: FieldErrors, status: 409 | 422) =>
    data({ errors, typed: plainOf(form.typed) }, { status })
  if (!form.ok) return refused(form.errors, 422)
  const { value } = form
  const parts = value.keyId.map((keyId, index) => ({ keyId, sealed: value.sealed[index] ?? '' }))
  if (parts.some(({ sealed }) => sealed === ''))
    return refused({ '': { key: 'caseSteps.error.notSealed' } }, 422)
  const errors = whatIsMissing(step, value, parts)
  if (errors) return refused(errors, 422)
  const way = step.ways.find(({ id }) => id === value.way)
  if (way && needsStepUp(way.action) && !('propose' in way.does)) {
    const { pathname } = new URL(request.url)
    await requireStepUp(actor, again, pathname)
  }
  try {
    await take(actor, concernId, step, way, value, parts)
    return redirect(`/app/cases/${concernId}/steps?done=${step.id}`)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return refused({ '': { key: `caseSteps.error.${error.code as 'notReady' | 'changedByAnother'}` } }, 409)
  }
}

async function take(
  actor: Actor,
  concernId: string,
  step: CaseStep,
  way: Way | undefined,
  value: StepForm,
  parts: readonly SealedGiven[],
): Promise<void> {
  const at = now()
  if (value.way === 'endProposal') {
    await endOpenProposal(actor, concernId, value.proposalId ?? '', parts, at)
    return
  }
  if (step.id === 'notices') return takeNotice(actor, concernId, value, parts)
  if (!way) throw notReady()
  const { does } = way
  if (step.id === 'detriment' && 'plan' in does)
    return takePersonPlan(actor, concernId, does.plan, value, parts)
  if ('plan' in does) return writePlan(actor, concernId, { plan: does.plan as Plan, parts }, at)
  if ('propose' in does) {
    const proposal = { kind: does.propose as Proposed, data: codesOf(way, value), parts }
    return propose(actor, concernId, proposal, at)
  }
  if ('confirm' in does) {
    const proposal = await findProposal(actor, concernId, value.proposalId ?? '')
    return confirm(actor, concernId, proposal, givenIn(value), at)
  }
  const type = does.move as ConcernIntent['type']
  const given = givenIn(value)
  const asksNoMore = does.asksNoMore ? value.personId : undefined
  await advanceConcern(actor, concernId, { type, parts, given: { ...given, asksNoMore } }, 'newest', at)
}

/** Who is asked whether they were made to pay, and how. */
function takePersonPlan(
  actor: Actor,
  concernId: string,
  plan: string,
  { personId = '' }: StepForm,
  parts: readonly SealedGiven[],
): Promise<void> {
  if (plan === 'person') return addPerson(actor, concernId, { parts }, now())
  if (plan === 'askWay') return sayHowToAsk(actor, concernId, { personId, parts }, now())
  return askAgain(actor, concernId, { personId, parts }, now())
}

async function takeNotice(
  actor: Actor,
  concernId: string,
  value: StepForm,
  parts: readonly SealedGiven[],
): Promise<void> {
  const at = now()
  const { notice: duty = '', ground, toldFirst } = value
  switch (value.way) {
    case 'look':
      return lookAtNotices(actor, concernId, { duties: value.notices, knewOn: value.knewOn, parts }, at)
    case 'clock': {
      const { knewOn, amount, unit } = value
      if (!knewOn || !amount || !unit) throw notReady()
      return enterDutyClock(actor, concernId, { duty, knewOn, amount: Number(amount), unit, parts }, at)
    }
    case 'ownClause': {
      const { startsOn, clauseAmount, clauseUnit: unit, calendar, zone } = value
      if (!startsOn || !clauseAmount || !unit || !calendar || !zone) throw notReady()
      const clause = { startsOn, amount: Number(clauseAmount), unit, calendar, zone, parts }
      return enterClauseClock(actor, concernId, clause, at)
    }
    case 'late':
      return explainLateness(actor, concernId, { duty, parts }, at)
    case 'waive':
      return waiveNotice(actor, concernId, { duty, parts }, at)
    case 'send':
      if (!ground || ground === 'told_where' || !toldFirst) throw notReady()
      await sendNotice(actor, concernId, { duty, ground, toldFirst, parts }, at)
      return
    case 'confirm':
      return confirmNotice(actor, concernId, await findProposal(actor, concernId, value.proposalId ?? ''), at)
    default:
      throw notReady()
  }
}

function codesOf({ does, clear = [] }: Way, value: StepForm): Record<string, string> {
  const then = 'propose' in does && does.then ? { then: does.then } : {}
  const said = clear.flatMap((name) => {
    const answer = value[name]
    return answer ? [[name === 'duty' ? 'ground' : name, answer] as const] : []
  })
  return { ...then, ...Object.fromEntries(said) }
}

function givenIn(value: StepForm): Given {
  const { ownerId, carerId, clockId, finding, why, ground } = value
  const yes = (answer: string | undefined) => answer === 'yes'
  return {
    ownerId,
    carerId,
    clockId,
    finding,
    why,
    ground: ground === 'harm' ? undefined : ground,
    asked: yes(value.asked),
    trained: yes(value.trained),
    unconflicted: yes(value.unconflicted),
    agreed: yes(value.agreed),
    safetyPlanned: yes(value.safetyPlanned),
    supportStays: yes(value.supportStays),
    again: yes(value.again),
  }
}

/** A choice that was left open, or a part that the browser did not seal. */
function whatIsMissing(step: CaseStep, value: StepForm, parts: readonly SealedGiven[]): FieldErrors | null {
  const way = step.ways.find(({ id }) => id === value.way)
  const alsoClear = (way?.sealed ?? []).flatMap((field) => field.alsoClear ?? [])
  const open = [...(way?.clear ?? []), ...alsoClear].filter((name) => !value[name])
  if (step.id === 'notices' && value.way === 'send') {
    if (!value.ground) return { ground: { key: 'caseSteps.error.choose' } }
    if (!value.toldFirst) return { toldFirst: { key: 'caseSteps.error.choose' } }
  }
  const clock = step.id === 'notices' ? clockMissing(value) : null
  if (clock) return clock
  if (open.length > 0)
    return Object.fromEntries(open.map((name) => [name, { key: 'caseSteps.error.choose' as const }]))
  const wanted = (way?.sealed ? 1 : 0) + (way?.tells ? 1 : 0)
  return parts.length < wanted ? { '': { key: 'caseSteps.error.notSealed' } } : null
}

/** A figure, its unit, and a day that is not to come. */
function clockMissing(value: StepForm): FieldErrors | null {
  const { way, notice, knewOn, amount, unit } = value
  if (knewOn !== undefined && knewOn > dayOf(now())) return { knewOn: { key: 'caseSteps.error.knewOn' } }
  if (way === 'ownClause') return clauseMissing(value)
  if (way !== 'clock') return null
  if (!notice) return { notice: { key: 'caseSteps.error.choose' } }
  if (!knewOn) return { knewOn: { key: 'caseSteps.error.knewOn' } }
  if (!amount) return { amount: { key: 'caseSteps.error.amount' } }
  return unit ? null : { unit: { key: 'caseSteps.error.choose' } }
}

function clauseMissing({ startsOn, clauseAmount, clauseUnit, calendar, zone }: StepForm): FieldErrors | null {
  if (!startsOn || startsOn > dayOf(now())) return { startsOn: { key: 'caseSteps.error.knewOn' } }
  if (!clauseAmount) return { clauseAmount: { key: 'caseSteps.error.amount' } }
  if (!clauseUnit) return { clauseUnit: { key: 'caseSteps.error.choose' } }
  if (!calendar) return { calendar: { key: 'caseSteps.error.choose' } }
  return zone ? null : { zone: { key: 'notices.settings.zoneWrong' } }
}

/** Whoever looks after the person named begins or ends it. */
export async function takeCareForm(actor: Actor, request: Request) {
  const form = await request.formData().catch(() => null)
  const does = form?.get('do')
  const id = form?.get('case')
  const type = does === 'begin' ? 'beginSubjectCare' : does === 'end' ? 'endSubjectCare' : null
  if (!type || typeof id !== 'string') throw notFound()
  await advanceConcern(actor, id, { type }, 'newest', now())
  return redirect('/app/cases/care')
}
