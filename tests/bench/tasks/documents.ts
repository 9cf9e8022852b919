import { now } from '#app/server/clock.server.ts'
import { downloadDocument, drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { revisionOf } from '#tests/support/line.ts'
import { aDecidedPlanFor, type World } from '#tests/bench/world.ts'

/** A document that was issued here, in base64. */
export async function issueDocument({ cast, callId }: World): Promise<string> {
  const id = await aDecidedPlanFor(cast, callId)
  await drawDocumentsOf(id)
  for (const signer of [cast.investigator, cast.reviewer, cast.approver])
    await signDocuments(signer, id, await revisionOf(id), now())
  return (await downloadDocument(cast.investigator, id, 'full_record', now())).bytes.toString('base64')
}
