import { z } from 'zod'
import { casesHere } from '#app/browser/case-data.ts'
import { onChange, secretOf, unlockedKeys } from '#app/browser/keyring.ts'
import { all, bytesOf, textOf } from '#app/browser/page.ts'
import { mine, type Mine } from '#app/browser/unlock.ts'
import { identityToRecipient, openWith, sealTo } from '#app/sealing/age.ts'
import {
  signText,
  verifyKeyOf,
  verifyText,
  type Duty,
  type HandlerSecret,
  type Statement,
} from '#app/sealing/handler-key.ts'
import { knownText, provenColleagues, readStatement, type ProvenKey } from '#app/sealing/proven-keys.ts'

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

export interface Trusted {
  keys: ProvenKey[]
  byRecipient: Map<string, ProvenKey>
}

let known: Promise<Set<string>> | null = null
let last: { page: Element | null; trusted: Promise<Trusted> } | null = null
onChange(() => {
  known = null
  last = null
})

/** Whose keys this browser has its own reason to believe, of those on this page. */
export function trustedHere(): Promise<Trusted> {
  const page = document.querySelector('main')
  if (last?.page !== page) last = { page, trusted: readTrusted() }
  return last.trusted
}

async function readTrusted(): Promise<Trusted> {
  known ??= mine().then(comparedIn)
  const compared = await known.catch(() => {
    known = null
    last = null
    return new Set<string>()
  })
  const colleagues = casesHere().flatMap((each) => each.colleagues)
  const secrets = unlockedKeys().map(([, secret]) => secret)
  const keys = provenColleagues(colleagues, secrets, compared)
  return { keys, byRecipient: new Map(keys.map((key) => [key.stated.recipient, key])) }
}

/** Throws NotProven unless this browser has its own reason to believe each of these keys. */
export async function requireProven(wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return
  const secrets = unlockedKeys().map(([, secret]) => secret)
  const own = new Set(await Promise.all(secrets.map(({ identity }) => identityToRecipient(identity))))
  const others = wanted.filter(({ recipient }) => !own.has(recipient))
  if (others.length === 0) return
  const { byRecipient } = await trustedHere()
  const refused = others.filter(({ recipient, duties }) => {
    const stated = byRecipient.get(recipient)?.stated
    return !stated?.duties.some((duty) => duties.includes(duty))
  })
  if (refused.length === 0) return
  const recipients = refused.map(({ recipient }) => recipient)
  throw new NotProven(namedHere((_, stated) => recipients.includes(stated.recipient)))
}

/** Of the keys that this page says something of, with the names that stand in them. */
export function namedHere(isMeant: (keyId: string, stated: Statement) => boolean) {
  const named = casesHere().flatMap(({ colleagues }) =>
    colleagues.flatMap(({ keyId, statement }) => {
      const stated = readStatement(statement)
      return stated && isMeant(keyId, stated) ? [{ keyId, name: stated.name }] : []
    }),
  )
  return [...new Map(named.map((one) => [one.keyId, one])).values()]
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
  known = null
  const signature = textOf(signText(secret, knownText(statement)))
  const recipient = await identityToRecipient(secret.identity)
  return textOf(await sealTo([recipient], JSON.stringify({ statement, signature })))
}

/** Says whose keys they are and leads to where they are compared. A key without a statement has no name to say. */
export function sayNotProven({ keys }: NotProven): void {
  for (const box of all('[data-key-problem]')) {
    box.hidden = false
    listKeys(box, keys)
    box.focus()
  }
}

export function listKeys(box: HTMLElement, keys: NotProven['keys']): void {
  const template = document.querySelector<HTMLTemplateElement>('[data-key-problem] template')!
  const lines = keys.map(({ keyId, name }) => {
    const line = document.importNode(template.content, true)
    const link = line.querySelector('a')!
    link.href = `/app/case-keys/${encodeURIComponent(keyId)}/sign`
    link.querySelector('[data-slot="name"]')!.textContent = name
    return line
  })
  box.querySelector('ul')!.replaceChildren(...lines)
}
