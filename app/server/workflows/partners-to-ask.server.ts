import { asSystem } from '#app/server/database.server.ts'
import { listWithPartners } from '#app/server/repositories/reviewers.server.ts'

/**
 * Which of these are a funder's own answers at which a partner can look: somebody of a body that holds an award of that funder.
 * As the owner, because whoever reviews for a peer sees nothing of the funder's awards.
 */
export function partnersToAsk(ids: readonly string[]): Promise<ReadonlySet<string>> {
  return asSystem('whether a funder pays anybody who could look at its own answers', (tx) =>
    listWithPartners(tx, ids),
  )
}
