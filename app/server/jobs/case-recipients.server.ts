import type { Transaction } from '#app/server/database.server.ts'
import type { Payload } from '#app/server/jobs/names.server.ts'
import { whoCouldBegin } from '#app/server/repositories/case-recovery.server.ts'
import { handlersAbove, whoTakesPart } from '#app/server/repositories/concern-late.server.ts'

/** A notice about a case names none: whoever reads the table of notices learns nothing of who has which. */
export const aboutNoRecord = '00000000-0000-0000-0000-000000000000'

/** Who is told that something needs them, without whoever did it; and who has just lost their part. */
export async function caseRecipients(
  tx: Transaction,
  { notice, caseId, capacity, personId, alsoPersonId }: Payload<'notify'>,
): Promise<string[]> {
  if (notice === 'caseLateBelow') return handlersAbove(tx, caseId!)
  if (notice === 'caseRecovery' && !alsoPersonId) return whoCouldBegin(tx, caseId!)
  const people = capacity ? await whoTakesPart(tx, caseId!, capacity) : []
  const told = alsoPersonId ? [...new Set([...people, alsoPersonId])] : people
  return told.filter((id) => id !== personId)
}
