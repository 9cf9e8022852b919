import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother } from '#app/server/errors.server.ts'
import type { LetterOutcome } from '#content/letters.ts'
import type { Locale } from '#content/words.ts'

export interface StoredLetter {
  outcome: LetterOutcome
  locale: Locale
  body: string
  revision: number
  updatedById: string
  updatedAt: Date
}

type Which = { organisationId: string; outcome: LetterOutcome; locale: Locale }

const columns = {
  outcome: true,
  locale: true,
  body: true,
  revision: true,
  updatedById: true,
  updatedAt: true,
} as const

export async function listLetters(tx: Transaction, organisationId: string): Promise<StoredLetter[]> {
  const rows = await tx.letterTemplate.findMany({ where: { organisationId }, select: columns })
  return rows as StoredLetter[]
}

/** Null where the body has never written its own. */
export async function findLetter(tx: Transaction, which: Which): Promise<StoredLetter | null> {
  const row = await tx.letterTemplate.findUnique({
    where: { organisationId_outcome_locale: which },
    select: columns,
  })
  return row as StoredLetter | null
}

/** Revision 0 is the usual letter, which nobody has changed yet. */
export async function saveLetter(
  tx: Transaction,
  which: Which,
  { body, seenRevision, personId, at }: { body: string; seenRevision: number; personId: string; at: Date },
): Promise<void> {
  const changed = { body, updatedById: personId, updatedAt: at }
  if (seenRevision === 0) {
    const { count } = await tx.letterTemplate.createMany({
      data: [{ ...which, ...changed }],
      skipDuplicates: true,
    })
    if (count === 0) throw changedByAnother()
    return
  }
  const { count } = await tx.letterTemplate.updateMany({
    where: { ...which, revision: seenRevision },
    data: { ...changed, revision: { increment: 1 } },
  })
  if (count === 0) throw changedByAnother()
}
