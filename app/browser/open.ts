import { all, bytesOf, valueAt } from '#app/browser/page.ts'
import { caseKey, onForget, secretOf } from '#app/browser/keyring.ts'
import { proofOf } from '#app/browser/proof.ts'
import { trustedHere, type Trusted } from '#app/browser/proven.ts'
import { openWith } from '#app/sealing/age.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part, type PartOf } from '#app/sealing/parts.ts'

/** Whether anything of what lies under a key was opened with it. */
const openedUnder = new Map<string, boolean>()
onForget(() => openedUnder.clear())

/** Null where nothing of it was on a page yet. */
export function opensUnder(keyId: string): boolean | null {
  return openedUnder.get(keyId) ?? null
}

/** Fills every sealed part for which there is a key by now; one that does not open says so by its `unopened` template. */
export async function openParts(): Promise<void> {
  const places = all('[data-sealed]:not([data-opened])')
  const trusted = places.length > 0 ? await trustedHere() : null
  for (const place of places) {
    const { sealed = '', key = '' } = place.dataset
    const identity = keyTo(key)
    if (!identity) continue
    place.dataset['opened'] = 'yes'
    const part = await openPart(identity, sealed)
    if (!place.isConnected || !keyTo(key)) return
    openedUnder.set(key, part !== null || opensUnder(key) === true)
    if (part) fill(place, key, part, trusted!)
    else place.replaceChildren(copyOf(place, 'unopened') ?? '')
    if (part?.kind === 'mask') masks.set(part.partId, part)
  }
  hideMasked()
  markCopies()
}

/** A part that stands in its own thread a second time, under the very signature of the first, is said to. */
function markCopies(): void {
  const places = all('[data-signature]')
  const signed = places.map(({ dataset }) => ({ partId: dataset['part'], signature: dataset['signature'] }))
  for (const index of copiesIn(signed)) {
    const place = places[index]!
    const said = place.dataset['copy'] === 'yes' ? null : copyOf(place, 'copy')
    place.dataset['copy'] = 'yes'
    if (said) place.append(said)
  }
}

/** One part may be shown at two places of a page; a copy is another part. */
export function copiesIn(signed: readonly { partId: string | undefined; signature: string | undefined }[]) {
  const first = new Map<string | undefined, string | undefined>()
  return signed.flatMap(({ partId, signature }, index) => {
    if (!first.has(signature)) first.set(signature, partId)
    return first.get(signature) === partId ? [] : [index]
  })
}

/** Of a case; or somebody's own, for what was sealed to several people at once. */
function keyTo(key: string): string | null {
  return caseKey(key) ?? secretOf(key)?.identity ?? null
}

/** The last one for a part counts; one that hides nothing shows all of it again. */
const masks = new Map<string, PartOf<'mask'>>()
const wholes = new WeakMap<HTMLElement, string>()

/** Words that a handler hid from the others: they stay sealed in the part, and are not shown here. */
function hideMasked(): void {
  for (const [partId, { from, to }] of masks)
    for (const place of all(`[data-part="${CSS.escape(partId)}"][data-opened]:not([data-shows-all])`))
      for (const slot of all('[data-slot="words"]', place)) {
        const whole = wholes.get(slot) ?? slot.textContent
        wholes.set(slot, whole)
        slot.textContent =
          to > from
            ? `${whole.slice(0, from)}${'█'.repeat(Math.min(to - from, 12))}${whole.slice(to)}`
            : whole
      }
}

export async function openPart(identity: string, sealed: string): Promise<Part | null> {
  try {
    return Part.parse(unpadded(await openWith([identity], bytesOf(sealed))))
  } catch {
    return null
  }
}

/** When everything is forgotten, nothing opened stays on the page. */
export function shutParts(): void {
  masks.clear()
  for (const place of all('[data-opened]')) {
    for (const name of ['opened', 'signature', 'copy']) delete place.dataset[name]
    place.replaceChildren(...all('template', place).filter((each) => each.parentElement === place))
  }
}

function copyOf(place: HTMLElement, kind: string, step?: string): DocumentFragment | null {
  const named = [...(step ? [`template[data-kind="${kind}"][data-step="${CSS.escape(step)}"]`] : [])]
  for (const selector of [...named, `template[data-kind="${kind}"]:not([data-step])`]) {
    const template =
      place.querySelector<HTMLTemplateElement>(selector) ??
      document.querySelector<HTMLTemplateElement>(selector)
    if (template) return document.importNode(template.content, true)
  }
  return null
}

function fill(place: HTMLElement, keyId: string, part: Part, trusted: Trusted): void {
  const copy = copyOf(place, part.kind, part.kind === 'step' ? part.step : undefined)
  if (!copy) return
  const proof = proofOf(keyId, 'signed' in part ? part : {}, trusted)
  fillSlots(copy, { ...part, signerRole: proof.role ?? undefined })
  for (const element of all('[data-if-signed]', copy)) element.hidden = !proof.proven
  for (const element of all('[data-if-unsigned]', copy)) {
    element.hidden = proof.proven || !needsProof(part, place.dataset['keptBy'] === 'handler')
    const why = proof.proven ? null : document.querySelector(`template[data-why="${proof.why}"]`)
    if (why instanceof HTMLTemplateElement) element.append(' ', document.importNode(why.content, true))
  }
  for (const link of all<HTMLAnchorElement>('a[data-sealed-file]', copy)) describeFile(link, keyId, part)
  const own = all('template', place).filter((each) => each.parentElement === place)
  place.replaceChildren(...own, copy)
  if (proof.proven && 'signed' in part && part.signed) place.dataset['signature'] = part.signed.signature
}

/** What only handlers write, and whatever a handler kept in somebody's name. A person's own message needs no signature. */
export function needsProof(part: Part, keptByHandler: boolean): boolean {
  if (keptByHandler || ('signed' in part && part.signed)) return true
  if (part.kind === 'message') return part.from === 'handler'
  return ['share', 'feedback', 'note', 'step'].includes(part.kind)
}

export function fillSlots(within: ParentNode, values: unknown): void {
  for (const slot of all('[data-slot]', within)) {
    const value = valueAt(values, slot.dataset['slot']!)
    slot.textContent = asText(value)
    slot.hidden = value === undefined || value === ''
  }
  for (const element of all('[data-if]', within)) {
    const value = valueAt(values, element.dataset['if']!)
    element.hidden =
      value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  }
  for (const choice of all('[data-value]', within)) {
    const value = asText(valueAt(values, choice.dataset['value']!))
    for (const each of all('[data-is]', choice)) each.hidden = each.dataset['is'] !== value
  }
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(', ')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

/** Where the file of a `file` part is, and how it may be shown: the part says so, not the page. */
function describeFile(link: HTMLAnchorElement, keyId: string, part: Part): void {
  if (part.kind !== 'file') return
  const address = link.getAttribute('href') ?? ''
  if (address.endsWith('/')) link.href = `${address}${part.fileId}`
  link.dataset['key'] ??= keyId
  link.dataset['media'] = part.mediaType
  link.dataset['name'] = part.name
  link.dataset['inline'] = String(part.inline && part.scan === 'clean')
}
