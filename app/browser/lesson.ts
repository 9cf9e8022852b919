import { base64urlnopad } from '@scure/base'
import { z } from 'zod'
import { send } from '#app/browser/area.ts'
import { caseKey } from '#app/browser/keyring.ts'
import { openPart } from '#app/browser/open.ts'
import { dataIn } from '#app/browser/page.ts'
import { sealAndSend } from '#app/browser/seal.ts'
import { commitmentTo, lessonWords } from '#app/sealing/lesson.ts'

const Wish = z.object({
  how: z.enum(['offer', 'clear']),
  /** The sealed offer whose words go out in the clear. */
  partId: z.string().optional(),
})
const fields = ['salt', 'locale', 'audience', 'area', 'words'] as const

/** The first handler's browser seals a lesson and leaves its hash; the second one's posts those very words in the clear. */
export async function workOnLesson(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const { how, partId = '' } = Wish.parse(dataIn(form.querySelector('script[data-lesson]')!))
  if (how === 'offer') {
    put(form, '[data-field="fields.salt"]', base64urlnopad.encode(crypto.getRandomValues(new Uint8Array(32))))
    put(form, '[data-field="fields.words"]', lessonWords(valueOf(form, 'words')))
    const [salt = '', locale = '', audience = '', area = '', words = ''] = fields.map((name) =>
      valueOf(form, name),
    )
    put(form, 'input[name="commitment"]', commitmentTo({ salt, locale, audience, area, words }))
    return sealAndSend(form, submitter)
  }
  const place = document.querySelector<HTMLElement>(`[data-sealed][data-part="${CSS.escape(partId)}"]`)
  const { sealed = '', key = '' } = place?.dataset ?? {}
  const part = await openPart(caseKey(key) ?? '', sealed)
  if (part?.kind !== 'step' || part.step !== 'lesson.offer') throw new Error('No lesson to give')
  for (const name of fields) put(form, `input[name="${name}"]`, part.fields[name] ?? '')
  await send(form, new FormData(form, submitter))
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function valueOf(form: HTMLFormElement, name: string): string {
  const all = [...form.querySelectorAll<Control>(`[data-field="fields.${name}"]`)]
  return all.find((each) => each.type !== 'radio' || (each as HTMLInputElement).checked)?.value ?? ''
}

function put(form: HTMLFormElement, selector: string, value: string): void {
  form.querySelector<Control>(selector)!.value = value
}
