import type { Transaction } from '#app/server/database.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'

/** What was sent with this number, as its reader saw it. */
export async function findSent(
  tx: Transaction,
  assessmentId: string,
  number: number,
): Promise<{ number: number; submittedAt: Date; content: SubmittedContent } | null> {
  const row = await tx.submission.findFirst({
    where: { assessmentId, number },
    select: { number: true, submittedAt: true, content: true },
  })
  return row && { ...row, content: row.content as unknown as SubmittedContent }
}
