import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
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

/** As if so many documents had been issued whose lengths are those at which a file of end marks could end. */
export function issueManyLengths(count: number): Promise<number> {
  return asSystem(
    'bench',
    (tx) => tx.$executeRaw`
      INSERT INTO document_revision (id, document_id, number, bytes, size, sha256)
      SELECT gen_random_uuid(), d.id, 1000 + n, ''::bytea, 5 * n, sha256(n::text::bytea)
      FROM (SELECT id FROM issued_document ORDER BY id LIMIT 1) d, generate_series(1, ${count}::int) n`,
  )
}
