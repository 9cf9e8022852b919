import { z } from 'zod'
import { onArrival, send } from '#app/browser/area.ts'
import { caseKey, isUnlocked, keepCaseKey, onChange, secretOf } from '#app/browser/keyring.ts'
import { openParts } from '#app/browser/open.ts'
import { all, bytesOf, dataIn, show, start, textOf } from '#app/browser/page.ts'
import { reading, requireProven } from '#app/browser/proven.ts'
import { Heirs, sealsFor } from '#app/browser/recover-heirs.ts'
import { openWith, sealTo } from '#app/sealing/age.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'

const Half = z.object({ keyId: z.string(), sealed: z.string() })

/** The outer layers that I open, and to whom what is inside goes. */
const Beginning = z.object({ firstKey: z.string(), recipient: z.string(), envelopes: z.array(Half) })
/** What the first one left for me. */
const Held = z.object({ handlerKeyId: z.string(), halves: z.array(Half) })
/** The name, as it lies in the case, for the first one to see. */
const Naming = z.object({ recipient: z.string(), parts: z.array(Half) })
/** What each form of a recovery does before anything is sent. Without a key that opens, nothing is. */
export async function recover(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const wish = dataIn(form.querySelector('script[data-recover-wish]')!)
  const does = form.dataset['recover']
  if (does === 'begin') put(form, 'halves', await firstHalves(Beginning.parse(wish)))
  if (does === 'name' && saysNoConflict(form)) put(form, 'names', await namesFor(Naming.parse(wish)))
  if (does === 'finish') put(form, 'envelopes', await envelopesFor(form, Heirs.parse(wish)))
  await send(form, new FormData(form, submitter))
}

function put(form: HTMLFormElement, name: string, value: unknown): void {
  form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = JSON.stringify(value)
}

function saysNoConflict(form: HTMLFormElement): boolean {
  return form.querySelector<HTMLInputElement>('input[name="conflict"]:checked')?.value === 'none'
}

/** The first of two opens the outer layer and seals what is inside to the second: of the case they have seen nothing. */
export async function firstHalves({ firstKey, recipient, envelopes }: z.infer<typeof Beginning>) {
  const secret = secretOf(firstKey)
  if (!secret) throw new Error('No key to open with')
  await requireProven([{ recipient, duties: ['escrow'] }])
  return Promise.all(
    envelopes.map(async ({ keyId, sealed }) => ({
      keyId,
      sealed: textOf(await sealTo([recipient], await openWith([secret.identity], bytesOf(sealed)))),
    })),
  )
}

/** The second of two: off with what the first put around it, then with the inner layer. */
export async function openHalves({ handlerKeyId, halves }: z.infer<typeof Held>): Promise<void> {
  const secret = secretOf(handlerKeyId)
  if (!secret) return
  for (const { keyId, sealed } of halves) {
    if (caseKey(keyId)) continue
    const inner = await openWith([secret.identity], bytesOf(sealed))
    const identity = await openWith([secret.identity], inner)
    keepCaseKey(keyId, new TextDecoder().decode(identity).trim())
  }
}

async function namesFor({ recipient, parts }: z.infer<typeof Naming>): Promise<string[]> {
  await requireProven([{ recipient, duties: ['escrow'] }])
  return Promise.all(
    parts.map(async ({ keyId, sealed }) => {
      const whole = await openWith([held(keyId)], bytesOf(sealed))
      // Nothing but a name goes to the first one.
      if (Part.parse(unpadded(whole)).kind !== 'subject') throw new Error('Not a name')
      return textOf(await sealTo([recipient], whole))
    }),
  )
}

function held(keyId: string): string {
  const identity = caseKey(keyId)
  if (!identity) throw new Error('A key that is not held')
  return identity
}

async function envelopesFor(form: HTMLFormElement, wish: Heirs) {
  const chosen = all<HTMLInputElement>('input[name="heir"]:checked', form).map(({ value }) => value)
  const out = await takenOutHere()
  const wanted = sealsFor(wish, chosen, out)
  await requireProven(wanted.map(({ recipient }) => ({ recipient, duties: reading })))
  return Promise.all(
    wanted.map(async ({ keyId, handlerKeyId, recipient }) => ({
      keyId,
      handlerKeyId,
      sealed: textOf(await sealTo([recipient], held(keyId))),
    })),
  )
}

/** Whom the reporter took out stands in one of the parts of this page; the others are opened for that alone and dropped. */
async function takenOutHere(): Promise<string> {
  const lines: string[] = []
  for (const place of all('[data-recover-among] [data-sealed]')) {
    const { sealed = '', key = '' } = place.dataset
    const part = Part.parse(unpadded(await openWith([held(key)], bytesOf(sealed))))
    if (part.kind === 'removed') lines.push(...part.readers)
  }
  return lines.join('\n')
}

/** Fills the name, and marks whom nobody may choose. */
async function refresh(): Promise<void> {
  const scripts = all('script[data-recover-held]')
  if (scripts.length === 0 || !isUnlocked()) return
  for (const script of scripts) await openHalves(Held.parse(dataIn(script)))
  await openParts()
  const out = await takenOutHere()
  for (const box of all<HTMLInputElement>('input[name="heir"][data-known-as]')) {
    const isOut = (box.dataset['knownAs'] ?? '').split(' ').some((keyId) => out.includes(keyId))
    box.disabled = isOut
    if (isOut) show('[data-heir-out]', true, box.closest('[data-heir]') ?? document)
  }
}

const again = () =>
  start(refresh, () => {
    show('[data-recover-problem]', true)
  })
onChange(again)
onArrival(again)
