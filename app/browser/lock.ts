import { z } from 'zod'
import { Facts, given, pack, type Packed } from '#app/browser/lock-pack.ts'
import { chooseReaders, onlyShown, outWithAllKeys } from '#app/browser/lock-readers.ts'
import { all, dataIn, show } from '#app/browser/page.ts'
import { codeGroups, newCode } from '#app/sealing/code.ts'

const longest = 5_000_000
let code = ''
let packed: Packed | null = null
/** What the page shows of the readers; it is shown anew only when nobody whom it showed is left. */
let facts: Facts

function start(form: HTMLFormElement): void {
  show('[data-needs-script]', false)
  step(form, 'write')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (form.dataset['working']) return
    form.dataset['working'] = 'yes'
    const at = form.dataset['at'] === 'code' ? sendIt(form) : makeCode(form)
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
async function makeCode(form: HTMLFormElement): Promise<void> {
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

/** A reader's key may end while somebody writes: then it is packed again for those who are left, under the same code. */
async function sendIt(form: HTMLFormElement): Promise<void> {
  if (!packed) return step(form, 'write')
  show('[data-busy]', true, form)
  if (!(await wentThrough(packed))) {
    packed = await packedAgain(form)
    if (!packed) return
    if (!(await wentThrough(packed))) throw new Error('Not taken')
  }
  show('[data-details-left]', packed.detailsLeft)
  form.reset()
  packed = null
  step(form, 'sent')
  code = ''
}

const addressOf = ({ slug }: Facts) => `/r/${encodeURIComponent(slug)}/lock`

/**
 * What has gone through is not sent again after a cut line; the same parcel twice is received once. False when it is
 * addressed to somebody who may not have it any more.
 */
async function wentThrough({ parcel, files, light, sent }: Packed): Promise<boolean> {
  const address = addressOf(facts)
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
  try {
    await post(`${address}/send`, whole, 'application/json')
    return true
  } catch (error) {
    if (!(error instanceof Error) || error.cause !== 409) throw error
    // Or what went through too long ago is not there any more: it is sent again.
    sent.clear()
    return false
  }
}

/** Null when somebody has to look again first: nothing that was typed or chosen is lost, and the code stays. */
async function packedAgain(form: HTMLFormElement): Promise<Packed | null> {
  const answer = await fetch(addressOf(facts), { headers: { Accept: 'text/html' } })
  if (!answer.ok) throw new Error('No page')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const script = page.querySelector('script[data-lock]')
  const now = script ? Facts.parse(dataIn(script)) : { ...facts, bodies: [] }
  const said = given(form)
  const out = outWithAllKeys(facts.bodies, said.out)
  const bodies = onlyShown(now.bodies, facts.bodies)
  const readers = chooseReaders(bodies, out)
  if (readers) return pack(code, { ...said, out }, readers, facts)
  const isSomebodyThere = chooseReaders(now.bodies, out) !== null
  if (isSomebodyThere) showReaders(form, page, now, out.keyIds)
  step(form, 'write')
  problem(isSomebodyThere ? 'changed' : 'nobody')
  return null
}

function showReaders(form: HTMLFormElement, page: Document, now: Facts, out: readonly string[]): void {
  const next = page.querySelector('[data-lock-readers]')
  const wholeOut = given(form).out.organisationIds
  if (next) form.querySelector('[data-lock-readers]')?.replaceWith(document.adoptNode(next))
  for (const box of all<HTMLInputElement>('[data-lock-readers] input[type="checkbox"]', form))
    box.checked = [...out, ...wholeOut].includes(box.value)
  facts = now
}

async function post(address: string, body: BodyInit, type: string): Promise<unknown> {
  const answer = await fetch(address, { method: 'POST', body, headers: { 'Content-Type': type } })
  if (!answer.ok) throw new Error('Not taken', { cause: answer.status })
  return (await answer.json()) as unknown
}

const form = document.querySelector<HTMLFormElement>('form[data-lock-form]')
const script = document.querySelector('script[data-lock]')
if (form && script) {
  facts = Facts.parse(dataIn(script))
  start(form)
}
