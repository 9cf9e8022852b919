import { now } from '#app/server/clock.server.ts'
import { randomId, sha256Stream } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { startDraft } from '#app/server/files/store.server.ts'

type Wishes = {
  name: string
  bytes: Iterable<Uint8Array>
  scan?: string
  requirementId?: string
  lost?: boolean
}

/** A document that a plan leans on, sealed in the files folder as an upload would leave it. */
export async function aKeptDocument(
  plan: { id: string; organisationId: string; personId: string },
  { name, bytes, scan = 'clean', requirementId = 'V-P-01', lost = false }: Wishes,
): Promise<{ fileId: string; sha256: string }> {
  const fileId = randomId()
  const draft = await startDraft(fileId)
  const hash = sha256Stream()
  let size = 0
  for (const piece of bytes) {
    await draft.write(piece)
    hash.update(piece)
    size += piece.byteLength
  }
  await draft.finish()
  await (lost ? draft.discard() : draft.keep())
  const digest = hash.digest()
  const at = now()
  const { organisationId, personId } = plan
  await asSystem('test document', async (tx) => {
    await tx.evidenceFile.create({
      data: {
        id: fileId,
        organisationId,
        name,
        mediaType: 'application/pdf',
        size,
        sha256: new Uint8Array(digest),
        scan,
        uploadedById: personId,
        uploadedAt: at,
      },
      select: { id: true },
    })
    const { id: evidenceId } = await tx.evidenceItem.create({
      data: { organisationId, kind: 'file', title: name, fileId, createdById: personId, createdAt: at },
      select: { id: true },
    })
    await tx.evidenceUse.create({
      data: { assessmentId: plan.id, requirementId, evidenceId, addedById: personId, addedAt: at },
      select: { evidenceId: true },
    })
  })
  return { fileId, sha256: digest.toString('hex') }
}
