import type { Transaction } from '#app/server/database.server.ts'
import { bringIn, isKnown, type Framework } from '#content/index.ts'
import type { Locale } from '#content/words.ts'

/** Makes a version that was brought in known to this process. Versions that came with the program are known already. */
export async function knowFramework(tx: Transaction, id: string, version: number): Promise<void> {
  if (isKnown(id, version)) return
  const [found] = await tx.$queryRaw<{ source: Framework; words: Record<Locale, unknown> }[]>`
    select source, words from app_framework(${id}, ${version}::integer)`
  if (found) bringIn(found.source, found.words)
}
