import { askedOf, framework, type Audience, type PlanTerms } from '#content/index.ts'

/** The requirement with this id, if the assessment asks it. */
export function requirementOf(
  row: { frameworkId: string; frameworkVersion: number; audience: string; plan: PlanTerms | null },
  requirementId: string,
) {
  const { frameworkId, frameworkVersion, audience, plan } = row
  return askedOf(framework(frameworkId, frameworkVersion), audience as Audience, plan).find(
    ({ requirement }) => requirement.id === requirementId,
  )?.requirement
}
