import { caseOfKey, casesHere, type CaseData } from '#app/browser/case-data.ts'
import { caseKey, isUnlocked, onForget, secretOf } from '#app/browser/keyring.ts'
import { opensUnder } from '#app/browser/open.ts'
import { all, show } from '#app/browser/page.ts'
import { listKeys, namedHere, NotProven, trustedHere } from '#app/browser/proven.ts'
import { identityToRecipient } from '#app/sealing/age.ts'
import { believedKeys, isOfLine, vouchFor, type CaseKey } from '#app/sealing/case-key.ts'
import { verifyKeyOf } from '#app/sealing/handler-key.ts'

/** No handler signed it; or one whose own key this browser cannot check; or it is not what was signed or opened. */
type Doubt = 'unsigned' | 'unchecked' | 'changed'

export interface Belief {
  keys: CaseKey[]
  believed: Set<string>
  doubts: { keyId: string; doubt: Doubt; signers: string[] }[]
  /** What nobody has signed yet whose signature counts here. */
  unsigned: CaseKey[]
}

const recipients = new Map<string, string>()
/** Sent by this page already. */
const vouched = new Set<string>()
onForget(() => {
  recipients.clear()
  vouched.clear()
})

/** To which keys of a case this browser seals, whatever the server calls the newest. */
export async function beliefIn(found: CaseData): Promise<Belief> {
  const { concernId = '' } = found
  const keys: CaseKey[] = found.keys.map((key) => ({ ...key, concernId }))
  const { keys: trusted } = await trustedHere()
  const opened = new Map<string, boolean>()
  for (const { keyId, recipient } of keys) {
    const identity = caseKey(keyId)
    if (!identity) continue
    const own = recipients.get(identity) ?? (await identityToRecipient(identity))
    recipients.set(identity, own)
    opened.set(keyId, own === recipient && opensUnder(keyId) !== false)
  }
  const verifyKeyOfSigner = (by: string) => {
    const own = secretOf(by)
    return own ? verifyKeyOf(own) : (trusted.find(({ keyId }) => keyId === by)?.verifyKey ?? null)
  }
  const believed = believedKeys(keys, {
    verifyKeyOf: ({ by }) => verifyKeyOfSigner(by),
    opens: ({ keyId }) => opened.get(keyId) ?? null,
  })
  const counts = ({ signatures }: CaseKey) => signatures.some(({ by }) => verifyKeyOfSigner(by))
  // Who somebody is lies under keys that most handlers neither hold nor seal to: of those they cannot judge.
  const judged = keys.filter((key) => keys.some((other) => isOfLine(key)(other) && opened.has(other.keyId)))
  return {
    keys,
    believed,
    doubts: judged.flatMap((key) => {
      if (believed.has(key.keyId)) return []
      const isChanged = opened.get(key.keyId) === false || (counts(key) && key.generation === 1)
      const doubt = isChanged ? 'changed' : key.signatures.length > 0 ? 'unchecked' : 'unsigned'
      return [{ keyId: key.keyId, doubt, signers: key.signatures.map(({ by }) => by) }]
    }),
    unsigned: keys.filter((key) => key.generation === 1 && opened.get(key.keyId) && !counts(key)),
  }
}

/** Nothing was sealed: nobody whom this browser believes made this key of the case. */
export class NotBelieved extends NotProven {}

/** Throws NotBelieved for a key that somebody may have put there. */
export async function requireBelieved(keyId: string): Promise<CaseKey> {
  const found = caseOfKey(keyId)
  const { keys, believed } = found ? await beliefIn(found) : { keys: [], believed: new Set() }
  const key = keys.find((one) => one.keyId === keyId)
  if (!key || !believed.has(keyId)) throw new NotBelieved([])
  return key
}

/** The key of a handler that opens this case, to sign with. */
export function ownKeyOf(found: CaseData) {
  for (const { handlerKeyId } of found.envelopes) {
    const secret = secretOf(handlerKeyId)
    if (secret) return { keyId: handlerKeyId, secret }
  }
  throw new Error('No key to sign with')
}

/** Says which keys of the cases on this page are not proven and what to do; `refused` when something would have been sealed. */
export async function sayDoubts(refused = false): Promise<void> {
  const doubts = []
  if (isUnlocked()) for (const found of casesHere()) doubts.push(...(await beliefIn(found)).doubts)
  const signers = doubts.flatMap((one) => (one.doubt === 'unchecked' ? one.signers : []))
  for (const box of all('[data-key-doubt]')) {
    box.hidden = doubts.length === 0 && !refused
    show('[data-doubt-refused]', refused, box)
    for (const text of all('[data-doubt]', box))
      text.hidden = !doubts.some(({ doubt }) => doubt === text.dataset['doubt'])
    listKeys(
      box,
      namedHere((keyId) => signers.includes(keyId)),
    )
    if (refused) box.focus()
  }
}

/** Whoever opened what came with the filing signs that this was its key, so that nobody can change it behind the others. */
export async function vouchForOpened(): Promise<void> {
  for (const found of casesHere()) {
    const address = `/app/cases/${found.concernId}`
    if (!isUnlocked() || location.pathname !== address) continue
    const { believed, unsigned } = await beliefIn(found)
    const said = unsigned.flatMap((key) => {
      const isRead = key.kind !== 'file' || opensUnder(key.keyId)
      if (!believed.has(key.keyId) || !isRead || vouched.has(key.keyId)) return []
      const envelope = found.envelopes.filter(({ keyId }) => keyId === key.keyId)
      return [{ keyId: key.keyId, ...vouchFor(key, 'opened', ownKeyOf({ ...found, envelopes: envelope })) }]
    })
    if (said.length === 0) continue
    for (const { keyId } of said) vouched.add(keyId)
    const body = new URLSearchParams({ do: 'vouch', vouched: JSON.stringify(said) })
    await fetch(address, { method: 'POST', body, redirect: 'manual' })
  }
}
