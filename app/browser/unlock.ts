import { z } from 'zod'
import { all, bytesOf, show } from '#app/browser/page.ts'
import { isUnlocked, keep } from '#app/browser/keyring.ts'
import {
  readOpeningPhrase,
  unlockWithPasskey,
  unlockWithPhrase,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'

const Mine = z.object({
  keys: z.array(
    z.object({ keyId: z.string(), recipient: z.string(), verifyKey: z.string(), statement: z.string() }),
  ),
  wraps: z.array(
    z.object({
      wrapId: z.string(),
      keyId: z.string(),
      way: z.enum(['phrase', 'passkey', 'known']),
      sealed: z.string(),
    }),
  ),
})
export type Mine = z.infer<typeof Mine>

/** My own keys and how they are locked; the server gives them to nobody else, and nothing in them opens by itself. */
export async function mine(): Promise<Mine> {
  const answer = await fetch('/app/case-keys/mine', { headers: { Accept: 'application/json' } })
  if (!answer.ok || answer.redirected) throw new Error(`No keys: ${answer.status}`)
  return Mine.parse(await answer.json())
}

/** Shows what is for whoever has unlocked and what is for whoever has not; sentences for browsers without script go. */
export async function showLock(): Promise<void> {
  const open = isUnlocked()
  show('[data-needs-script]', false)
  show('[data-scripted]', true)
  show('[data-unlocked]', open)
  show('[data-locked]', !open)
  if (open || all('[data-locked]').length === 0) return
  const { keys, wraps } = await mine()
  show('[data-no-key]', keys.length === 0)
  show('form[data-unlock="phrase"]', keys.length > 0)
  const byPasskey = wraps.some(({ way }) => way === 'passkey') && 'PublicKeyCredential' in window
  show('form[data-unlock="passkey"]', byPasskey)
}

/** Problems: `shape` (these are not six such words), `wrong` (they open nothing), `passkey`, `unreachable`. */
export async function unlock(form: HTMLFormElement): Promise<void> {
  show('[data-unlock-problem]', false, form)
  const problem = await tryToUnlock(form).catch(() => 'unreachable')
  if (!problem) return
  const named = all(`[data-unlock-problem="${problem}"]`, form)
  const shown = named[0] ?? form.querySelector<HTMLElement>('[data-unlock-problem]')
  if (!shown) return
  shown.hidden = false
  const field = form.querySelector<HTMLInputElement>('input:not([type="hidden"])')
  ;(field ?? shown).focus()
}

async function tryToUnlock(form: HTMLFormElement): Promise<string | null> {
  const way = form.dataset['unlock'] === 'passkey' ? 'passkey' : 'phrase'
  const field = form.querySelector<HTMLInputElement>('input:not([type="hidden"])')
  const phrase = way === 'phrase' ? readOpeningPhrase(field?.value ?? '') : ''
  if (phrase === null) return 'shape'
  const { wraps } = await mine()
  const found: [string, HandlerSecret][] = []
  for (const wrap of wraps.filter((each) => each.way === way)) {
    const sealed = bytesOf(wrap.sealed)
    const opening = way === 'phrase' ? unlockWithPhrase(sealed, phrase) : unlockWithPasskey(sealed)
    const secret = await opening.catch(() => null)
    if (secret) found.push([wrap.keyId, secret])
  }
  if (found.length === 0) return way === 'phrase' ? 'wrong' : 'passkey'
  form.reset()
  for (const [keyId, secret] of found) keep(keyId, secret)
  return null
}
