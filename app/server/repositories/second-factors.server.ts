import type { Transaction } from '#app/server/database.server.ts'

// ── Authenticator ──────────────────────────────────────────────────────────────

/** Only one that a code has proved counts. */
export async function findTotp(tx: Transaction, personId: string) {
  return tx.totp.findFirst({
    where: { personId, confirmedAt: { not: null } },
    select: { secretSealed: true, lastStep: true, confirmedAt: true },
  })
}

export async function saveTotp(
  tx: Transaction,
  personId: string,
  {
    secretSealed,
    lastStep,
    confirmedAt,
  }: { secretSealed: Buffer; lastStep: number | null; confirmedAt: Date },
): Promise<void> {
  const totp = { secretSealed: new Uint8Array(secretSealed), lastStep, confirmedAt }
  await tx.totp.upsert({
    where: { personId },
    create: { personId, ...totp },
    update: totp,
    select: { personId: true },
  })
}

/** True for one caller only, and never for an older code: a code is taken once. */
export async function takeStep(tx: Transaction, personId: string, step: number): Promise<boolean> {
  const unused = { OR: [{ lastStep: null }, { lastStep: { lt: step } }] }
  const { count } = await tx.totp.updateMany({ where: { personId, ...unused }, data: { lastStep: step } })
  return count === 1
}

export async function deleteTotp(tx: Transaction, personId: string): Promise<void> {
  await tx.totp.deleteMany({ where: { personId } })
}

// ── Recovery codes ─────────────────────────────────────────────────────────────

export async function replaceRecoveryCodes(
  tx: Transaction,
  personId: string,
  codeHashes: Buffer[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { personId } })
  await tx.recoveryCode.createMany({
    data: codeHashes.map((codeHash) => ({ personId, codeHash: new Uint8Array(codeHash) })),
  })
}

export async function takeRecoveryCode(
  tx: Transaction,
  personId: string,
  codeHash: Buffer,
  at: Date,
): Promise<boolean> {
  const where = { personId, codeHash: new Uint8Array(codeHash), usedAt: null }
  const { count } = await tx.recoveryCode.updateMany({ where, data: { usedAt: at } })
  return count === 1
}

export async function countRecoveryCodes(tx: Transaction, personId: string): Promise<number> {
  return tx.recoveryCode.count({ where: { personId, usedAt: null } })
}

// ── Passkeys ───────────────────────────────────────────────────────────────────

const passkeyColumns = {
  id: true,
  personId: true,
  credentialId: true,
  publicKey: true,
  counter: true,
  transports: true,
} as const

export type PasskeyRow = NonNullable<Awaited<ReturnType<typeof findPasskey>>>

export async function findPasskey(tx: Transaction, credentialId: string) {
  return tx.passkey.findFirst({ where: { credentialId, person: { closedAt: null } }, select: passkeyColumns })
}

export async function listPasskeys(tx: Transaction, personId: string) {
  return tx.passkey.findMany({
    where: { personId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, credentialId: true, transports: true, createdAt: true, lastUsedAt: true },
  })
}

export async function createPasskey(
  tx: Transaction,
  passkey: {
    personId: string
    credentialId: string
    publicKey: Uint8Array<ArrayBuffer>
    counter: bigint
    transports: string[]
    name: string
    createdAt: Date
  },
): Promise<void> {
  await tx.passkey.create({ data: passkey, select: { id: true } })
}

/** Writes only if the counter is still the one that was verified, so that one answer opens one session. */
export async function recordPasskeyUse(
  tx: Transaction,
  id: string,
  seen: bigint,
  counter: bigint,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id, counter: seen },
    data: { counter, lastUsedAt: at },
  })
  return count === 1
}

export async function deletePasskey(tx: Transaction, id: string, personId: string): Promise<boolean> {
  const { count } = await tx.passkey.deleteMany({ where: { id, personId } })
  return count === 1
}

/** Everything but the password: the person sets up anew at the next sign-in. */
export async function deleteSecondFactors(tx: Transaction, personId: string): Promise<void> {
  await deleteTotp(tx, personId)
  await tx.recoveryCode.deleteMany({ where: { personId } })
  await tx.passkey.deleteMany({ where: { personId } })
}
