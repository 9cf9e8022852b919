import { framework, requirementsFor, type Audience } from '#content/index.ts'

/** The requirement with this id, if the assessment asks it of its audience. */
export function requirementOf(
  row: { frameworkId: string; frameworkVersion: number; audience: string },
  requirementId: string,
) {
  return requirementsFor(framework(row.frameworkId, row.frameworkVersion), row.audience as Audience).find(
    ({ id }) => id === requirementId,
  )
}
