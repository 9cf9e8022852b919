import { asSystem } from '#app/server/database.server.ts'
import { readConcern } from '#app/server/repositories/concern-moves.server.ts'
import type { CaseNews } from '#app/server/workflows/concern-return.server.ts'
import { advanceConcern } from '#app/server/workflows/concern.server.ts'
import { lanesOf } from '#machines/processes.ts'

/** What somebody does with a code. Their words are kept already, whatever the case makes of this. */
export async function hearOfCode(
  concernId: string,
  { type, filed }: Pick<CaseNews, 'type' | 'filed'>,
  now: Date,
): Promise<void> {
  const byCode = { kind: 'code', filed } as const
  switch (type) {
    case 'withdraw':
    case 'takePartAgain':
    case 'comeBack':
    case 'askForReview':
      await advanceConcern(byCode, concernId, { type }, 'newest', now)
      return
    case 'wrote':
    case 'howSinceAnswered': {
      const row = await asSystem('somebody wrote', (tx) => readConcern(tx, concernId))
      if (lanesOf(row).contact === 'ended')
        await advanceConcern(byCode, concernId, { type: 'reopenContact' }, 'newest', now)
      return
    }
    default:
  }
}
