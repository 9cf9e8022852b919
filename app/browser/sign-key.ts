import { z } from 'zod'
import { send } from '#app/browser/area.ts'
import { isUnlocked, secretOf } from '#app/browser/keyring.ts'
import { knownFor } from '#app/browser/proven.ts'
import { problem, put, typed } from '#app/browser/make-key.ts'
import { all, dataIn, show, textOf } from '#app/browser/page.ts'
import { mine } from '#app/browser/unlock.ts'
import { identityToRecipient } from '#app/sealing/age.ts'
import {
  fingerprintOf,
  signText,
  Statement,
  statementText,
  verifyKeyOf,
  wrapText,
} from '#app/sealing/handler-key.ts'

/** My fingerprint is worked out from what this browser holds, not from what the server says. */
export async function showOwnFingerprints(): Promise<void> {
  const places = all('[data-own-fingerprint]')
  if (places.length === 0 || !isUnlocked()) return
  const { keys } = await mine()
  for (const place of places) {
    const key = keys.find(({ keyId }) => keyId === place.dataset['ownFingerprint'])
    const secret = key && secretOf(key.keyId)
    if (!secret) continue
    const stated = Statement.parse(JSON.parse(key.statement))
    const isMine =
      stated.recipient === (await identityToRecipient(secret.identity)) &&
      stated.verifyKey === textOf(verifyKeyOf(secret)) &&
      statementText(stated) === key.statement
    place.textContent = isMine ? fingerprintOf(key.statement).join(' ') : ''
    show('[data-fingerprint-differs]', !isMine, place.parentElement ?? document)
  }
}

export function forgetFingerprints(): void {
  for (const place of all('[data-own-fingerprint]')) place.textContent = ''
}

const ToSign = z.object({
  keyId: z.string(),
  statement: z.string(),
  mine: z.array(z.string()),
  /** It counts already: comparing is for my browser alone. */
  counts: z.boolean().default(false),
})

/** The middle of the fingerprint is shown for comparing; its ends are typed as the other reads them out. */
export function showMiddle(): void {
  for (const script of all('script[data-sign-key]')) {
    const { statement } = ToSign.parse(dataIn(script))
    const middle = fingerprintOf(statement).slice(1, -1).join(' ')
    for (const place of all('[data-fingerprint-middle]')) place.textContent = middle
  }
}

export async function signKey(form: HTMLFormElement): Promise<void> {
  const wish = ToSign.parse(dataIn(form.querySelector('script[data-sign-key]')!))
  const groups = fingerprintOf(wish.statement)
  const digits = (name: string) => typed(form, name).replace(/\D/g, '')
  if (digits('first') !== groups[0] || digits('last') !== groups.at(-1)) return problem(form, 'fingerprint')
  const by = wish.mine.find((keyId) => secretOf(keyId))
  const secret = by && secretOf(by)
  if (!secret) return problem(form, 'locked')
  if (wish.counts) {
    const wrap = await knownFor(secret, wish.statement)
    put(form, { byKeyId: by, wrap, proof: textOf(signText(secret, wrapText(by, 'known', wrap))) })
  } else put(form, { byKeyId: by, signature: textOf(signText(secret, wish.statement)) })
  await send(form, new FormData(form))
}
