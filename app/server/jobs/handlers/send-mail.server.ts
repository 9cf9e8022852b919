import { asSystem, type Transaction } from '#app/server/database.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { JobFailure } from '#app/server/jobs/failure.server.ts'
import { isReminder } from '#app/server/jobs/due-mail.server.ts'
import { isNotice, isUrgent, type Payload } from '#app/server/jobs/names.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { deliver } from '#app/server/mail/deliver.server.ts'
import { linkOf } from '#app/server/mail/links.server.ts'
import { nextMailAt } from '#app/server/mail/next-mail.server.ts'
import { openToken } from '#app/server/mail/sealed-token.server.ts'
import { renderMail } from '#app/server/mail/templates.server.ts'
import { listMailWishes } from '#app/server/repositories/notices.server.ts'
import { isLocale, type Locale } from '#content/words.ts'

/**
 * Reads, then sends outside any transaction. The job's id is the message's id, so that a second delivery of the same
 * mail is recognised by mail programs, and by the evaluation's folder.
 */
export const sendMail: Handler<'sendMail'> = async (payload, { jobId, now }) => {
  const { to, note } = await asSystem('address of a mail', async (tx): Promise<Addressee> =>
    (await postponed(tx, payload, jobId, now)) ? { to: null } : addressee(tx, payload, now),
  )
  if (!to) return
  const { recordId, conditionId, count } = payload
  const link = linkOf(payload.mail, { recordId, conditionId, token: tokenOf(payload) })
  await deliver({
    id: jobId,
    to: to.address,
    at: now,
    ...renderMail(payload.mail, to.locale, { link, note, count: count ? Number(count) : undefined }),
  })
  if (payload.mail === 'checkpoint')
    await asSystem('a checkpoint was mailed', (tx) => markMailed(tx, payload, now))
}

/**
 * A mail that was tried again until the person's quiet hours began waits for their end. What lets somebody in never waits.
 */
async function postponed(
  tx: Transaction,
  payload: Payload<'sendMail'>,
  jobId: string,
  now: Date,
): Promise<boolean> {
  const { mail, personId } = payload
  if (!personId || !isNotice(mail) || isUrgent(mail)) return false
  const wishes = (await listMailWishes(tx, [personId])).get(personId)
  const startAfter = wishes && nextMailAt(now, wishes, wishes.localDays, { reminder: isReminder(mail) })
  if (!startAfter || startAfter <= now) return false
  const said = Object.entries(payload).filter((part): part is [string, string] => part[1] !== undefined)
  const data = Object.fromEntries(said)
  await enqueue(tx, [{ name: 'sendMail', key: `later:${jobId}`, data, startAfter }])
  return true
}

/** An address, and the language if it is known. */
type To = { address: string; locale: Locale | null }
type Addressee = { to: To | null; note?: string }

async function addressee(tx: Transaction, payload: Payload<'sendMail'>, now: Date): Promise<Addressee> {
  if (payload.personId) return { to: await person(tx, payload.personId) }
  if (payload.invitationId) return { to: await invited(tx, payload.invitationId, now) }
  if (payload.witnessId && payload.size) {
    const checkpoint = await tx.ledgerCheckpoint.findUnique({
      where: { size: BigInt(payload.size) },
      select: { note: true },
    })
    return checkpoint ? { to: await witness(tx, payload.witnessId), note: checkpoint.note } : { to: null }
  }
  throw new JobFailure('payloadNotUnderstood')
}

/** None for those who have no address: they see on their own page what waits for them. */
async function person(tx: Transaction, id: string): Promise<To | null> {
  const row = await tx.person.findUnique({
    where: { id },
    select: { email: true, locale: true, closedAt: true },
  })
  if (!row?.email || row.closedAt) return null
  return { address: row.email, locale: isLocale(row.locale) ? row.locale : null }
}

async function invited(tx: Transaction, id: string, now: Date): Promise<To | null> {
  const row = await tx.invitation.findUnique({
    where: { id },
    select: { email: true, acceptedAt: true, expiresAt: true },
  })
  if (!row?.email || row.acceptedAt || row.expiresAt <= now) return null
  return { address: row.email, locale: null }
}

async function witness(tx: Transaction, id: string): Promise<To | null> {
  const row = await tx.ledgerWitness.findUnique({ where: { id }, select: { email: true, endedAt: true } })
  return row && !row.endedAt ? { address: row.email, locale: null } : null
}

function tokenOf({ mail, sealedToken }: Payload<'sendMail'>): string | undefined {
  if (!sealedToken) return undefined
  const token = openToken(mail, sealedToken)
  if (!token) throw new JobFailure('linkNotReadable')
  return token
}

async function markMailed(
  tx: Transaction,
  { size, witnessId }: Payload<'sendMail'>,
  now: Date,
): Promise<void> {
  await tx.ledgerWitness.updateMany({
    where: { id: witnessId!, OR: [{ sentSize: null }, { sentSize: { lte: BigInt(size!) } }] },
    data: { sentSize: BigInt(size!), sentAt: now },
  })
  await tx.ledgerCheckpoint.updateMany({
    where: { size: BigInt(size!), mailedAt: null },
    data: { mailedAt: now },
  })
}
