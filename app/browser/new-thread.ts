import { z } from 'zod'
import { ownKeyOf } from '#app/browser/believed.ts'
import { casesHere } from '#app/browser/case-data.ts'
import { all, bytesOf, dataIn, textOf } from '#app/browser/page.ts'
import { envelopesOf, Holders, sealAndSend } from '#app/browser/seal.ts'
import { newKeyPair, sealTo } from '#app/sealing/age.ts'
import { firstKey, vouchFor } from '#app/sealing/case-key.ts'
import { codeGroups, newCode } from '#app/sealing/code.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { stretchHere } from '#app/sealing/stretch-here.ts'

const Wish = z.object({ threadId: z.string(), salt: z.base64(), ...Holders })
let codes = new WeakMap<HTMLFormElement, string>()

/**
 * A person of their own in a case. The first press makes their code and shows it, for the handler to write down; the
 * second sends what it opens. The code itself never leaves, and is gone with the page.
 */
export async function addThread(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const wish = Wish.parse(dataIn(form.querySelector('script[data-new-thread]')!))
  const code = codes.get(form)
  if (wish.ways.length > 0) throw new Error('Nobody else’s code opens this thread')
  if (!code) {
    showCode(form, newCode())
    return
  }
  const { lookupHash, recipient: wayRecipient } = await reporterKeysFrom(
    await stretchHere(code, bytesOf(wish.salt)),
  )
  const { identity, recipient } = await newKeyPair()
  const [found] = casesHere()
  const facts = firstKey(found!.concernId!, 'thread', recipient, wish.threadId)
  const thread = {
    threadId: wish.threadId,
    recipient,
    signed: vouchFor(facts, 'made', ownKeyOf(found!)),
    lookupHash: textOf(lookupHash),
    wayRecipient,
    wayEnvelope: textOf(await sealTo([wayRecipient], identity)),
    envelopes: await envelopesOf(identity, wish),
  }
  for (const place of all<HTMLInputElement>('input[name="thread"]', form))
    place.value = JSON.stringify(thread)
  await sealAndSend(form, submitter)
}

/** Nobody who comes to a screen that was left on finds a code there; the next press makes another. */
export function forgetCodes(): void {
  codes = new WeakMap()
  for (const form of all<HTMLFormElement>('form[data-thread-form]')) {
    for (const place of all('[data-new-code]', form)) place.textContent = ''
    showStep(form, 'who')
  }
}

function showStep(form: HTMLFormElement, name: string): void {
  for (const step of all('[data-thread-step]', form)) step.hidden = step.dataset['threadStep'] !== name
}

function showCode(form: HTMLFormElement, code: string): void {
  codes.set(form, code)
  for (const place of all('[data-new-code]', form)) place.textContent = codeGroups(code).join(' ')
  showStep(form, 'code')
  const first = form.querySelector<HTMLElement>('[data-thread-step="code"] h3')
  first?.setAttribute('tabindex', '-1')
  first?.focus()
}
