import { PassThrough, Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { sha256, sha256Stream } from '#app/server/crypto/hash.server.ts'
import { uniqueNames } from '#app/server/exports/names.server.ts'
import type { EvidenceFileExport, PlanExport } from '#app/server/exports/plan-export.server.ts'
import { tagOf, wordsFor, type Words } from '#content/words.ts'

/** A file that is drawn here and now. */
export interface Made {
  path: string
  what: string
  mediaType: string
  bytes: Buffer
}

export interface Listed {
  path: string
  what: string
  mediaType: string
  size: number
  sha256: string
  /** As its sender called it, and whether anything harmful was looked for in it. */
  name?: string
  scan?: string
  usedFor?: string[]
}

export interface LeftOut {
  what: string
  name: string
  why: 'infected' | 'missing'
}

export interface Manifest {
  plan: string
  title: string
  organisation: string
  language: string
  signed: boolean
  madeAt: string
  sealedRows: number
  files: Listed[]
  leftOut: LeftOut[]
}

type Kept = { listed: Listed; file: EvidenceFileExport }
export interface Bundle {
  made: Made[]
  kept: Kept[]
  manifest: Manifest
  /** What the ledger remembers: with it every file of the bundle can be checked. */
  manifestBytes: Buffer
  manifestSha256: string
}

/** Where the bytes of a document come from, one after another. */
export type OpenFile = (fileId: string) => Readable

/** Names, sizes and hashes of everything before the first byte goes out; what lies sealed is not read yet. */
export async function bundleOf(
  plan: PlanExport,
  made: readonly Made[],
  isThere: (fileId: string) => Promise<boolean>,
  madeAt: Date,
): Promise<Bundle> {
  const files: Listed[] = made.map(({ bytes, path, what, mediaType }) => ({
    path,
    what,
    mediaType,
    size: bytes.byteLength,
    sha256: sha256(bytes).toString('hex'),
  }))
  const kept: Kept[] = []
  const leftOut: LeftOut[] = []
  const unique = uniqueNames()
  const seen = new Set<string>()
  for (const { title, usedFor, file } of plan.evidence) {
    if (!file || seen.has(file.id)) continue
    seen.add(file.id)
    if (file.scan === 'infected' || !(await isThere(file.id))) {
      leftOut.push({ what: title, name: file.name, why: file.scan === 'infected' ? 'infected' : 'missing' })
      continue
    }
    const { name, mediaType, size, sha256: hash, scan } = file
    const path = `evidence/${unique(name)}`
    kept.push({ file, listed: { path, what: title, mediaType, size, sha256: hash, name, scan, usedFor } })
  }
  const manifest: Manifest = {
    plan: plan.id,
    title: plan.title,
    organisation: plan.organisation,
    language: tagOf(plan.locale),
    signed: plan.signed,
    madeAt: madeAt.toISOString(),
    sealedRows: plan.lists.reduce((sum, { sealed }) => sum + sealed, 0),
    files: [...files, ...kept.map(({ listed }) => listed)],
    leftOut,
  }
  const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  const manifestSha256 = sha256(manifestBytes).toString('hex')
  return { made: [...made], kept, manifest, manifestBytes, manifestSha256 }
}

/**
 * The bundle as a stream. One document is open at a time and only as much of it is read as the receiver takes, so memory
 * stays flat whatever the size. A document that is not what the manifest says breaks the bundle off instead of being sent.
 */
export function streamBundle(bundle: Bundle, plan: PlanExport, openFile: OpenFile): Readable {
  const zip = new ZipFile()
  const out = new PassThrough()
  const { made, kept, manifest, manifestBytes } = bundle
  let current: Readable | null = null
  const breakOff = (error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error('the bundle broke off'))
  zip.on('error', breakOff)
  const mtime = new Date(manifest.madeAt)
  zip.addBuffer(manifestBytes, 'manifest.json', { mtime })
  zip.addBuffer(Buffer.from(manifestAsText(bundle, wordsFor(plan.locale))), 'manifest.txt', { mtime })
  for (const { bytes, path } of made) zip.addBuffer(bytes, path, { mtime })
  for (const { listed, file } of kept) {
    const { path, size, sha256: hash } = listed
    zip.addReadStreamLazy(path, { mtime, size, compress: isText(file.mediaType) }, (give) => {
      // The library does not listen for what goes wrong in a stream that it is given.
      current = checked(openFile(file.id), hash).on('error', breakOff)
      give(null, current)
    })
  }
  zip.end()
  // Whoever goes away in the middle leaves no document open.
  out.once('close', () => current?.destroy())
  pipeline(zip.outputStream, out).catch(breakOff)
  return out
}

function checked(source: Readable, expected: string): Readable {
  const hash = sha256Stream()
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest().toString('hex') === expected ? null : new Error('a document is not what was kept'))
    },
  })
  pipeline(source, check).catch((error: Error) => check.destroy(error))
  return check
}

/** Documents and pictures are packed already. */
function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/')
}

/** For whoever opens the bundle without a program that reads JSON. */
export function manifestAsText({ manifest, manifestSha256 }: Bundle, t: Words): string {
  const { files, leftOut, sealedRows } = manifest
  const lines = [
    `${oneLine(manifest.title)} (${oneLine(manifest.organisation)})`,
    t(manifest.signed ? 'exports.standing.signed' : 'exports.standing.draft'),
    manifest.madeAt,
    '',
    t('exports.manifest.lead'),
    '',
    ...files.flatMap(({ path, what, size, sha256: hash, name, scan }) => [
      path,
      `  ${oneLine(what)}`,
      ...(name ? [`  ${t('exports.manifest.name', { name: oneLine(name) })}`] : []),
      ...(scan && scan !== 'clean' ? [`  ${t('exports.manifest.notScanned')}`] : []),
      `  ${t('exports.manifest.size', { size: String(size) })}`,
      `  SHA-256 ${hash}`,
      '',
    ]),
    ...leftOut.map(({ what, name, why }) =>
      t(`exports.manifest.leftOut.${why}`, { what: oneLine(what), name: oneLine(name) }),
    ),
    ...(sealedRows > 0 ? [t('exports.list.sealed', { count: sealedRows })] : []),
    t('exports.manifest.ledger', { hash: manifestSha256 }),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Nothing that a terminal or an editor would act on. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}
