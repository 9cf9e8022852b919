import { z } from 'zod'
import { Facts, given, pack, type Packed } from '#app/browser/lock-pack.ts'
import { chooseReaders } from '#app/browser/lock-readers.ts'
import { all, dataIn, show } from '#app/browser/page.ts'
import { codeGroups, newCode } from '#app/sealing/code.ts'

const longest = 5_000_000
let code = ''
let packed: Packed | null = null

function start(form: HTMLFormElement, facts: Facts): void {
  show('[data-needs-script]', false)
  step(form, 'write')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (form.dataset['working']) return
    form.dataset['working'] = 'yes'
    const at = form.dataset['at'] === 'code' ? sendIt(form, facts) : makeCode(form, facts)
    at.catch(() => problem('line')).finally(() => {
      delete form.dataset['working']
      show('[data-busy]', false, form)
    })
  })
  form.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('[data-lock-back]')) return
    packed = null
    step(form, 'write')
  })
  addEventListener('pagehide', () => {
    form.reset()
    code = ''
    packed = null
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

function step(form: HTMLFormElement, name: string): void {
  form.dataset['at'] = name
  show('[data-problem]', false)
  for (const each of all('[data-step]')) each.hidden = each.dataset['step'] !== name
  for (const place of all('[data-code-groups]'))
    place.replaceChildren(
      ...codeGroups(code).map((group) => {
        const span = document.createElement('span')
        span.textContent = `${group} `
        return span
      }),
    )
  const title = document.querySelector<HTMLElement>(`[data-step="${name}"] h1`)
  title?.setAttribute('tabindex', '-1')
  if (name !== 'write') title?.focus()
}

function problem(name: string): void {
  show('[data-problem]', false)
  show(`[data-problem="${name}"]`, true)
  document.querySelector<HTMLElement>(`[data-problem="${name}"]`)?.focus()
}

/** Before anything is sent: whoever loses the line now still has the way back. */
async function makeCode(form: HTMLFormElement, facts: Facts): Promise<void> {
  const said = given(form)
  if (said.words === '' && said.files.length === 0) return problem('nothing')
  if (said.words.length > longest) return problem('long')
  const readers = chooseReaders(facts.bodies, said.out)
  if (!readers) return problem('nobody')
  show('[data-busy]', true, form)
  if (code === '') code = newCode()
  packed = await pack(code, said, readers, facts)
  step(form, 'code')
}

/** What has gone through is not sent again after a cut line; the same parcel twice is received once. */
async function sendIt(form: HTMLFormElement, { slug }: Facts): Promise<void> {
  if (!packed) return step(form, 'write')
  show('[data-busy]', true, form)
  const { parcel, files, light, sent } = packed
  const address = `/r/${encodeURIComponent(slug)}/lock`
  for (const { part, sealed } of files) {
    if (sent.has(part.fileId)) continue
    const answer = await post(
      `${address}/file`,
      new Blob([new Uint8Array(sealed)]),
      'application/octet-stream',
    )
    sent.set(part.fileId, z.object({ draftId: z.string() }).parse(answer).draftId)
  }
  const drafts = [...sent].map(([fileId, draftId]) => ({ fileId, draftId }))
  const whole = JSON.stringify({ parcel, drafts, light })
  await post(`${address}/send`, whole, 'application/json').catch((error: unknown) => {
    // What went through too long ago is not there any more: the next press sends it again.
    if (error instanceof Error && error.cause === 409) sent.clear()
    throw error
  })
  form.reset()
  packed = null
  step(form, 'sent')
  code = ''
}

async function post(address: string, body: BodyInit, type: string): Promise<unknown> {
  const answer = await fetch(address, { method: 'POST', body, headers: { 'Content-Type': type } })
  if (!answer.ok) throw new Error('Not taken', { cause: answer.status })
  return (await answer.json()) as unknown
}

const form = document.querySelector<HTMLFormElement>('form[data-lock-form]')
const script = document.querySelector('script[data-lock]')
if (form && script) start(form, Facts.parse(dataIn(script)))
