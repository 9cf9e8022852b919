import { z } from 'zod'
import { identityToRecipient } from '#app/sealing/age.ts'
import { all, bytesOf, dataIn, show, textOf } from '#app/browser/page.ts'
import { send } from '#app/browser/area.ts'
import { keep, secretOf } from '#app/browser/keyring.ts'
import { mine } from '#app/browser/unlock.ts'
import {
  duties,
  lockWithPasskey,
  lockWithPhrase,
  newHandlerSecret,
  newOpeningPhrase,
  readOpeningPhrase,
  signText,
  Statement,
  statementText,
  unlockWithPhrase,
  verifyKeyOf,
  wrapText,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'

/** A secret that has been made and shown, until its phrase was typed again and its owner's page knows its id. */
let pending: { secret: HandlerSecret; phrase: string } | null = null

/** The phrase goes from the screen as well, made or typed; whoever was in the middle of it begins again. */
export function forgetPending(): void {
  pending = null
  for (const form of all<HTMLFormElement>('form[data-make-key], form[data-change-phrase]')) {
    if (form.dataset['working'] || form.dataset['sending']) continue
    const began = all('[data-step]', form).some((each) => each.dataset['step'] !== 'choose' && !each.hidden)
    for (const each of all('[data-step]', form)) each.hidden = each.dataset['step'] !== 'choose'
    for (const place of all('[data-phrase]', form)) place.textContent = ''
    if (began) form.reset()
  }
  for (const field of all<HTMLInputElement>(privateFields)) field.value = ''
}

const privateFields = ['unlock', 'make-key', 'change-phrase', 'sign-key']
  .map((name) => `form[data-${name}] input[data-field]`)
  .join(', ')

export function put(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values))
    for (const field of all<HTMLInputElement>(`input[name="${name}"]`, form)) field.value = value
}

export function typed(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`[data-field="${name}"]`)?.value ?? ''
}

export function problem(form: HTMLFormElement, name: string): void {
  show('[data-problem]', false, form)
  show(`[data-problem="${name}"]`, true, form)
  form.querySelector<HTMLElement>(`[data-problem="${name}"]`)?.focus()
}

/** Shows one step of a form and the phrase where it belongs. */
function step(form: HTMLFormElement, name: string): void {
  show('[data-problem]', false, form)
  for (const each of all('[data-step]', form)) each.hidden = each.dataset['step'] !== name
  for (const place of all('[data-phrase]', form)) place.textContent = pending?.phrase ?? ''
  const first = form.querySelector<HTMLElement>(`[data-step="${name}"] :is(h2, legend, label, [tabindex])`)
  first?.setAttribute('tabindex', '-1')
  first?.focus()
}

async function phraseWrap(form: HTMLFormElement): Promise<string | null> {
  if (!pending) return null
  if (readOpeningPhrase(typed(form, 'again')) !== pending.phrase) {
    problem(form, 'again')
    return null
  }
  return textOf(await lockWithPhrase(pending.secret, pending.phrase))
}

const Facts = z.object({ personId: z.string(), name: z.string() })

/** First press: makes secret and phrase and shows the phrase. Second press: it was typed again, so the locked key is sent. */
export async function makeKey(form: HTMLFormElement): Promise<void> {
  const fields = new FormData(form)
  const chosen = duties.filter((duty) => fields.getAll('duties').includes(duty))
  if (!pending) {
    if (chosen.length === 0) return problem(form, 'duties')
    pending = { secret: await newHandlerSecret(), phrase: newOpeningPhrase() }
    return step(form, 'phrase')
  }
  const wrap = await phraseWrap(form)
  if (!wrap) return
  const { secret } = pending
  const facts = Facts.parse(dataIn(form.querySelector('script[data-make-key]')!))
  const statement = statementText(
    Statement.parse({
      amana: 'handler key 1',
      ...facts,
      organisationId: fields.get('organisationId'),
      duties: [...chosen],
      recipient: await identityToRecipient(secret.identity),
      verifyKey: textOf(verifyKeyOf(secret)),
    }),
  )
  put(form, { statement, signature: textOf(signText(secret, statement)), wrap })
  await send(form, new FormData(form))
}

/** Once the server knows the new key, it is unlocked here like any other. */
export async function adoptPending(): Promise<void> {
  if (!pending || all('form[data-make-key], form[data-change-phrase]').length > 0) return
  const { secret } = pending
  const recipient = await identityToRecipient(secret.identity)
  const known = (await mine()).keys.find((key) => key.recipient === recipient)
  if (known) keep(known.keyId, secret)
  pending = null
}

/** Needs the old phrase: it opens the key, which is then locked with a new one. */
export async function changePhrase(form: HTMLFormElement): Promise<void> {
  const { keyId } = z.object({ keyId: z.string() }).parse(dataIn(form.querySelector('script[data-key]')!))
  if (!pending) {
    const old = readOpeningPhrase(typed(form, 'old'))
    const wrap = (await mine()).wraps.find((each) => each.keyId === keyId && each.way === 'phrase')
    const opening = old && wrap ? unlockWithPhrase(bytesOf(wrap.sealed), old) : null
    const secret = await opening?.catch(() => null)
    if (!secret) return problem(form, 'old')
    pending = { secret, phrase: newOpeningPhrase() }
    return step(form, 'phrase')
  }
  const sealed = await phraseWrap(form)
  if (!sealed) return
  put(form, { wrap: sealed, proof: textOf(signText(pending.secret, wrapText(keyId, 'phrase', sealed))) })
  await send(form, new FormData(form))
}

export async function addPasskey(form: HTMLFormElement): Promise<void> {
  const wish = z
    .object({ keyId: z.string(), name: z.string() })
    .parse(dataIn(form.querySelector('script[data-key]')!))
  const secret = secretOf(wish.keyId)
  if (!secret) return problem(form, 'locked')
  const sealed = await lockWithPasskey(secret, wish.name).then(textOf, () => null)
  if (!sealed) return problem(form, 'passkey')
  put(form, { wrap: sealed, proof: textOf(signText(secret, wrapText(wish.keyId, 'passkey', sealed))) })
  await send(form, new FormData(form))
}
