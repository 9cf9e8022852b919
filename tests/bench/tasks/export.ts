import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { randomId, sha256Stream } from '#app/server/crypto/hash.server.ts'
import { bundleOf, streamBundle } from '#app/server/exports/bundle.server.ts'
import type { EvidenceExport, PlanExport } from '#app/server/exports/plan-export.server.ts'
import { isKept, readKept, removeKept, startDraft } from '#app/server/files/store.server.ts'
import { highestMemory, watchMemory } from '#tests/bench/tasks/memory.ts'

const megabyte = 1024 * 1024
const piece = 64 * 1024

export type ExportMemory = {
  /** Bytes that the process grew by while it sent so many documents of a megabyte. */
  few: { files: number; growth: number }
  many: { files: number; growth: number; bytes: number; seconds: number }
  /** Growth with many documents against the bytes that were sent: near nothing when memory is flat. */
  ratio: number
}

/** Sends a bundle to a receiver that only counts, first with few documents, then with many. */
export async function measureExport(few = 30, many = 300): Promise<ExportMemory> {
  const documents = await keepDocuments(many)
  try {
    // Once before it counts, for what is only loaded.
    await send(documents.slice(0, few))
    const small = await send(documents.slice(0, few))
    const large = await send(documents)
    return {
      few: { files: few, growth: small.growth },
      many: { files: many, ...large },
      ratio: large.growth / large.bytes,
    }
  } finally {
    for (const { file } of documents) await removeKept(file!.id)
  }
}

async function send(evidence: EvidenceExport[]): Promise<{ growth: number; bytes: number; seconds: number }> {
  const plan = { ...emptyPlan, evidence }
  const began = performance.now()
  const before = watchMemory()
  const bundle = await bundleOf(plan, [], isKept, new Date())
  let bytes = 0
  const receiver = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength
      setImmediate(done)
    },
  })
  const opened = (id: string) => Readable.from(readKept(id), { objectMode: false })
  await pipeline(streamBundle(bundle, plan, opened), receiver)
  return {
    growth: Math.max(0, highestMemory() - before),
    bytes,
    seconds: (performance.now() - began) / 1000,
  }
}

async function keepDocuments(count: number): Promise<EvidenceExport[]> {
  const documents: EvidenceExport[] = []
  for (let number = 1; number <= count; number += 1) {
    const id = randomId()
    const draft = await startDraft(id)
    const hash = sha256Stream()
    for (let at = 0; at < megabyte; at += piece) {
      const bytes = Buffer.alloc(piece, `${number} ${at}`)
      await draft.write(bytes)
      hash.update(bytes)
    }
    await draft.finish()
    await draft.keep()
    const name = `document ${number}.pdf`
    const file = { id, name, mediaType: 'application/pdf', size: megabyte, scan: 'clean' }
    const sha256 = hash.digest().toString('hex')
    documents.push({ title: name, kind: '', date: '', usedFor: [], link: '', file: { ...file, sha256 } })
  }
  return documents
}

const emptyPlan: PlanExport = {
  id: randomId(),
  locale: 'en',
  answersLocale: 'en',
  title: 'Nets and Names',
  organisation: 'Tsavanya Listening Circle',
  standing: '',
  signed: false,
  madeAt: '',
  facts: [],
  tier: null,
  principles: [],
  lists: [],
  evidence: [],
}
