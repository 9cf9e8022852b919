import { randomToken } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'

let known: Promise<Uint8Array> | null = null

/**
 * Stretches every receipt code of this installation. It is no secret: whoever locks on their own device is given it. Made
 * once, kept with the data, read once: when the database is away, codes still work.
 */
export function codeSalt(): Promise<Uint8Array> {
  known ??= read().catch((error: unknown) => {
    known = null
    throw error
  })
  return known
}

async function read(): Promise<Uint8Array> {
  return asSystem('the salt of receipt codes', async (tx) => {
    await tx.setting.createMany({
      data: [{ name: 'receiptCodeSalt', value: { salt: randomToken(16) } }],
      skipDuplicates: true,
    })
    const { value } = await tx.setting.findUniqueOrThrow({ where: { name: 'receiptCodeSalt' } })
    return Buffer.from((value as { salt: string }).salt, 'base64url')
  })
}
