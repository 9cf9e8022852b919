import type { Key } from '#content/words.ts'

export type ChainStanding =
  | 'nothing'
  | 'draft'
  | 'sent'
  | 'changes'
  | 'approved'
  | 'conditions'
  | 'overdue'
  | 'declined'
  | 'signed'
  | 'over'

export type ChainLink = {
  id: string
  parentId: string | null
  title: string
  country: string
  organisationName: string
  partners: string[]
  assessmentId: string | null
  conditions: number
  standing: ChainStanding
}

/** A head alone on its tier, with others below it, needs no number. */
export type Tier = ChainLink & { tier: number; number: number | null; children: Tier[] }

/** Tiers below tiers, the branches numbered from top to bottom. What hangs on a tier the reader may not see stands at the top. */
export function treeOf(links: readonly ChainLink[]): Tier[] {
  const known = new Set(links.map(({ id }) => id))
  let number = 0
  const under = (parentId: string | null) =>
    links.filter(
      (link) => (link.parentId !== null && known.has(link.parentId) ? link.parentId : null) === parentId,
    )
  const below = (parentId: string | null, tier: number): Tier[] => {
    const siblings = under(parentId)
    return siblings.map((link) => {
      const isHead = siblings.length === 1 && under(link.id).length > 0
      const own = isHead ? null : ++number
      return { ...link, tier, number: own, children: below(link.id, tier + 1) }
    })
  }
  return below(null, 1)
}

/** The tier that the owner of the programme holds itself: then the owner stands there, and not once more above it. */
export function ownTierOf(owner: string, tiers: readonly Tier[]): Tier | null {
  const [first, second] = tiers
  return first && !second && first.organisationName === owner ? first : null
}

export const standingKeys: Record<ChainStanding, Key> = {
  nothing: 'line.standing.nothing',
  draft: 'machines.assessment.step.draft',
  sent: 'machines.assessment.step.in_review',
  changes: 'machines.assessment.step.changes_requested',
  approved: 'machines.assessment.outcome.approved',
  conditions: 'machines.assessment.outcome.approved_with_conditions',
  overdue: 'line.standing.overdue',
  declined: 'machines.assessment.outcome.declined',
  signed: 'machines.assessment.step.signed',
  over: 'line.standing.over',
}

export const standings = Object.keys(standingKeys) as ChainStanding[]
