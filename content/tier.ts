import type { Framework, Requirement } from '#content/schema.ts'
import type { Audience, Circumstance, Gate, Tier } from '#content/vocabulary.ts'

export type Circumstances = Partial<Record<Circumstance, boolean>>

/** What is known about a plan before any requirement is asked. */
export type PlanTerms = { circumstances: Circumstances; tier: Tier; audiences: readonly Audience[] }

/** What makes a plan as heavy as it is: a circumstance, its absence, or the call. */
export type TierReason = Circumstance | 'noPeople' | 'call' | 'standard'

const enhancing = ['children', 'survivors', 'conflict', 'subGranting', 'actionsOpen'] as const
const tooMuchForLight = ['sensitive', 'aloneWithChildren', ...enhancing] as const

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
  const light = given.ownCommunity && given.smallAward && !tooMuchForLight.some((each) => given[each])
  if (light) return { tier: 1, reasons: ['ownCommunity', 'smallAward'] }
  const heavier = (['sensitive', 'aloneWithChildren'] as const).filter((each) => given[each])
  return { tier: 2, reasons: heavier.length > 0 ? heavier : ['standard'] }
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
    if (requirement.aside || !(audiences.includes(requirement.audience) || isSpoken(requirement, terms)))
      return []
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

/** The spoken interview is the whole plan of a small partner, whoever its questions are meant for elsewhere. */
function isSpoken({ interview }: Requirement, terms: PlanTerms | null | undefined): boolean {
  return terms?.tier === 1 && interview !== undefined
}

function gateOf({ gate, gateFromTier }: Requirement, tier: Tier): Gate | null {
  return gateFromTier && tier >= gateFromTier.tier ? gateFromTier.gate : gate
}

function isNeeded({ neededToSend }: Framework, gate: Gate | null): boolean {
  return !neededToSend || (gate !== null && neededToSend.includes(gate))
}
