import { show } from '#app/browser/page.ts'
import { caseKey } from '#app/browser/keyring.ts'
import { openStream } from '#app/sealing/age.ts'
import { shownAs, type Shown } from '#app/sealing/thread-file.ts'

let addresses: string[] = []
let views: { element: HTMLElement; link: HTMLElement }[] = []

/** Fetches, opens and shows or saves a sealed file; `[data-file-problem]` beside it is shown when that fails. */
export async function openFile(link: HTMLAnchorElement): Promise<void> {
  const { key = '', media = '', name = '', inline } = link.dataset
  const around = link.parentElement ?? document
  show('[data-file-problem]', false, around)
  try {
    const identity = caseKey(key)
    if (!identity) throw new Error('Still locked')
    const answer = await fetch(link.href)
    if (!answer.ok || !answer.body) throw new Error(`No file: ${answer.status}`)
    const kind = inline === 'false' ? null : shownAs(media)
    const bytes = await new Response(await openStream([identity], answer.body)).arrayBuffer()
    const file = new Blob([bytes], { type: kind ? media : 'application/octet-stream' })
    const address = URL.createObjectURL(file)
    addresses.push(address)
    if (kind) view(link, kind, address, name)
    else saveAs(address, name)
  } catch {
    show('[data-file-problem]', true, around)
  }
}

function view(link: HTMLAnchorElement, kind: Shown, address: string, name: string): void {
  const element = document.createElement(kind)
  element.src = address
  if (element instanceof HTMLImageElement) element.alt = name
  else element.controls = true
  const place = link.parentElement?.querySelector<HTMLElement>('[data-file-view]')
  if (place) {
    place.hidden = false
    place.replaceChildren(element)
  } else link.after(element)
  link.hidden = true
  views.push({ element, link })
}

function saveAs(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name || 'file'
  link.click()
}

/** Called when everything is forgotten and when another page is shown. */
export function dropFiles(): void {
  for (const address of addresses) URL.revokeObjectURL(address)
  addresses = []
  // A picture that was drawn once stays on the screen without its address.
  for (const { element, link } of views) {
    element.remove()
    link.hidden = false
  }
  views = []
}
