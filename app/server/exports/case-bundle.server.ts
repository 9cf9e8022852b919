import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { dayOf } from '#content/working-days.ts'
import type { Words } from '#content/words.ts'

interface Sealed {
  path: string
  bytes: Uint8Array
}
export interface BundlePart extends Sealed {
  keyId: string
  onDay: Date
  from: 'person' | 'handlers'
}
interface BundleFile {
  path: string
  keyId: string
  locked: boolean
  size: number
  open(): Promise<{ size: number; stream: ReadableStream<Uint8Array> } | null>
}

export interface CaseContent {
  concernId: string
  state: string
  arrivedOn: Date
  /** Brought in from elsewhere on this day. */
  importedOn: Date | null
  madeAt: Date
  /** Not believed: of a second filing, or put there by somebody; nothing else was sealed to it. */
  keys: { id: string; kind: string; threadId: string | null; generation: number; believed: boolean }[]
  /** The exporter's own key, as the opening phrase locked it. */
  ownKeys: Sealed[]
  envelopes: (Sealed & { keyId: string })[]
  parts: BundlePart[]
  label: (Sealed & { keyId: string }) | null
  files: BundleFile[]
  clocks: {
    kind: string
    startedOn: Date
    dueAt: Date
    metOn: Date | null
    stoppedOn: Date | null
    /** Of a check for retaliation: the thread of whoever is asked, or a random id. */
    personRef: string | null
  }[]
}

export interface CaseBundle {
  name: string
  stream: Readable
}

/** Nothing is opened on the way: the same age files as in the database, and an index of days, keys and paths. */
export function caseBundle(content: CaseContent, t: Words): CaseBundle {
  const { concernId, madeAt, ownKeys, envelopes, parts, label, files } = content
  const zip = new ZipFile()
  const out = new PassThrough()
  let current: Readable | null = null
  const breakOff = (error: unknown) =>
    void out.destroy(error instanceof Error ? error : new Error('the export broke off'))
  zip.on('error', breakOff)
  // Age files cannot be packed any smaller.
  const options = { mtime: new Date(`${dayOf(madeAt)}T00:00:00Z`), compress: false }
  const add = ({ path, bytes }: Sealed) => zip.addBuffer(Buffer.from(bytes), path, options)
  zip.addBuffer(Buffer.from(readMe(content, t)), 'README.txt', options)
  zip.addBuffer(Buffer.from(`${JSON.stringify(indexOf(content), null, 2)}\n`), 'case.json', options)
  for (const sealed of [...ownKeys, ...envelopes, ...parts, ...(label ? [label] : [])]) add(sealed)
  for (const file of files.filter(({ locked }) => !locked))
    zip.addReadStreamLazy(file.path, options, (give) => {
      file.open().then((opened) => {
        if (!opened) return breakOff(new Error('a sealed file is not there'))
        current = Readable.fromWeb(opened.stream as Parameters<typeof Readable.fromWeb>[0]).on(
          'error',
          breakOff,
        )
        give(null, current)
      }, breakOff)
    })
  zip.end()
  // Whoever goes away in the middle leaves no file open.
  out.once('close', () => current?.destroy())
  pipeline(zip.outputStream, out).catch(breakOff)
  return { name: `case-${concernId.slice(0, 8)}-${dayOf(madeAt)}.zip`, stream: out }
}

function indexOf({
  concernId,
  state,
  arrivedOn,
  importedOn,
  madeAt,
  keys,
  envelopes,
  parts,
  label,
  files,
  clocks,
}: CaseContent) {
  const envelopeOf = (keyId: string) => envelopes.filter((one) => one.keyId === keyId).map(({ path }) => path)
  return {
    concernId,
    stage: state,
    arrivedOn: dayOf(arrivedOn),
    importedOn: importedOn && dayOf(importedOn),
    madeOn: dayOf(madeAt),
    keys: keys.map((key) => ({ ...key, envelopes: envelopeOf(key.id) })),
    parts: parts.map(({ path, keyId, onDay, from }) => ({ path, keyId, onDay: dayOf(onDay), from })),
    label: label && { path: label.path, keyId: label.keyId },
    files: files.map(({ path, keyId, locked, size }) => ({
      path: locked ? null : path,
      keyId,
      locked,
      size,
    })),
    clocks: clocks.map(({ kind, startedOn, dueAt, metOn, stoppedOn, personRef }) => ({
      kind,
      startedOn: dayOf(startedOn),
      dueOn: dayOf(dueAt),
      metOn: metOn && dayOf(metOn),
      stoppedOn: stoppedOn && dayOf(stoppedOn),
      ...(personRef ? { person: personRef } : {}),
    })),
  }
}

function readMe({ concernId, madeAt, files, ownKeys }: CaseContent, t: Words): string {
  const lines = [
    t('cases.export.file.title', { id: concernId }),
    t('cases.export.file.made', { date: madeAt }),
    '',
    t('cases.export.file.care'),
    '',
    t('cases.export.file.howTitle'),
    '',
    ...(ownKeys[0]
      ? [
          t('cases.export.file.step.own'),
          `  age -d ${ownKeys[0].path} > my-key.json`,
          `  grep -o 'AGE-SECRET-KEY-1[A-Z0-9]*' my-key.json > my-key.txt`,
        ]
      : [t('cases.export.file.step.noPhrase')]),
    '',
    t('cases.export.file.step.envelope'),
    '  age -d -i my-key.txt keys/….age > case-key.txt',
    '',
    t('cases.export.file.step.part'),
    '  age -d -i case-key.txt parts/….age',
    '',
    t('cases.export.file.step.files'),
    '',
    t('cases.export.file.after'),
    ...(files.some(({ locked }) => locked) ? ['', t('cases.export.file.locked')] : []),
  ]
  return `${lines.join('\r\n')}\r\n`
}
