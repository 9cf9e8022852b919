import type { Framework, Requirement } from '#content/schema.ts'
import { circumstances, type Audience, type Circumstance, type Gate, type Tier } from '#content/vocabulary.ts'

export type Circumstances = Partial<Record<Circumstance, boolean>>

/** What is known about a plan before any requirement is asked. */
export type PlanTerms = { circumstances: Circumstances; tier: Tier; audiences: readonly Audience[] }

/** What makes a plan as heavy as it is: a circumstance, its absence, or the call. */
export type TierReason = Circumstance | 'noPeople' | 'call' | 'standard'

const enhancing = [
  'children',
  'aloneWithChildren',
  'survivors',
  'conflict',
  'subGranting',
  'actionsOpen',
] as const

/**
 * The tier of a plan and everything that put it there: this project's proposal, from domain facts §6.
 * `leastTier` is the lightest that the call allows.
 */
export function tierOf(
  circumstances: Circumstances,
  leastTier: Tier = 0,
): { tier: Tier; reasons: TierReason[] } {
  const own = ownTierOf(circumstances)
  return own.tier >= leastTier ? own : { tier: leastTier, reasons: ['call', ...own.reasons] }
}

function ownTierOf(given: Circumstances): { tier: Tier; reasons: TierReason[] } {
  const enhanced = enhancing.filter((circumstance) => given[circumstance])
  if (enhanced.length > 0) return { tier: 3, reasons: enhanced }
  if (!given.people) return { tier: 0, reasons: ['noPeople'] }
  if (given.sensitive) return { tier: 2, reasons: ['sensitive'] }
  if (given.ownCommunity && given.smallAward) return { tier: 1, reasons: ['ownCommunity', 'smallAward'] }
  return { tier: 2, reasons: ['standard'] }
}

/** Why a requirement is asked of this plan. */
export type Because = 'everyone' | { tier: Tier } | { circumstance: Circumstance }

export type Asked = {
  requirement: Requirement
  because: Because
  gate: Gate | null
  /** Whether the plan cannot be sent without it. */
  needed: boolean
}

/**
 * What a framework asks of one audience. A tiered framework asks a described plan (`terms`) for the audiences in which its
 * body takes part, and a plan not yet described (null) nothing. Without terms: everything there is for the audience.
 */
export function askedOf(framework: Framework, audience: Audience, terms?: PlanTerms | null): Asked[] {
  const described = framework.tiered && audience === 'project' && terms !== undefined
  if (described && terms === null) return []
  const audiences: readonly Audience[] = described && terms ? terms.audiences : [audience]
  return framework.requirements.flatMap((requirement) => {
    const meant = audiences.includes(requirement.audience) || (described && isForAll(requirement, terms))
    if (requirement.aside || !meant) return []
    const because = described && terms ? becauseOf(requirement, terms) : 'everyone'
    if (!because) return []
    const gate = gateOf(requirement, terms?.tier ?? 3)
    return [{ requirement, because, gate, needed: isNeeded(framework, gate) }]
  })
}

function becauseOf({ fromTier, appliesIf }: Requirement, terms: PlanTerms): Because | null {
  if (fromTier > terms.tier) return null
  if (appliesIf) {
    const met = appliesIf.find((circumstance) => terms.circumstances[circumstance])
    return met ? { circumstance: met } : null
  }
  return fromTier === 0 ? 'everyone' : { tier: fromTier as Tier }
}

/**
 * Whoever its body answers for, a plan declares what even the lightest work declares. And the spoken interview is the whole
 * plan of a small partner.
 */
function isForAll(
  { interview, fromTier, audience }: Requirement,
  terms: PlanTerms | null | undefined,
): boolean {
  if (terms?.tier === 1 && interview !== undefined) return true
  return fromTier === 0 && audience === 'organisation'
}

function gateOf({ gate, gateFromTier }: Requirement, tier: Tier): Gate | null {
  return gateFromTier && tier >= gateFromTier.tier ? gateFromTier.gate : gate
}

function isNeeded({ neededToSend }: Framework, gate: Gate | null): boolean {
  return !neededToSend || (gate !== null && neededToSend.includes(gate))
}

export type Range = { from: number; to: number }

/** The estimate for one plan: of each audience's hours, the share of its questions that this plan is asked. */
export function hoursOf(framework: Framework, audience: Audience, terms?: PlanTerms | null): Range | null {
  if (!framework.tiered || audience !== 'project' || !terms) return framework.hours[audience] ?? null
  const asked = askedOf(framework, audience, terms).map(({ requirement }) => requirement.audience)
  const sum = { from: 0, to: 0 }
  for (const each of new Set(asked)) {
    const hours = framework.hours[each]
    const all = framework.requirements.filter((one) => one.audience === each && !one.aside).length
    const share = asked.filter((one) => one === each).length / all
    sum.from += (hours?.from ?? 0) * share
    sum.to += (hours?.to ?? 0) * share
  }
  if (sum.to === 0) return null
  const from = Math.max(1, Math.round(sum.from))
  return { from, to: Math.max(from + 1, Math.round(sum.to)) }
}

/** A plan of which everything is true: what it is asked is everything that may be asked. */
export const widestTerms: PlanTerms = {
  circumstances: Object.fromEntries(circumstances.map((each) => [each, true])),
  tier: 3,
  audiences: ['project', 'organisation', 'community'],
}

/** From the least to the most that a plan may be asked, before its work is described. Null where all are asked alike. */
export function extentOf(
  framework: Framework,
  audience: Audience,
  leastTier: Tier = 0,
): { questions: Range; hours: Range | null } | null {
  if (!framework.tiered || audience !== 'project') return null
  const least: PlanTerms = { circumstances: {}, tier: leastTier, audiences: ['project'] }
  const [from, to] = [least, widestTerms].map((terms) => ({
    questions: askedOf(framework, audience, terms).length,
    hours: hoursOf(framework, audience, terms),
  }))
  return {
    questions: { from: from!.questions, to: to!.questions },
    hours: to!.hours && { from: from!.hours?.from ?? 1, to: to!.hours.to },
  }
}
