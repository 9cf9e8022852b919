import { z } from 'zod'
import { casesHere } from '#app/browser/case-data.ts'
import { secretOf, unlockedKeys } from '#app/browser/keyring.ts'
import { all, bytesOf, textOf } from '#app/browser/page.ts'
import { mine, type Mine } from '#app/browser/unlock.ts'
import { identityToRecipient, openWith, sealTo } from '#app/sealing/age.ts'
import { signText, verifyKeyOf, verifyText, type Duty, type HandlerSecret } from '#app/sealing/handler-key.ts'
import { knownText, provenKeys, readStatement } from '#app/sealing/proven-keys.ts'

/** To whom something is to be sealed, and what such a key must be for. */
export interface Wanted {
  recipient: string
  duties: readonly Duty[]
}

export const reading: readonly Duty[] = ['handle', 'custody']

/** Nothing is sealed: somebody may have put these keys there. */
export class NotProven extends Error {
  override readonly name = 'NotProven'
  readonly keys: { keyId: string; name: string }[]
  constructor(keys: { keyId: string; name: string }[]) {
    super('Keys that this browser cannot check')
    this.keys = keys
  }
}

/** Throws NotProven unless this browser has its own reason to believe each of these keys. */
export async function requireProven(wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return
  const secrets = unlockedKeys().map(([, secret]) => secret)
  const own = new Set(await Promise.all(secrets.map(({ identity }) => identityToRecipient(identity))))
  const others = wanted.filter(({ recipient }) => !own.has(recipient))
  if (others.length === 0) return
  const colleagues = casesHere().flatMap((each) => each.colleagues)
  const proven = provenKeys(colleagues, secrets, await comparedIn(await mine()))
  const refused = others.filter(({ recipient, duties }) => {
    const stated = proven.get(recipient)
    return !stated?.duties.some((duty) => duties.includes(duty))
  })
  if (refused.length === 0) return
  const named = colleagues.flatMap(({ keyId, statement }) => {
    const stated = readStatement(statement)
    return refused.some(({ recipient }) => recipient === stated?.recipient)
      ? [{ keyId, name: stated!.name }]
      : []
  })
  throw new NotProven([...new Map(named.map((one) => [one.keyId, one])).values()])
}

const Known = z.object({ statement: z.string(), signature: z.base64() })

/** What I compared by voice. Only I could sign it; left away or put back by the server it makes fewer keys proven, never more. */
async function comparedIn({ wraps }: Mine): Promise<Set<string>> {
  const compared = new Set<string>()
  for (const { keyId, way, sealed } of wraps) {
    const secret = way === 'known' ? secretOf(keyId) : null
    const statement = secret && (await statementIn(secret, sealed).catch(() => null))
    if (statement) compared.add(statement)
  }
  return compared
}

async function statementIn(secret: HandlerSecret, sealed: string): Promise<string | null> {
  const text = new TextDecoder().decode(await openWith([secret.identity], bytesOf(sealed)))
  const { statement, signature } = Known.parse(JSON.parse(text))
  const isMine = verifyText(verifyKeyOf(secret), knownText(statement), bytesOf(signature))
  return isMine ? statement : null
}

/** Locked to my own key: the server keeps it and cannot make one. */
export async function knownFor(secret: HandlerSecret, statement: string): Promise<string> {
  const signature = textOf(signText(secret, knownText(statement)))
  const recipient = await identityToRecipient(secret.identity)
  return textOf(await sealTo([recipient], JSON.stringify({ statement, signature })))
}

/** Says whose keys they are and leads to where they are compared. A key without a statement has no name to say. */
export function sayNotProven({ keys }: NotProven): void {
  for (const box of all('[data-key-problem]')) {
    box.hidden = false
    const template = box.querySelector<HTMLTemplateElement>('template')!
    const lines = keys.map(({ keyId, name }) => {
      const line = document.importNode(template.content, true)
      const link = line.querySelector('a')!
      link.href = `/app/case-keys/${encodeURIComponent(keyId)}/sign`
      link.querySelector('[data-slot="name"]')!.textContent = name
      return line
    })
    box.querySelector('ul')!.replaceChildren(...lines)
    box.focus()
  }
}
