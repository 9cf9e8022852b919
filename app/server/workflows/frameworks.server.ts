import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/framework.policy.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { AppError, notPermitted } from '#app/server/errors.server.ts'
import { readInThread } from '#app/server/frameworks/read.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  createFrameworkVersion,
  findFrameworkVersion,
  findNewestOf,
  isMarkOfOthers,
} from '#app/server/repositories/framework-versions.server.ts'
import type { FaultRule, Values } from '#content/import/fault.ts'
import type { FrameworkRead, OwnFramework, ShownFault } from '#content/import/framework-file.ts'
import { countsOf, ownDifference, type Counts, type OwnDifference } from '#content/import/summary.ts'
import { canonicalJson } from '#content/index.ts'
import { locales, type Locale } from '#content/words.ts'

export type Preview = {
  id: string
  version: number
  titles: { locale: Locale; title: string }[]
  builtOn: { id: string; version: number } | null
  total: number
  counts: Counts
  /** Null for the first version. */
  difference: OwnDifference | null
  fingerprint: string
}

export type DryRun = {
  faults: ShownFault[]
  more: number
  /** Null while something has to be put right. */
  preview: Preview | null
  /** The version is out already, so that nothing can be put right about it. */
  published: { id: string; version: number } | null
}

/** What a file of requirements would bring in, or what is wrong with it. Nothing is stored. */
export async function tryFramework(actor: Actor, organisationId: string, text: string): Promise<DryRun> {
  return (await examined(actor, organisationId, text)).run
}

export type Publication =
  { done: { id: string; version: number } } | { done: null; run: DryRun; changed: boolean }

/** Publishes what was looked at: the same contents, by their fingerprint. It can never be changed afterwards. */
export async function publishFramework(
  actor: Actor,
  organisationId: string,
  text: string,
  seen: string | undefined,
  now: Date,
): Promise<Publication> {
  const { run, own } = await examined(actor, organisationId, text)
  if (!run.preview || !own) return { done: null, run, changed: false }
  const { id, version, fingerprint } = run.preview
  if (fingerprint !== seen) return { done: null, run, changed: true }
  const source = { ...own.source, status: 'published' as const, publishedOn: now.toISOString().slice(0, 10) }
  const stored = await withScope(actor.id, async (tx) => {
    await createFrameworkVersion(tx, {
      source,
      words: own.words,
      organisationId,
      sha256: new Uint8Array(Buffer.from(fingerprint, 'hex')),
      publishedById: actor.id,
      publishedAt: now,
    })
    await appendLedger(tx, {
      action: 'framework.publish',
      subject: `${id}/${version}`,
      actorId: actor.id,
      data: { organisation: organisationId, sha256: fingerprint },
      at: now,
    })
    return true
  }).catch(falseWhenTaken)
  if (!stored)
    return { done: null, run: { ...run, preview: null, published: { id, version } }, changed: false }
  return { done: { id, version } }
}

/** Throws notPermitted for whoever may not publish for this body: also before a file is read, so that it tells them nothing. */
export function refuseUnlessPublisher(actor: Actor, organisationId: string): void {
  if (!mayAct(actor, 'publish', { organisationId })) throw notPermitted()
}

/** Over what the file says and not how: notes and spaces in it change nothing. */
export function fingerprintOf({ source, words }: OwnFramework): string {
  return sha256(canonicalJson({ source, words })).toString('hex')
}

async function examined(
  actor: Actor,
  organisationId: string,
  text: string,
): Promise<{ run: DryRun; own: OwnFramework | null }> {
  refuseUnlessPublisher(actor, organisationId)
  const read = await readInThread(text)
  const { own } = read
  const { faults, more } = read
  if (!own) return { run: { faults, more, preview: null, published: null }, own: null }
  const { id, version } = own.source
  const { newest, taken } = await asSystem('whose a framework’s name is', async (tx) => ({
    newest: await findNewestOf(tx, id),
    taken: await isMarkOfOthers(tx, id.split('-')[0]!, organisationId),
  }))
  const expected = (newest?.version ?? 0) + 1
  if (taken) return { run: refusedAt(read, 'id', 'takenMark', { mark: id.split('-')[0]! }), own: null }
  if (version !== expected) {
    const run = refusedAt(read, 'version', 'versionNext', { version, expected })
    return { run: { ...run, published: version < expected ? { id, version } : null }, own: null }
  }
  const before = await previousOf(actor, id, version)
  const preview: Preview = {
    id,
    version,
    titles: locales.flatMap((locale) => {
      const words = own.words[locale]
      return words ? { locale, title: words.framework.title } : []
    }),
    builtOn: own.source.builtOn ?? null,
    total: own.source.requirements.length,
    counts: countsOf(own.source.requirements),
    difference: before && ownDifference(before, own),
    fingerprint: fingerprintOf(own),
  }
  return { run: { faults, more, preview, published: null }, own }
}

function refusedAt(
  { faults, more, places }: FrameworkRead,
  field: 'id' | 'version',
  rule: FaultRule,
  values: Values,
): DryRun {
  const fault = { ...places[field], path: field, rule, values }
  const all = [...faults, fault].sort((a, b) => a.line - b.line || a.column - b.column)
  return { faults: all, more, preview: null, published: null }
}

async function previousOf(actor: Actor, id: string, version: number): Promise<OwnFramework | null> {
  if (version === 1) return null
  return withScope(actor.id, (tx) => findFrameworkVersion(tx, id, version - 1))
}

/** Somebody of the same body published it a moment ago. */
function falseWhenTaken(error: unknown): false {
  if (error instanceof AppError && error.code === 'changedByAnother') return false
  throw error
}
