import type { Role } from '#app/policies/actor.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { eraseEntry } from '#app/server/ledger.server.ts'
import { staysReadable, type ErasureReason } from '#app/server/ledger/erasures.server.ts'
import { headSize } from '#app/server/ledger/restored.server.ts'
import { findAccount } from '#app/server/repositories/people.server.ts'

/** Why nothing was erased, for the person who runs the installation. */
export class EraseRefused extends Error {
  override readonly name = 'EraseRefused'
}

export interface EntrySummary {
  position: number
  at: Date
  action: string
  subject: string | null
}

/** What an entry says, to be read before it is erased. */
export function entryToErase(position: number): Promise<EntrySummary> {
  return asSystem('an entry that is to be erased', (tx) => erasable(tx, position))
}

/**
 * Two people decide, as for every deletion: one who asks and another who agrees, both by their user names, both
 * administrators or safeguarding leads here. Returns the position of the entry that says so.
 */
export function eraseFromLedger(
  asked: { position: number; reason: ErasureReason; askedBy: string; agreedBy: string },
  at: Date,
): Promise<number> {
  return asSystem('an entry of the ledger is erased', async (tx) => {
    const [first, second] = [await mayErase(tx, asked.askedBy, at), await mayErase(tx, asked.agreedBy, at)]
    if (first === second) throw new EraseRefused('Two different people have to decide it.')
    const { position } = await erasable(tx, asked.position)
    const erasure = {
      position: BigInt(position),
      reason: asked.reason,
      actorId: first,
      agreedById: second,
      at,
    }
    return Number(await eraseEntry(tx, erasure))
  })
}

const mayDecide: readonly Role[] = ['administrator', 'safeguarding_lead']

async function mayErase(tx: Transaction, name: string, at: Date): Promise<string> {
  const account = await findAccount(tx, name.trim().toLowerCase())
  const jobs = account
    ? await tx.membership.count({
        where: {
          personId: account.id,
          role: { in: [...mayDecide] },
          fromAt: { lte: at },
          OR: [{ untilAt: null }, { untilAt: { gt: at } }],
        },
      })
    : 0
  if (!account || jobs === 0)
    throw new EraseRefused(`${name} is no administrator and no safeguarding lead here.`)
  return account.id
}

async function erasable(tx: Transaction, position: number): Promise<EntrySummary> {
  if (!Number.isSafeInteger(position) || position < 0 || position >= (await headSize(tx)))
    throw new EraseRefused(`There is no entry ${position}.`)
  const row = await tx.ledgerEntry.findUnique({
    where: { position },
    select: { at: true, action: true, subject: true, salt: true },
  })
  if (!row) throw new EraseRefused(`Entry ${position} is missing: run npm run ledger:verify`)
  if (!row.salt) throw new EraseRefused(`Entry ${position} was erased before.`)
  if (staysReadable(row.action))
    throw new EraseRefused(
      `Entry ${position} is about the ledger itself and says nothing about a person: it stays.`,
    )
  return { position, at: row.at, action: row.action, subject: row.subject }
}
