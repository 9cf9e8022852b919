import { deriveKey, hmac } from '#app/server/crypto/hash.server.ts'

/** From this many answers on, at least one is chosen. */
const leastAnswers = 5

export interface Judging {
  assessmentId: string
  submissionNumber: number
  principle: string
  personId: string
}

/**
 * The tenth of a principle's answers for which a reviewer who accepts them says why. Chosen with a key of this installation, so
 * that nobody can foresee which, and always the same ones for the same reviewer and submission, so that loading the page
 * again chooses nothing else. A tenth is this project's proposal.
 */
export function randomTenth(
  { assessmentId, submissionNumber, principle, personId }: Judging,
  requirementIds: readonly string[],
): string[] {
  if (requirementIds.length < leastAnswers) return []
  const key = deriveKey('answers chosen for a reason')
  const drawn = requirementIds
    .map((id) => ({
      id,
      lot: hmac(key, JSON.stringify([assessmentId, submissionNumber, principle, personId, id])).toString(
        'hex',
      ),
    }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, Math.max(1, Math.round(requirementIds.length / 10)))
  const chosen = new Set(drawn.map(({ id }) => id))
  return requirementIds.filter((id) => chosen.has(id))
}
