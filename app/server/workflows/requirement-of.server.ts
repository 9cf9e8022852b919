import {
  asShown,
  askedOf,
  framework,
  type Audience,
  type PlanTerms,
  type Requirement,
} from '#content/index.ts'
import type { Locale } from '#content/words.ts'

interface Answering {
  frameworkId: string
  frameworkVersion: number
  audience: string
  plan: PlanTerms | null
}

/** The requirement with this id, if the assessment asks it. */
export function requirementOf(row: Answering, requirementId: string) {
  const { frameworkId, frameworkVersion, audience, plan } = row
  return askedOf(framework(frameworkId, frameworkVersion), audience as Audience, plan).find(
    ({ requirement }) => requirement.id === requirementId,
  )?.requirement
}

/** Names of the rows that a table offers to begin with. */
export function givenRowsOf(row: Answering, requirementId: string, locale: Locale): string[] {
  const requirement = requirementOf(row, requirementId)
  const givenRows = requirement?.table?.givenRows ?? []
  if (!requirement || givenRows.length === 0) return []
  const labels = shownAlone(row, requirement, locale)?.labels ?? {}
  return givenRows.map((given) => labels[given] ?? given)
}

/** The question by which somebody whom the project does not choose checks what is claimed here. */
export function claimOf(row: Answering, requirementId: string, locale: Locale): string | null {
  const { claimAndCheck } = requirementOf(row, requirementId) ?? {}
  if (claimAndCheck?.part !== 'claim') return null
  const pair = framework(row.frameworkId, row.frameworkVersion).requirements.find(
    ({ id }) => id === claimAndCheck.pair,
  )
  return (pair && shownAlone(row, pair, locale)?.question) ?? null
}

/** A requirement as its own audience reads it, asked here or not. */
function shownAlone(row: Answering, { id, audience }: Requirement, locale: Locale) {
  const { requirements } = asShown(row.frameworkId, row.frameworkVersion, audience, locale)
  return requirements.find((shown) => shown.id === id)
}
