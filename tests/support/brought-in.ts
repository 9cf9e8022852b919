import { base64 } from '@scure/base'
import type { SaidSteps } from '#app/forms/import-steps.ts'
import type { ImportForm } from '#app/forms/case-import.form.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import { importText, newImportKeys, packImport, type ImportParcel } from '#app/sealing/import-parcel.ts'
import type { Reader, Readers } from '#app/sealing/parcel.ts'
import { Part } from '#app/sealing/parts.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { importedId } from '#app/server/workflows/case-import.server.ts'
import type { TestDoor, TestHandler } from '#tests/support/doors.ts'

export const readerOf = ({ keyId, recipient }: TestHandler): Reader => ({ keyId, recipient })

interface Wishes {
  by?: TestHandler
  handlers?: TestHandler[]
  reserve?: TestHandler[]
  toldOn?: string
  kind?: ImportForm['kind']
  files?: ImportParcel['files']
  importId?: string
  words?: string
  /** With whose key it is signed; the handler's own if nothing is said. */
  signedWith?: TestHandler
  /** Steps that were taken elsewhere. */
  said?: SaidSteps
}

/** What the browser of a handler makes of a case that began elsewhere. */
export async function anImport(door: TestDoor, wishes: Wishes = {}): Promise<ImportForm> {
  const { by = door.handlers[0], kind = 'concern', toldOn = '2026-01-05', importId = randomId() } = wishes
  const handlers = wishes.handlers ?? door.handlers
  const readers: Readers = {
    handlers: handlers.map(readerOf),
    custodians: handlers.filter(({ duties }) => duties.includes('custody')).map(readerOf),
    escrowPairs: [],
    reserve: (wishes.reserve ?? []).map(readerOf),
  }
  const step = Part.parse({
    kind: 'step',
    step: 'import',
    fields: { oldNumber: 'OLD-7', done: 'A fictional clinic was called on 6 January.', safe: 'Only by day.' },
  })
  const signature = base64.encode(
    signText(by.secretKeys, signedText(importedId(by.id, importId), null, step)),
  )
  const parts = [
    { kind: 'subject', who: 'A fictional supervisor' },
    {
      kind: 'account',
      words: wishes.words ?? 'What a fictional person told on paper.',
      fileIds: [],
      danger: 'no',
      child: 'no',
      light: false,
      channel: 'paper',
      locale: 'en',
    },
    { ...step, signed: { keyId: by.keyId, signature } },
    { kind: 'removed', readers: ['A fictional colleague'] },
  ].map((part) => Part.parse(part))
  const keys = await newImportKeys()
  const parcel = JSON.stringify(
    await packImport({
      doorId: door.id,
      concernId: importedId(by.id, importId),
      by: { keyId: by.keyId, secret: by.secretKeys },
      keys,
      readers,
      parts,
      files: wishes.files ?? [],
    }),
  )
  const said = wishes.said ?? {}
  const text = importText({ importId, kind, toldOn, said: { ...said } }, parcel)
  return {
    importId,
    keyId: by.keyId,
    kind,
    toldOn,
    ...said,
    noConflict: 'yes',
    parcel,
    signature: base64.encode(signText((wishes.signedWith ?? by).secretKeys, text)),
  }
}
