import { openStream } from '#app/sealing/age.ts'
import { fileIdOf, largestThreadFile, shownAs, type Shown } from '#app/sealing/thread-file.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { openSealedFile } from '#app/server/concerns/sealed-files.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { openPart, proofFor } from '#app/server/queries/concern-thread.server.ts'
import {
  findThreadFile,
  listSigners,
  listThreadParts,
  listThreads,
} from '#app/server/repositories/concern-return.server.ts'
import type { OpenedWay } from '#app/server/workflows/concern-additions.server.ts'

/** Inside the page itself: nothing is saved on the device, and the address stays what it was. */
export interface OpenedFile {
  fileId: string
  kind: Shown
  source: string
}

/**
 * A file that a handler sent to the person of this thread. Null unless a message proven to be a handler's names it, it is
 * what that message named, and a browser can show it as a picture, a sound or a film and as nothing else.
 */
export async function openThreadFile(
  way: OpenedWay,
  threadId: string,
  fileId: string,
  now: Date,
): Promise<OpenedFile | null> {
  const own = way.threads.find((thread) => thread.threadId === threadId)
  if (!own) return null
  const found = await asSystem('a file for somebody with a code', async (tx) => {
    const [thread] = await listThreads(tx, [threadId])
    const keyIds = thread?.keys.map(({ id }) => id) ?? []
    const file = thread && (await findThreadFile(tx, thread.concernId, keyIds, fileId))
    if (!thread || !file) return null
    const parts = await listThreadParts(tx, keyIds)
    return { thread, file, parts, signers: await listSigners(tx, [thread.concernId]) }
  })
  if (!found) return null
  const { thread, file, parts, signers } = found
  const proof = proofFor(thread, signers)
  let isNamed = false
  let kind: Shown | null = null
  let media = ''
  for (const row of parts) {
    const part = await openPart(row, own.identities)
    const isProven = proof(part, row.onDay) === 'proven'
    if (part?.kind === 'message' && isProven && part.fileIds.includes(fileId)) isNamed = true
    if (part?.kind !== 'file' || part.from !== 'handler' || part.fileId !== fileId) continue
    media = part.mediaType
    kind = part.inline && part.scan !== 'infected' ? shownAs(media) : null
  }
  if (!isNamed || !kind) return null
  const recipient = thread.keys.find(({ id }) => id === file.keyId)!.recipient
  const sealed = await openSealedFile({ concernId: thread.concernId, fileId, recipient })
  if (!sealed || sealed.size > largestThreadFile + 64 * 1024) return null
  const plain = await openStream(own.identities, sealed.stream)
    .then((stream) => new Response(stream).bytes())
    .catch(() => null)
  if (!plain || fileIdOf(threadId, plain) !== fileId) return null
  await asSystem('a file for somebody with a code', (tx) =>
    appendCaseLog(tx, {
      concernId: thread.concernId,
      action: 'thread.file',
      personId: null,
      data: { threadId, file: fileId },
      now,
    }),
  )
  return { fileId, kind, source: `data:${media};base64,${Buffer.from(plain).toString('base64')}` }
}
