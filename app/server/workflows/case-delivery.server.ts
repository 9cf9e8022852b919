import type { Actor } from '#app/policies/actor.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { openSealedFile } from '#app/server/concerns/sealed-files.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { caseBundle, type BundlePart, type CaseBundle } from '#app/server/exports/case-bundle.server.ts'
import {
  findFile,
  listClocks,
  listFiles,
  listKeys,
  listOwnPhraseWraps,
  listParts,
  ownEnvelopes,
  readLabel,
} from '#app/server/repositories/cases.server.ts'
import { openedCase } from '#app/server/workflows/case-content.server.ts'
import { wordsFor } from '#content/words.ts'

/** The sealed bytes of one file, as they lie there. What was locked is given to nobody. */
export async function deliverFile(actor: Actor, concernId: string, fileId: string, now: Date) {
  const file = await withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const found = await findFile(tx, concernId, fileId)
    if (!found || found.lockedOn !== null) throw notFound()
    const key = (await listKeys(tx, concernId)).find(({ id }) => id === found.keyId)!
    await appendCaseLog(tx, {
      concernId,
      action: 'case.file',
      personId: actor.id,
      data: { parts: fileId },
      now,
    })
    return { id: found.id, recipient: key.recipient }
  })
  const opened = await openSealedFile({ concernId, fileId: file.id, recipient: file.recipient })
  if (!opened) throw notFound()
  return { ...opened, id: file.id }
}

/** A case as this person may take it away: everything stays sealed, and opens with their own key and any age program. */
export async function exportCase(actor: Actor, concernId: string, now: Date): Promise<CaseBundle> {
  const found = await withScope(actor.id, async (tx) => {
    const row = await openedCase(tx, actor, concernId)
    if (!hasSteppedUp(actor, now)) throw notPermitted()
    const parts = await listParts(tx, concernId)
    const files = await listFiles(tx, concernId)
    const [keys, envelopes, clocks, wraps] = [
      await listKeys(tx, concernId),
      await ownEnvelopes(tx, actor.id, [concernId]),
      await listClocks(tx, concernId),
      await listOwnPhraseWraps(tx, actor.id),
    ]
    const given = [
      ...parts.map(({ id }) => id),
      ...files.flatMap(({ id, lockedOn }) => (lockedOn ? [] : [id])),
    ]
    await appendCaseLog(tx, {
      concernId,
      action: 'case.export',
      personId: actor.id,
      data: { parts: given.join(' ') },
      now,
    })
    return { row, parts, files, keys, envelopes, clocks, wraps }
  })
  const { row, parts, files, keys, envelopes, clocks, wraps } = found
  const recipientOf = new Map(keys.map(({ id, recipient }) => [id, recipient]))
  const label = readLabel(row.label)
  const sealedParts = parts.map(({ id, keyId, onDay, sealed, ours }, index): BundlePart => ({
    path: `parts/${String(index + 1).padStart(4, '0')}-${id}.age`,
    keyId,
    onDay,
    from: ours ? 'handlers' : 'person',
    bytes: sealed,
  }))
  return caseBundle(
    {
      concernId,
      state: row.state,
      arrivedOn: row.arrivedOn,
      importedOn: row.importedOn,
      madeAt: now,
      keys: keys.map(({ id, kind, threadId, generation, believed }) => ({
        id,
        kind,
        threadId,
        generation,
        believed,
      })),
      ownKeys: wraps.map(({ keyId, sealed }) => ({ path: `my-key/${keyId}.age`, bytes: sealed })),
      envelopes: envelopes.map(({ keyId, handlerKeyId, sealed }) => ({
        path: `keys/${keyId}.${handlerKeyId}.age`,
        keyId,
        bytes: sealed,
      })),
      parts: sealedParts,
      label: label && { path: 'label.age', keyId: label.keyId, bytes: label.sealed },
      files: files.map(({ id, keyId, lockedOn, size }) => ({
        path: `files/${id}.age`,
        keyId,
        locked: lockedOn !== null,
        size: Number(size),
        open: () => openSealedFile({ concernId, fileId: id, recipient: recipientOf.get(keyId)! }),
      })),
      clocks,
    },
    wordsFor(actor.locale),
  )
}
