import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { emptyRoot } from '#app/server/ledger/merkle.server.ts'

/**
 * The root of the private case log as it stood at a moment, over every delivery of sealed content before it. The public
 * ledger cannot import the case log, so the concerns part hands the function over when it starts; until then there is no
 * case log, and its root is that of an empty one.
 */
export type CaseLogRoot = (tx: Transaction, before: Date) => Promise<Buffer>

let rootBefore: CaseLogRoot = () => Promise.resolve(emptyRoot)

export function provideCaseLog(root: CaseLogRoot): void {
  rootBefore = root
}

export function caseLogRoot(tx: Transaction, before: Date): Promise<Buffer> {
  return rootBefore(tx, before)
}

/**
 * What the public ledger says of the case log at the end of a day. The salt is new each day, so that a day on which
 * nothing was delivered looks like every other. It is opened by showing salt and root: the same three give the same hash.
 */
export function commitmentTo(day: string, salt: Uint8Array, root: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from(`amana case log\n${day}\n`), salt, root]))
}

const oneDay = 24 * 60 * 60 * 1000

export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** The end of a day in UTC, which is the beginning of the next. */
export function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + oneDay)
}

export function dayAfter(day: string): string {
  return dayOf(endOf(day))
}

export function dayBefore(day: string): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - oneDay))
}
