import { open, seal } from '#app/server/crypto/seal.server.ts'
import { isKept } from '#app/server/files/store.server.ts'
import type { StoredFile } from '#app/server/files/receive.server.ts'

const purpose = 'evidence upload'
/** Shorter than the day after which a file that no row names is cleared away. */
const lasts = 20 * 60 * 60 * 1000

type Pending = { file: StoredFile; personId: string; until: number }

/** A file that has arrived while something else in its form was wrong: it need not be sent again. */
export function holdFile(file: StoredFile, personId: string, now: Date): string {
  const pending: Pending = { file, personId, until: now.getTime() + lasts }
  return seal(purpose, JSON.stringify(pending)).toString('base64url')
}

/** Null for a form of somebody else's, an old one, or one that was made up. */
export async function heldFile(token: string, personId: string, now: Date): Promise<StoredFile | null> {
  if (token === '' || token.length > 4000) return null
  const pending = opened(token)
  if (!pending || pending.personId !== personId || pending.until < now.getTime()) return null
  return (await isKept(pending.file.id)) ? pending.file : null
}

function opened(token: string): Pending | null {
  try {
    return JSON.parse(open(purpose, Buffer.from(token, 'base64url')).toString('utf8')) as Pending
  } catch {
    return null
  }
}
