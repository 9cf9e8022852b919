import { capacities, roles, systemActor, type Actor, type Capacity, type Role } from '#app/policies/actor.ts'
import * as assessmentPolicy from '#app/policies/assessment.policy.ts'
import * as callPolicy from '#app/policies/call.policy.ts'
import * as concernPolicy from '#app/policies/concern.policy.ts'
import * as conditionPolicy from '#app/policies/condition.policy.ts'
import type { DescribedMove, ToldId } from '#machines/processes.ts'

/** One group of people who may do something, and what a person among them must or must not have done before. */
export interface Side {
  capacity: Capacity
  roles: Role[]
  only: string[]
  never: string[]
}

export interface ByWhom {
  /** Done by the programme itself: a day has come, a document has been drawn. */
  system: boolean
  /** Whoever comes back with a code, or of them only who told it first. */
  code: 'anybody' | 'filed' | null
  sides: Side[]
  /** Jobs that may also do it in an assessment that a body makes of itself. */
  ownRoles: Role[]
}

type Ask = (
  actor: Actor | typeof systemActor,
  capacity: Capacity,
  done: readonly string[],
  own: boolean,
) => boolean

interface Policy {
  capacities: readonly Capacity[]
  /** What somebody may have done before, as far as the policy asks. */
  traits: readonly string[]
  hasOwn: boolean
  may(move: DescribedMove): Ask
  withCode?(event: string, filed: boolean): boolean
}

const somebody = '00000000-0000-4000-8000-000000000001'
const anybodyElse = '00000000-0000-4000-8000-000000000002'
const body = '00000000-0000-4000-8000-000000000003'

const partOf = (capacity: Capacity) => [{ organisationId: body, personId: null, capacity }]

const idIf = (done: readonly string[], trait: string) => (done.includes(trait) ? somebody : anybodyElse)

function assessmentFacts(capacity: Capacity, done: readonly string[], own: boolean) {
  return {
    participations: partOf(capacity),
    createdById: anybodyElse,
    submittedById: anybodyElse,
    submitterIds: [idIf(done, 'wrote')],
    reviewerIds: [idIf(done, 'judged')],
    decidedById: idIf(done, 'decided'),
    declaredIds: [idIf(done, 'declared')],
    formerDeciderIds: [idIf(done, 'overturned')],
    assigned: done.includes('beside') ? [{ personId: somebody, part: 'second', done: false }] : [],
    audience: own ? 'funder' : 'project',
  } satisfies assessmentPolicy.AssessmentFacts
}

const assessment: Policy = {
  capacities,
  traits: ['declared', 'wrote', 'judged', 'decided', 'beside', 'overturned'],
  hasOwn: true,
  may: (move) => (actor, capacity, done, own) =>
    assessmentPolicy.mayAct(
      actor,
      move.event as assessmentPolicy.AssessmentAction,
      assessmentFacts(capacity, done, own),
      capacityIn(move.condition),
    ),
}

const call: Policy = {
  capacities,
  traits: [],
  hasOwn: false,
  may: (move) => (actor, capacity) =>
    callPolicy.mayAct(actor, move.event as callPolicy.CallAction, { participations: partOf(capacity) }),
}

const condition: Policy = {
  capacities,
  traits: ['declared', 'wrote', 'asked', 'foundEnough'],
  hasOwn: true,
  may: (move) => (actor, capacity, done, own) =>
    conditionPolicy.mayAct(actor, move.event as conditionPolicy.ConditionAction, {
      assessment: assessmentFacts(capacity, done, own),
      setById: idIf(done, 'asked'),
      foundEnoughById: idIf(done, 'foundEnough'),
    }),
}

const nobodysCase: concernPolicy.ConcernFacts = {
  participations: [],
  declaredIds: [],
  proposedBy: {},
  custodianIds: [],
  trainedIds: [],
  reportById: null,
  dangerActorIds: [],
  deciderIds: [],
}
const proposals = Object.values(concernPolicy.secondedBy)

/** Persons take part in a case, never organisations. Whatever takes two was proposed by somebody. */
const concern: Policy = {
  capacities: ['case_handler', 'case_overseer', 'subject_carer'],
  traits: ['declared', 'trained', 'proposed', 'wroteReport', 'acted', 'hadPart', 'handles'],
  hasOwn: false,
  may: (move) => (actor, capacity, done) => {
    const allowed = (asked: typeof actor, takesPart: readonly Capacity[]) =>
      concernPolicy.mayAct(asked, move.event as concernPolicy.ConcernAction, {
        participations: takesPart.map((as) => ({ organisationId: body, personId: somebody, capacity: as })),
        declaredIds: [idIf(done, 'declared')],
        trainedIds: [idIf(done, 'trained')],
        reportById: idIf(done, 'wroteReport'),
        dangerActorIds: [idIf(done, 'acted')],
        deciderIds: [idIf(done, 'hadPart')],
        custodianIds: [],
        proposedBy: Object.fromEntries(proposals.map((kind) => [kind, idIf(done, 'proposed')])),
      })
    if (!allowed(actor, [capacity])) return false
    // Handling a case as well takes away, and is asked only of what somebody may do without.
    const handlesToo = done.includes('handles') && 'memberships' in actor
    return !handlesToo || allowed(alsoHandling(actor), [capacity, 'case_handler'])
  },
  withCode: (event, filed) =>
    concernPolicy.mayAct({ kind: 'code', filed }, event as concernPolicy.ConcernAction, nobodysCase),
}

function alsoHandling(actor: Actor): Actor {
  return { ...actor, memberships: [...actor.memberships, ...withJob('case_handler').memberships] }
}

const policies: Readonly<Record<ToldId, Policy>> = { assessment, call, condition, concern }

const asked = new Map<string, ByWhom>()

/** Asks the policy itself, person by person: what these pages say of people cannot differ from what is allowed. */
export function whoMay(process: ToldId, move: DescribedMove): ByWhom {
  const key = `${process} ${move.event} ${capacityIn(move.condition)}`
  const known = asked.get(key) ?? asking(process, move)
  asked.set(key, known)
  return known
}

function asking(process: ToldId, move: DescribedMove): ByWhom {
  const policy = policies[process]
  const ask = policy.may(move)
  const sides = sidesOf(policy, ask, false)
  const known = sides.flatMap((side) => side.roles)
  const own = policy.hasOwn ? sidesOf(policy, ask, true).flatMap((side) => side.roles) : []
  return {
    system: ask(systemActor, 'owner', [], false),
    code: byCode(policy, move.event),
    sides,
    ownRoles: own.filter((role) => !known.includes(role)),
  }
}

function byCode(policy: Policy, event: string): ByWhom['code'] {
  if (!policy.withCode?.(event, true)) return null
  return policy.withCode(event, false) ? 'anybody' : 'filed'
}

/** Only whoever answers may do more in an assessment of their own. */
function sidesOf({ traits, capacities }: Policy, ask: Ask, own: boolean): Side[] {
  const pasts = subsets(traits)
  const found: Side[] = []
  for (const capacity of own ? (['author'] as const) : capacities)
    for (const role of roles) {
      const allowed = pasts.filter((done) => ask(withJob(role), capacity, done, own))
      if (allowed.length === 0) continue
      const only = traits.filter((trait) => allowed.every((done) => done.includes(trait)))
      const never = traits.filter((trait) => allowed.every((done) => !done.includes(trait)))
      const same = found.find(
        (side) => side.capacity === capacity && alike(side.only, only) && alike(side.never, never),
      )
      if (same) same.roles.push(role)
      else found.push({ capacity, roles: [role], only, never })
    }
  return found
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join()
}

function withJob(role: Role): Actor {
  const membership = {
    id: '',
    organisationId: body,
    organisationName: '',
    organisationKind: 'funder' as const,
    role,
  }
  return {
    id: somebody,
    name: '',
    locale: 'en',
    memberships: [membership],
    membershipId: '',
    sessionId: '',
    steppedUpAt: null,
    fictional: true,
  }
}

function subsets(traits: readonly string[]): string[][] {
  return traits.reduce<string[][]>((sets, trait) => [...sets, ...sets.map((set) => [...set, trait])], [[]])
}

/** A signature is given in one capacity, which the machine names beside its guard. */
function capacityIn(condition: DescribedMove['condition']): assessmentPolicy.SigningCapacity | null {
  if (!condition) return null
  if (condition.kind === 'fact')
    return (condition.params.capacity as assessmentPolicy.SigningCapacity | undefined) ?? null
  if (condition.kind === 'all' || condition.kind === 'any')
    return condition.of.map(capacityIn).find((found) => found !== null) ?? null
  return null
}
