import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { factsOf } from '#app/server/crypto/authority.server.ts'
import {
  createRevocationList,
  readRevocationList,
  type RevocationList,
  type Withdrawn,
} from '#app/server/crypto/revocation-list.server.ts'
import { addFile, findFile } from '#app/server/documents/authority-folders.server.ts'

export type Issuer = 'root' | 'issuing'
export type KeptList = RevocationList & { der: Uint8Array }

const day = 24 * 60 * 60 * 1000
const renewedAfter = 7 * day
const goodFor = 365 * day
const clockPlay = 10 * 60_000

/** The newest list that this authority signed and that lies in this folder. */
export async function newestList(folder: string, issuer: Issuer, pem: string): Promise<KeptList | null> {
  for (const number of await numbersIn(folder, issuer)) {
    const der = await findFile(join(folder, nameOf(issuer, number)))
    const read = der && readList(der, pem)
    if (read) return { ...read, der: new Uint8Array(der) }
  }
  return null
}

/** A list whose number follows `number`; of two processes that make one at once, the first one's is kept by both. */
export async function addList(
  folder: string,
  issuer: Issuer,
  next: { pem: string; key: Uint8Array; number: number; at: Date; until: Date; withdrawn: Withdrawn[] },
): Promise<void> {
  const { pem: certificatePem, key, number, at: thisUpdate, until: nextUpdate, withdrawn } = next
  const der = await createRevocationList({
    certificatePem,
    key,
    number,
    thisUpdate,
    nextUpdate,
    withdrawn,
  })
  await addFile(join(folder, nameOf(issuer, number)), der, 0o644)
  const [, ...older] = await numbersIn(folder, issuer)
  for (const each of older) await unlink(join(folder, nameOf(issuer, each))).catch(() => {})
}

/** Signers' keys live for one signature, so nothing is ever on it. It is there for readers that insist on a list. */
export async function renewIssuingList(
  folder: string,
  pem: string,
  key: Uint8Array,
  now: Date,
): Promise<void> {
  const newest = await newestList(folder, 'issuing', pem)
  const age = newest ? now.getTime() - newest.thisUpdate.getTime() : Infinity
  if (age > -clockPlay && age < renewedAfter) return
  const end = factsOf(pem).validTo
  const until = new Date(Math.min(now.getTime() + goodFor, end.getTime()))
  const number = await nextNumber(folder, 'issuing')
  await addList(folder, 'issuing', { pem, key, number, at: now, until, withdrawn: [] })
}

export function nameOf(issuer: Issuer, number: number): string {
  return `${issuer}.${number}.crl`
}

/** Above every number there ever was, also of a list that was damaged since. */
export async function nextNumber(folder: string, issuer: Issuer): Promise<number> {
  return ((await numbersIn(folder, issuer))[0] ?? 0) + 1
}

/** Highest first. */
async function numbersIn(folder: string, issuer: Issuer): Promise<number[]> {
  return (await readdir(folder))
    .flatMap((name) => {
      const found = /^(root|issuing)\.(\d{1,9})\.crl$/.exec(name)
      return found?.[1] === issuer ? [Number(found[2])] : []
    })
    .sort((a, b) => b - a)
}

/** A damaged list counts as none. */
function readList(der: Uint8Array, pem: string): RevocationList | null {
  try {
    return readRevocationList(der, pem)
  } catch {
    return null
  }
}
