import { z } from 'zod'
import { all, dataIn, setAt, show, textOf } from '#app/browser/page.ts'
import { send } from '#app/browser/area.ts'
import { beliefIn, NotBelieved, ownKeyOf, requireBelieved } from '#app/browser/believed.ts'
import { caseOfKey, casesHere, isOfThread, type CaseData } from '#app/browser/case-data.ts'
import { caseKey, secretOf, unlockedKeys } from '#app/browser/keyring.ts'
import { reading, requireProven } from '#app/browser/proven.ts'
import { newKeyPair, sealTo, sealToPair } from '#app/sealing/age.ts'
import { isOfLine, nextKeyFacts, vouchFor } from '#app/sealing/case-key.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import { labelSize, padded } from '#app/sealing/padding.ts'
import { Label, Part } from '#app/sealing/parts.ts'

/** What one `data-seal` script asks for: a part or a label, for whom, signed or not. */
export const ToSeal = z.object({
  recipientKeyId: z.string().optional(),
  recipient: z.string().optional(),
  /** For several people at once, each with their own key. */
  recipients: z.array(z.string()).optional(),
  threadId: z.string().nullish(),
  sign: z.boolean().default(false),
  part: z.record(z.string(), z.unknown()).optional(),
  label: z.record(z.string(), z.unknown()).optional(),
})
export type ToSeal = z.infer<typeof ToSeal>

/** Builds, signs and seals what a form asks for and posts it; fields of the account never have a name, so nothing else leaves. */
export async function sealAndSend(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const wishes = all('script[data-seal]', form)
  const sealed = await Promise.all(
    wishes.map((script) => sealOne(ToSeal.parse(dataIn(script)), groupOf(script, form))),
  )
  const places = all<HTMLInputElement>('input[name="sealed"]', form)
  for (const [index, text] of sealed.entries()) if (places[index]) places[index].value = text
  const fields = new FormData(form, submitter)
  for (const field of all<HTMLInputElement>('[data-field][name]:not([data-also-clear])', form))
    fields.delete(field.name)
  await send(form, fields)
}

/** Several parts in one form: each script takes the fields of its own `[data-seal-group]`. */
function groupOf(script: HTMLElement, form: HTMLFormElement): HTMLElement {
  return script.closest<HTMLElement>('[data-seal-group]') ?? form
}

async function sealOne(wish: ToSeal, group: HTMLElement): Promise<string> {
  const built = { ...(wish.part ?? wish.label) }
  for (const field of all<HTMLInputElement>('[data-field]', group)) takeField(built, field)
  const found = wish.recipientKeyId ? caseOfKey(wish.recipientKeyId) : (casesHere()[0] ?? null)
  const key = found?.keys.find(({ keyId }) => keyId === wish.recipientKeyId)
  const recipients = wish.recipients ?? [wish.recipient ?? key?.recipient ?? '']
  if (recipients.length === 0 || recipients.includes('')) throw new Error('Nobody to seal for')
  await requireOwnOrProven(wish, recipients)
  if (wish.label) return textOf(await sealTo(recipients, padded(Label.parse(built), labelSize)))
  const signed = wish.sign
    ? { ...built, signed: sign(found, wish.threadId ?? key?.threadId ?? null, Part.parse(built)) }
    : built
  return textOf(await sealTo(recipients, padded(Part.parse(signed))))
}

/** People are proven by who signed their keys; a key of the case, by who made it and in the place of which. */
async function requireOwnOrProven(wish: ToSeal, recipients: readonly string[]): Promise<void> {
  if (!wish.recipientKeyId)
    return requireProven(recipients.map((recipient) => ({ recipient, duties: reading })))
  const { recipient } = await requireBelieved(wish.recipientKeyId)
  if (recipients.some((each) => each !== recipient)) throw new NotBelieved([])
}

function takeField(built: Record<string, unknown>, field: HTMLInputElement): void {
  const name = field.dataset['field']!
  if (field.type === 'radio') {
    if (field.checked) setAt(built, name, field.value)
  } else if (field.type === 'checkbox') setAt(built, name, field.checked)
  else if (field.dataset['type'] === 'number') setAt(built, name, Number(field.value))
  else {
    const text = field.value.replace(/\r\n?/g, '\n').trim()
    if (text !== '' || field.required || name === 'words') setAt(built, name, text)
  }
}

/** With the key that opens this case; a part that nobody here may sign is not sent at all. */
export function sign(found: CaseData | null, threadId: string | null, part: Part) {
  const holder = found?.envelopes.find(({ handlerKeyId }) => secretOf(handlerKeyId))?.handlerKeyId
  const [keyId, secret] = unlockedKeys().find(([id]) => id === holder) ?? unlockedKeys()[0] ?? []
  if (!keyId || !secret || !found?.concernId) throw new Error('No key to sign with')
  return { keyId, signature: textOf(signText(secret, signedText(found.concernId, threadId, part))) }
}

const HandlerKey = z.object({ handlerKeyId: z.string(), recipient: z.string() })
/** Who gets an envelope of a new key: handlers, two escrow holders together, codes. */
export const Holders = {
  to: z.array(HandlerKey).default([]),
  pairs: z.array(z.object({ outer: HandlerKey, inner: HandlerKey })).default([]),
  ways: z.array(z.object({ wayId: z.string(), recipient: z.string() })).default([]),
}

/** Nothing is sealed to anybody whose key this browser cannot check. Throws NotProven. */
export async function envelopesOf(
  identity: string,
  { to, pairs, ways }: z.infer<z.ZodObject<typeof Holders>>,
) {
  const escrow = (one: { recipient: string }) => ({ recipient: one.recipient, duties: ['escrow'] as const })
  await requireProven([
    ...to.map(({ recipient }) => ({ recipient, duties: reading })),
    ...pairs.flatMap(({ outer, inner }) => [escrow(outer), escrow(inner)]),
  ])
  const sealed = async (recipient: string) => textOf(await sealTo([recipient], identity))
  return Promise.all([
    ...to.map(async (one) => ({ handlerKeyId: one.handlerKeyId, sealed: await sealed(one.recipient) })),
    ...pairs.map(async ({ outer, inner }) => ({
      handlerKeyId: outer.handlerKeyId,
      innerKeyId: inner.handlerKeyId,
      sealed: textOf(await sealToPair(outer.recipient, inner.recipient, identity)),
    })),
    ...ways.map(async (one) => ({ wayId: one.wayId, sealed: await sealed(one.recipient) })),
  ])
}

const Wish = z.object({
  /** Keys of the case that others are let into. */
  keys: z.array(z.string()).default([]),
  to: z.array(HandlerKey).default([]),
  /** Codes of the person that are let into their older thread; written down as envelopes are. */
  toWays: z.array(HandlerKey).default([]),
  /** Keys that take the place of older ones, for later messages. */
  rotate: z
    .array(
      z.object({
        kind: z.string(),
        threadId: z.string().nullish(),
        /** Which the server calls the newest: for what this handler cannot open and so cannot judge. */
        afterKeyId: z.string(),
        ...Holders,
      }),
    )
    .default([]),
})

/** Hand-over: envelopes of keys that this handler holds; and new keys, made here, for those who stay. */
export async function envelopesFor(wish: z.input<typeof Wish>) {
  const { keys, to, toWays, rotate } = Wish.parse(wish)
  const held = keys.map((keyId) => ({ keyId, identity: caseKey(keyId) }))
  if (held.some(({ identity }) => !identity)) throw new Error('A key that is not held')
  const isForCodes = toWays.length === 0 || keys.every(isOfThread)
  if (!isForCodes || rotate.some(({ kind, ways }) => kind !== 'thread' && ways.length > 0))
    throw new Error('A code opens threads only')
  await requireProven(to.map(({ recipient }) => ({ recipient, duties: reading })))
  const envelope = async (recipient: string, identity: string) => textOf(await sealTo([recipient], identity))
  const envelopes = await Promise.all(
    held.flatMap(({ keyId, identity }) =>
      [...to, ...toWays].map(async ({ handlerKeyId, recipient }) => ({
        keyId,
        handlerKeyId,
        sealed: await envelope(recipient, identity!),
      })),
    ),
  )
  const newKeys = await Promise.all(
    rotate.map(async ({ afterKeyId, ...holders }) => {
      const { identity, recipient } = await newKeyPair()
      const next = await nextKey(afterKeyId, recipient)
      return { ...next, envelopes: await envelopesOf(identity, holders) }
    }),
  )
  return { envelopes, newKeys }
}

/** In the place of the newest that this browser believes, and signed. */
async function nextKey(afterKeyId: string, recipient: string) {
  const found = caseOfKey(afterKeyId)
  const { keys, believed } = await beliefIn(found!)
  const after = keys.find(({ keyId }) => keyId === afterKeyId)
  if (!found || !after) throw new Error('A key of no case here')
  const line = keys.filter(isOfLine(after)).sort((one, other) => one.generation - other.generation)
  const before = line.findLast(({ keyId }) => believed.has(keyId)) ?? after
  const facts = nextKeyFacts(line, before, recipient)
  const { concernId: _, ...next } = facts
  return { ...next, signed: vouchFor(facts, 'made', ownKeyOf(found)) }
}

export async function envelopesAndSend(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const script = form.querySelector('script[type="application/json"]:not([data-seal])')
  const given: unknown = script ? dataIn(script) : JSON.parse(form.dataset['envelopeForm'] || '{}')
  const { envelopes, newKeys } = await envelopesFor(given as z.input<typeof Wish>)
  put(form, 'envelopes', envelopes)
  put(form, 'newKeys', newKeys)
  if (form.querySelector('script[data-seal]')) return sealAndSend(form, submitter)
  await send(form, new FormData(form, submitter))
}

function put(form: HTMLFormElement, name: string, value: unknown): void {
  for (const place of all<HTMLInputElement>(`input[name="${name}"]`, form))
    place.value = JSON.stringify(value)
}

/** Locked, or not what a part may be: the sentence of the form says so, and nothing was sent. */
export function sayNotSealed(form: HTMLFormElement): void {
  show('[data-seal-problem]', true, form)
  form.querySelector<HTMLElement>('[data-seal-problem]')?.focus()
}
