import { believedKeys, Vouched, type CaseKey } from '#app/sealing/case-key.ts'
import type { Transaction } from '#app/server/database.server.ts'

export const caseKeyColumns = {
  id: true,
  concernId: true,
  kind: true,
  threadId: true,
  generation: true,
  recipient: true,
  follows: true,
  signatures: true,
  onDay: true,
} as const

interface Row {
  id: string
  concernId: string
  kind: string
  threadId: string | null
  generation: number
  recipient: string
  follows: string | null
  signatures: unknown
  onDay: Date
}

export type CaseKeyRow<Found extends Row> = Omit<Found, 'signatures'> & {
  signatures: Vouched[]
  /** Whether something may be sealed to it. */
  believed: boolean
  /** And a handler of the case says so. */
  vouched: boolean
}

/** As it lies there, with the day on which it came. */
export function storedVouched(vouched: Vouched, onDay: Date) {
  return { ...vouched, on: dayOf(onDay) }
}

interface Signer {
  concernId: string
  keyId: string
  verifyKey: Uint8Array
  endedOn: Date | null
  untilOn: Date | null
}

/** Keys that count and were given an envelope of the case, and until when. */
function listSigners(tx: Transaction, concernIds: readonly string[]): Promise<Signer[]> {
  return tx.$queryRaw<Signer[]>`
    select k.concern_id::text as "concernId", h.id::text as "keyId", h.verify_key as "verifyKey", h.ended_on as "endedOn",
      case when bool_or(e.ended_on is null) then null else max(e.ended_on) end as "untilOn"
    from concern_key k join concern_envelope e on e.key_id = k.id and e.holder = 'handler'
      join handler_key h on h.id = e.handler_key_id
    where k.concern_id = any (${[...concernIds]}::uuid[]) and h.counted_on is not null
    group by k.concern_id, h.id`
}

/**
 * Marks to which of these keys something may be sealed. Whoever writes a row into the database and holds no key of a handler
 * who had the case on that day has made none that is believed.
 */
export async function withBelief<Found extends Row>(
  tx: Transaction,
  rows: readonly Found[],
): Promise<CaseKeyRow<Found>[]> {
  const read = rows.map((row) => ({ row, stored: readStored(row.signatures) }))
  const isSigned = read.some(({ stored }) => stored.length > 0)
  const concernIds = [...new Set(rows.map(({ concernId }) => concernId))]
  const signers = isSigned ? await listSigners(tx, concernIds) : []
  const believed = new Set<string>()
  const vouched = new Set<string>()
  for (const concernId of concernIds) {
    const own = read.filter(({ row }) => row.concernId === concernId)
    const dayOfSignature = new Map(
      own.flatMap(({ stored }) => stored.map(({ vouched, on }) => [vouched.signature, on] as const)),
    )
    const keys = own.map(({ row, stored }): CaseKey => ({
      ...row,
      keyId: row.id,
      signatures: stored.map(({ vouched }) => vouched),
    }))
    const verifyKeyOf = ({ by, signature }: Vouched) => {
      const on = dayOfSignature.get(signature) ?? ''
      const signer = signers.find((each) => each.concernId === concernId && each.keyId === by)
      return signer && wasThere(signer, on) ? signer.verifyKey : null
    }
    const found = believedKeys(keys, {
      verifyKeyOf,
      // Nothing opens here: until a handler has signed the first one, it is believed as it came.
      opens: () => true,
    })
    for (const keyId of found) believed.add(keyId)
    for (const { keyId, signatures } of keys)
      if (found.has(keyId) && signatures.some(verifyKeyOf)) vouched.add(keyId)
  }
  return read.map(({ row, stored }) => ({
    ...row,
    signatures: stored.map(({ vouched }) => vouched),
    believed: believed.has(row.id),
    vouched: vouched.has(row.id),
  }))
}

/** On the day of the signature their key had not ended, nor had their part in the case. */
function wasThere({ endedOn, untilOn }: Signer, on: string): boolean {
  return [endedOn, untilOn].every((day) => day === null || on <= dayOf(day))
}

/** What is no signature is none. */
function readStored(signatures: unknown): { vouched: Vouched; on: string }[] {
  if (!Array.isArray(signatures)) return []
  return signatures.flatMap((each: unknown) => {
    const { on = '', ...rest } = Object(each) as { on?: unknown }
    const vouched = Vouched.safeParse(rest)
    return vouched.success && typeof on === 'string' ? [{ vouched: vouched.data, on }] : []
  })
}

/** False where I signed it before. */
export async function saveOpened(
  tx: Transaction,
  keyId: string,
  { by, signature }: Vouched,
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_vouch_for_case_key(${keyId}::uuid, ${by}::uuid, ${signature}, ${onDay}::date) as done`
  return row!.done
}

/** Of my own keys, if it counts. */
export async function ownVerifyKey(
  tx: Transaction,
  personId: string,
  keyId: string,
): Promise<Uint8Array | null> {
  const found = await tx.handlerKey.findFirst({
    where: { id: keyId, personId, countedOn: { not: null }, endedOn: null },
    select: { verifyKey: true },
  })
  return found?.verifyKey ?? null
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
