import type { Role } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'

// ── Invitations ────────────────────────────────────────────────────────────────

export interface NewInvitation {
  id: string
  codeHash: Buffer
  organisationId: string
  role: Role
  name: string
  email: string | null
  userName: string | null
  invitedById: string
  createdAt: Date
  expiresAt: Date
}

export async function createInvitation(tx: Transaction, invitation: NewInvitation): Promise<void> {
  const data = { ...invitation, codeHash: new Uint8Array(invitation.codeHash) }
  await tx.invitation.create({ data, select: { id: true } })
}

const invitationColumns = {
  id: true,
  organisationId: true,
  role: true,
  name: true,
  email: true,
  userName: true,
  expiresAt: true,
  organisation: { select: { name: true, fictional: true } },
} as const

export type InvitationRow = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

export async function findInvitation(tx: Transaction, codeHash: Buffer, at: Date) {
  return tx.invitation.findFirst({
    where: { codeHash: new Uint8Array(codeHash), acceptedAt: null, expiresAt: { gt: at } },
    select: invitationColumns,
  })
}

/** True for one caller only. */
export async function takeInvitation(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id, acceptedAt: null, expiresAt: { gt: at } },
    data: { acceptedAt: at },
  })
  return count === 1
}

export async function settleInvitation(tx: Transaction, id: string, personId: string): Promise<void> {
  await tx.invitation.update({ where: { id }, data: { personId }, select: { id: true } })
}

export async function listOpenInvitations(tx: Transaction, organisationId: string, at: Date) {
  return tx.invitation.findMany({
    where: { organisationId, acceptedAt: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, name: true, role: true, email: true, userName: true, expiresAt: true },
  })
}

/** Returns the job that was offered. */
export async function withdrawInvitation(
  tx: Transaction,
  id: string,
  organisationId: string,
  at: Date,
): Promise<Role> {
  const where = { id, organisationId, acceptedAt: null, expiresAt: { gt: at } }
  const open = await tx.invitation.findFirst({ where, select: { role: true } })
  const { count } = await tx.invitation.updateMany({ where, data: { expiresAt: at } })
  if (count === 0 || !open) throw notFound()
  return open.role as Role
}

// ── Ways back in ───────────────────────────────────────────────────────────────

export type RecoveryKind = 'mail' | 'two_people'

export async function createRecovery(
  tx: Transaction,
  recovery: {
    id: string
    personId: string
    kind: RecoveryKind
    codeHash: Buffer | null
    createdAt: Date
    expiresAt: Date
  },
): Promise<void> {
  const codeHash = recovery.codeHash ? new Uint8Array(recovery.codeHash) : null
  await tx.recovery.create({ data: { ...recovery, codeHash }, select: { id: true } })
}

/** Locked until the transaction ends, so that two people vouching at once are counted one after the other. */
export async function lockRecovery(tx: Transaction, id: string, at: Date) {
  await tx.$queryRaw`select id from recovery where id = ${id}::uuid for update`
  return tx.recovery.findFirst({
    where: { id, kind: 'two_people', usedAt: null, expiresAt: { gt: at } },
    select: { id: true, personId: true, firstVoucherId: true, secondVoucherId: true },
  })
}

export async function recordVoucher(
  tx: Transaction,
  id: string,
  voucher: { firstVoucherId: string } | { secondVoucherId: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  const data = 'codeHash' in voucher ? { ...voucher, codeHash: new Uint8Array(voucher.codeHash) } : voucher
  await tx.recovery.update({ where: { id }, data, select: { id: true } })
}

export async function findOpenRecovery(tx: Transaction, personId: string, kind: RecoveryKind, at: Date) {
  return tx.recovery.findFirst({
    where: { personId, kind, usedAt: null, secondVoucherId: null, expiresAt: { gt: at } },
    select: { id: true },
  })
}

export async function findRecoveryByCode(tx: Transaction, codeHash: Buffer, at: Date) {
  return tx.recovery.findFirst({
    where: { codeHash: new Uint8Array(codeHash), usedAt: null, expiresAt: { gt: at } },
    select: { id: true, personId: true, kind: true },
  })
}

/** True for one caller only. The other open ways back of the same person close with it. */
export async function takeRecovery(
  tx: Transaction,
  id: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.recovery.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  })
  if (count === 1) await tx.recovery.updateMany({ where: { personId, usedAt: null }, data: { usedAt: at } })
  return count === 1
}

/** People of these organisations who ask to be let back in. */
export async function listRecoveries(tx: Transaction, organisationIds: string[], at: Date) {
  const open = await tx.recovery.findMany({
    where: { kind: 'two_people', usedAt: null, secondVoucherId: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, personId: true, firstVoucherId: true, createdAt: true, expiresAt: true },
  })
  const people = await tx.person.findMany({
    where: {
      id: { in: open.map(({ personId }) => personId) },
      closedAt: null,
      memberships: {
        some: {
          organisationId: { in: organisationIds },
          fromAt: { lte: at },
          OR: [{ untilAt: null }, { untilAt: { gt: at } }],
        },
      },
    },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return open.flatMap((row) =>
    names.has(row.personId) ? [{ ...row, personName: names.get(row.personId)! }] : [],
  )
}

// ── The first administrator's token ────────────────────────────────────────────

const firstAdministrator = 'first_administrator'

export async function saveFirstAdministratorToken(
  tx: Transaction,
  tokenHash: string,
  at: Date,
): Promise<void> {
  const value = { tokenHash, createdAt: at.toISOString() }
  await tx.setting.upsert({
    where: { name: firstAdministrator },
    create: { name: firstAdministrator, value },
    update: { value },
    select: { name: true },
  })
}

export async function findFirstAdministratorToken(tx: Transaction): Promise<string | null> {
  await tx.$queryRaw`select name from setting where name = ${firstAdministrator} for update`
  const row = await tx.setting.findUnique({ where: { name: firstAdministrator }, select: { value: true } })
  const value = row?.value as { tokenHash?: unknown } | null | undefined
  return typeof value?.tokenHash === 'string' ? value.tokenHash : null
}

export async function burnFirstAdministratorToken(tx: Transaction): Promise<void> {
  await tx.setting.deleteMany({ where: { name: firstAdministrator } })
}
