import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { newestWitnessed, type Witnessed } from '#app/server/ledger/witnesses.server.ts'

/** `shorter`: others hold a checkpoint of a log that this database does not have any more, as after a restore. */
export type Standing = { state: 'whole' } | { state: 'shorter'; size: number; witnessed: Witnessed }

/** Says what happened and what to do, for the person who runs the installation. */
export class LedgerShorter extends Error {
  override readonly name = 'LedgerShorter'

  constructor({ size, witnessed }: { size: number; witnessed: Witnessed }) {
    super(
      `The ledger in this database has ${size} entries and is not the one of ${witnessed.size} entries that others have ` +
        `seen: the database was restored from an older backup. Nothing is signed until you record that with ` +
        `npm run ledger:restored -- --reason "why it was restored"`,
    )
  }
}

const settingName = 'ledger.restorations'
export type Restoration = {
  position: number
  at: string
  reason: string
  lostFrom: number
  witnessedSize: number
}

export async function ledgerStandingIn(tx: Transaction): Promise<Standing> {
  const witnessed = newestWitnessed()
  if (!witnessed) return { state: 'whole' }
  const size = await headSize(tx)
  // The row was written before the checkpoint could leave, so a database without it is an older one, however long it grew.
  const checkpoint = await tx.ledgerCheckpoint.findUnique({
    where: { size: witnessed.size },
    select: { root: true },
  })
  const same = checkpoint && Buffer.from(checkpoint.root).toString('hex') === witnessed.root
  if (same && size >= witnessed.size) return { state: 'whole' }
  return (await isRecorded(tx, witnessed)) ? { state: 'whole' } : { state: 'shorter', size, witnessed }
}

export function ledgerStanding(): Promise<Standing> {
  return asSystem('standing of the ledger', ledgerStandingIn)
}

/** Before anything is signed with the ledger's size on it: a checkpoint, a document. */
export async function refuseIfShorter(tx: Transaction): Promise<void> {
  const standing = await ledgerStandingIn(tx)
  if (standing.state === 'shorter') throw new LedgerShorter(standing)
}

/** Null when there is nothing to record. The words stay beside the ledger; the entry holds their hash. */
export async function recordRestored(reason: string, at: Date): Promise<Restoration | null> {
  return asSystem('a restore is recorded in the ledger', async (tx) => {
    const standing = await ledgerStandingIn(tx)
    if (standing.state === 'whole') return null
    const { size, witnessed } = standing
    const setting = await tx.setting.findUnique({ where: { name: settingName }, select: { value: true } })
    const earlier = Array.isArray(setting?.value) ? (setting.value as Restoration[]) : []
    const made = {
      position: size,
      at: at.toISOString(),
      reason,
      lostFrom: await newestSigned(tx, Math.min(size, witnessed.size)),
      witnessedSize: witnessed.size,
    }
    const value = [...earlier, made]
    await tx.setting.upsert({
      where: { name: settingName },
      create: { name: settingName, value },
      update: { value },
    })
    const position = await appendLedger(tx, {
      action: 'ledger.restored',
      subject: null,
      actorId: null,
      data: {
        witnessedSize: witnessed.size,
        witnessedRoot: witnessed.root,
        reason: sha256(reason).toString('hex'),
      },
      at,
    })
    return { ...made, position: Number(position) }
  })
}

/** Nothing is signed after a restore until it is recorded, so what was signed before is what is left for certain. */
async function newestSigned(tx: Transaction, atMost: number): Promise<number> {
  const row = await tx.ledgerCheckpoint.findFirst({
    where: { size: { lte: atMost } },
    orderBy: { size: 'desc' },
    select: { size: true },
  })
  return Number(row?.size ?? 0)
}

export async function listRestorations(tx: Transaction): Promise<Restoration[]> {
  const setting = await tx.setting.findUnique({ where: { name: settingName }, select: { value: true } })
  return Array.isArray(setting?.value) ? (setting.value as Restoration[]) : []
}

export async function headSize(tx: Transaction): Promise<number> {
  const head = await tx.ledgerHead.findUniqueOrThrow({ where: { id: 1 }, select: { size: true } })
  return Number(head.size)
}

async function isRecorded(tx: Transaction, witnessed: Witnessed): Promise<boolean> {
  const entry = await tx.ledgerEntry.findFirst({
    where: { action: 'ledger.restored', data: { path: ['witnessedRoot'], equals: witnessed.root } },
    orderBy: { position: 'desc' },
    select: { position: true },
  })
  return entry !== null
}
