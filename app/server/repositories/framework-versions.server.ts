import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother } from '#app/server/errors.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import type { OwnFramework } from '#content/import/framework-file.ts'
import type { OwnLanguages } from '#content/import/merge.ts'
import { bringIn, framework, frameworks, isKnown, type Framework } from '#content/index.ts'
import type { FrameworkSource } from '#content/schema.ts'
import type { Locale } from '#content/words.ts'

/** Makes a version that was brought in known to this process. Versions that came with the program are known already. */
export async function knowFramework(tx: Transaction, id: string, version: number): Promise<void> {
  if (isKnown(id, version)) return
  const found = await findFrameworkVersion(tx, id, version)
  if (found) bringIn(found.source, found.words)
}

export type StoredFramework = {
  organisationId: string
  source: FrameworkSource
  words: OwnLanguages
}

/** A version that was brought in, as it was published. What is asked of people is no secret: everybody finds it. */
export async function findFrameworkVersion(
  tx: Transaction,
  id: string,
  version: number,
): Promise<StoredFramework | null> {
  const [found] = await tx.$queryRaw<
    { organisation_id: string; source: FrameworkSource; words: OwnLanguages }[]
  >`select organisation_id, source, words from app_framework(${id}, ${version}::integer)`
  return found ? { organisationId: found.organisation_id, source: found.source, words: found.words } : null
}

/** The newest version after this one, made known; null when there is none. Versions follow one another without gaps. */
export async function newerVersionOf(
  tx: Transaction,
  id: string,
  version: number,
): Promise<Framework | null> {
  const [ours] = frameworks
    .filter((each) => each.id === id && each.status === 'published')
    .toSorted((a, b) => b.version - a.version)
  if (ours) return ours.version > version ? ours : null
  let newest = version
  while (await isVersion(tx, id, newest + 1)) newest += 1
  return newest > version ? framework(id, newest) : null
}

async function isVersion(tx: Transaction, id: string, version: number): Promise<boolean> {
  await knowFramework(tx, id, version)
  return isKnown(id, version)
}

export type OwnVersion = {
  id: string
  version: number
  organisationId: string
  organisationName: string
  publishedAt: Date
  /** How many requirements of its own it has, without those underneath. */
  count: number
  titles: { [language in Locale]?: string }
}

/** Every version that the person’s own organisations published, newest first. Row-level security sees to whose. */
export async function listOwnVersions(tx: Transaction, _scope: Scope): Promise<OwnVersion[]> {
  const rows = await tx.$queryRaw<(Omit<OwnVersion, 'titles'> & { en: string | null; fr: string | null })[]>`
    select f.framework_id as id, f.version, f.organisation_id as "organisationId", o.name as "organisationName",
      f.published_at as "publishedAt", jsonb_array_length(f.source -> 'requirements') as count,
      f.words #>> '{en,framework,title}' as en, f.words #>> '{fr,framework,title}' as fr
    from framework_version f join organisation o on o.id = f.organisation_id
    order by f.framework_id, f.version desc`
  return rows.map(({ en, fr, ...row }) => ({
    ...row,
    titles: { ...(en === null ? {} : { en }), ...(fr === null ? {} : { fr }) },
  }))
}

/** The last version of a name, and whose it is. As the owner only: for everybody else other bodies' versions do not exist. */
export async function findNewestOf(tx: Transaction, frameworkId: string) {
  return tx.frameworkVersion.findFirst({
    where: { frameworkId },
    orderBy: { version: 'desc' },
    select: { version: true, organisationId: true },
  })
}

/** Another body that publishes under this mark, the first part of a name. As the owner only. */
export async function isMarkOfOthers(
  tx: Transaction,
  mark: string,
  organisationId: string,
): Promise<boolean> {
  const found = await tx.frameworkVersion.findFirst({
    where: { frameworkId: { startsWith: `${mark}-` }, organisationId: { not: organisationId } },
    select: { version: true },
  })
  return found !== null
}

/** Once and for ever: nobody may change or remove what was published. Throws changedByAnother where it is there already. */
export async function createFrameworkVersion(
  tx: Transaction,
  row: OwnFramework & {
    source: FrameworkSource
    organisationId: string
    sha256: Uint8Array<ArrayBuffer>
    publishedById: string
    publishedAt: Date
  },
): Promise<void> {
  const { source, words, ...plain } = row
  const { count } = await tx.frameworkVersion.createMany({
    data: {
      ...plain,
      frameworkId: source.id,
      version: source.version,
      source: source,
      words: words,
    },
    skipDuplicates: true,
  })
  if (count === 0) throw changedByAnother()
}
