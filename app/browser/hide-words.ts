import { z } from 'zod'
import { all, dataIn, show, textOf } from '#app/browser/page.ts'
import { caseOfKey } from '#app/browser/case-data.ts'
import { caseKey } from '#app/browser/keyring.ts'
import { openPart } from '#app/browser/open.ts'
import { sealAndSend, sign } from '#app/browser/seal.ts'
import { identityToRecipient, sealTo } from '#app/sealing/age.ts'
import { padded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'

const Wish = z.object({
  how: z.enum(['mask', 'redact', 'lift']),
  partId: z.string(),
  /** To which what hides is sealed. */
  fileKeyId: z.string(),
})

/** Hides words of one part from the others, or makes the copy without them that another handler reads and confirms. */
export async function hideWords(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const { how, partId, fileKeyId } = Wish.parse(dataIn(form.querySelector('script[data-hide]')!))
  show('[data-words-problem]', false, form)
  const place = document.querySelector<HTMLElement>(`[data-sealed][data-part="${CSS.escape(partId)}"]`)
  const { sealed = '', key = '' } = place?.dataset ?? {}
  const part = await openPart(caseKey(key) ?? '', sealed)
  const typed = form.querySelector<HTMLInputElement>('[data-hidden-words]')?.value.trim() ?? ''
  const whole = part && 'words' in part ? part.words : ''
  const at = how === 'lift' ? 0 : typed === '' ? -1 : whole.indexOf(typed)
  if (!part || at < 0) {
    show('[data-words-problem]', true, form)
    form.querySelector<HTMLElement>('[data-words-problem]')?.focus()
    return
  }
  const because = form.querySelector<HTMLInputElement>('[data-because]')?.value.trim() ?? ''
  const made: Part =
    how === 'redact'
      ? withoutWords(part, whole.replaceAll(typed, '█'.repeat(6)), key)
      : { kind: 'mask', partId, from: at, to: how === 'lift' ? 0 : at + typed.length, because }
  const recipient = await recipientOf(how === 'redact' ? key : fileKeyId)
  const bytes = textOf(await sealTo([recipient], padded(Part.parse(made))))
  for (const input of all<HTMLInputElement>(`input[name="${how === 'redact' ? 'copy' : 'sealed'}"]`, form))
    input.value = bytes
  // Of a mask nothing else is sealed: without a script of its own the form goes as it is.
  await sealAndSend(form, submitter)
}

/** What a handler had signed is signed again, by whoever took the words out. */
function withoutWords(part: Part, words: string, keyId: string): Part {
  const { signed, ...rest } = { signed: undefined, ...part, words } as Part & { signed?: unknown }
  if (!signed) return rest
  const found = caseOfKey(keyId)
  const threadId = found?.keys.find((key) => key.keyId === keyId)?.threadId ?? null
  return { ...rest, signed: sign(found, threadId, rest) } as Part
}

/** From the half that is open here, not from what the page says. */
async function recipientOf(keyId: string): Promise<string> {
  const identity = caseKey(keyId)
  if (!identity) throw new Error('Nobody to seal for')
  return identityToRecipient(identity)
}
