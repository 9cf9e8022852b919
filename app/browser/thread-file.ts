import { z } from 'zod'
import { send } from '#app/browser/area.ts'
import { requireBelieved } from '#app/browser/believed.ts'
import { caseOfKey } from '#app/browser/case-data.ts'
import { caseKey } from '#app/browser/keyring.ts'
import { lockFile } from '#app/browser/lock-files.ts'
import { all, dataIn, show, textOf } from '#app/browser/page.ts'
import { sign } from '#app/browser/seal.ts'
import { openWith, sealTo } from '#app/sealing/age.ts'
import { padded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'
import { fileIdOf, largestThreadFile, shownAs } from '#app/sealing/thread-file.ts'

const Wish = z.object({ keyId: z.string(), threadId: z.string(), role: z.string() })

/** A picture or a recording for one person: sealed to their thread, and named by a message that is signed. */
export async function sendThreadFile(form: HTMLFormElement): Promise<void> {
  const { keyId, threadId, role } = Wish.parse(dataIn(form.querySelector('script[data-thread-file]')!))
  show('[data-file-kind-problem]', false, form)
  const identity = caseKey(keyId)
  if (!identity) throw new Error('Still locked')
  const { recipient } = await requireBelieved(keyId)
  const chosen = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]
  const [locked] = chosen ? await lockFile(chosen, recipient, false) : []
  const isFit = locked && shownAs(locked.part.mediaType) !== null && locked.part.size <= largestThreadFile
  if (!isFit) {
    show('[data-file-kind-problem]', true, form)
    form.querySelector<HTMLElement>('[data-file-kind-problem]')?.focus()
    return
  }
  const fileId = fileIdOf(threadId, await openWith([identity], locked.sealed))
  const words = form.querySelector<HTMLTextAreaElement>('[data-field="words"]')?.value.trim() ?? ''
  const message = Part.parse({ kind: 'message', from: 'handler', words, fileIds: [fileId], role })
  const parts = [
    { ...locked.part, fileId, inline: true, from: 'handler' },
    { ...message, signed: sign(caseOfKey(keyId), threadId, message) },
  ]
  const sealed = await Promise.all(
    parts.map(async (part) => textOf(await sealTo([recipient], padded(Part.parse(part))))),
  )
  const draftId = await store(`${form.action.split('?')[0]}/files`, locked.sealed)
  for (const [name, values] of Object.entries({ sealed, fileId: [fileId], draftId: [draftId] }))
    for (const [index, place] of all<HTMLInputElement>(`input[name="${name}"]`, form).entries())
      place.value = values[index] ?? ''
  await send(form, new FormData(form))
}

async function store(address: string, sealed: Uint8Array): Promise<string> {
  const answer = await fetch(address, {
    method: 'POST',
    body: new Blob([new Uint8Array(sealed)]),
    headers: { 'Content-Type': 'application/octet-stream' },
  })
  if (!answer.ok || answer.redirected) throw new Error(`Not taken: ${answer.status}`)
  return z.object({ draftId: z.string() }).parse(await answer.json()).draftId
}
