import { show } from '#app/browser/page.ts'
import { putBack, typedIn } from '#app/browser/typed-again.ts'
import { forget } from '#app/browser/keyring.ts'

/** Proving once more who one is belongs to it, so that the key stays open meanwhile. */
const area = /^\/app\/(cases|case-keys|desk|step-up)(\/|$)/
const arrivals: (() => void)[] = []
let shownAddress = location.pathname + location.search
let asked = new AbortController()

/** Called for the first page and after each that is fetched. */
export function onArrival(listener: () => void): void {
  arrivals.push(listener)
}

export function isInside(address: string): boolean {
  const url = new URL(address, location.href)
  return url.origin === location.origin && area.test(url.pathname)
}

/** Pages of this area follow one another without leaving the document, so what is unlocked stays so. */
export function keepInside(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    if (!link || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (link.target || link.hasAttribute('download') || !isInside(link.href)) return
    const url = new URL(link.href)
    if (url.hash && url.pathname + url.search === location.pathname + location.search) return
    event.preventDefault()
    go(link.href)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (new URL(form.action, location.href).pathname === '/app/sign-out') forget()
    if (event.defaultPrevented || form.target || !isInside(form.action)) return
    event.preventDefault()
    const fields = new FormData(form, event.submitter)
    if (form.method === 'get') go(withQuery(form.action, fields))
    else if (!form.dataset['sending']) send(form, fields).catch(sayNoAnswer)
  })
  addEventListener('popstate', () => {
    if (location.pathname + location.search === shownAddress) return
    if (!isInside(location.href)) location.reload()
    else load(location.href, {}, 'keep').catch(sayNoAnswer)
  })
}

export function go(address: string): void {
  load(address, {}, 'push').catch(sayNoAnswer)
}

/** Posts a form; what was typed into fields without a name is put back when the same page comes back with a problem. */
export async function send(form: HTMLFormElement, fields: FormData): Promise<void> {
  const typed = typedIn(form)
  form.dataset['sending'] = 'yes'
  const whole = form.enctype === 'multipart/form-data'
  const body = whole ? fields : new URLSearchParams(textsOf(fields))
  try {
    const status = await load(form.action, { method: 'POST', body }, 'push')
    if (status === 409 || status === 422) putBack(typed)
  } finally {
    delete form.dataset['sending']
  }
}

async function load(address: string, init: RequestInit, history: 'push' | 'keep'): Promise<number> {
  asked.abort()
  asked = new AbortController()
  const signal = init.method === 'POST' ? null : asked.signal
  show('[data-area-problem]', false)
  const answer = await fetch(address, { ...init, signal, headers: { Accept: 'text/html' } })
  if (!isInside(answer.url)) {
    location.assign(answer.url)
    return answer.status
  }
  const isPage = answer.headers.get('Content-Type')?.startsWith('text/html') ?? false
  if (!isPage && answer.ok) {
    await save(answer)
    return answer.status
  }
  if (!isPage || answer.status >= 500) throw new Error(`No page: ${answer.status}`)
  draw(await answer.text(), answer.url, history)
  return answer.status
}

function draw(html: string, address: string, history: 'push' | 'keep'): void {
  const next = new DOMParser().parseFromString(html, 'text/html')
  const main = next.querySelector('main')
  // A passkey is asked for by a script of its own, which runs in a page that was loaded.
  if (!main || main.querySelector('[data-passkey-box]')) {
    location.assign(address)
    return
  }
  const url = new URL(address)
  const isSame = url.pathname + url.search === shownAddress
  shownAddress = url.pathname + url.search
  if (history === 'push' && isSame) window.history.replaceState(null, '', address)
  else if (history === 'push') window.history.pushState(null, '', address)
  document.title = next.title
  document.querySelector('main')!.replaceWith(document.adoptNode(main))
  const nav = next.querySelector('nav#menu')
  if (nav) document.querySelector('nav#menu')?.replaceWith(document.adoptNode(nav))
  const first = document.querySelector<HTMLElement>('main .govuk-error-summary, main h1')
  first?.setAttribute('tabindex', '-1')
  scrollTo(0, 0)
  first?.focus()
  for (const arrive of arrivals) arrive()
}

function textsOf(fields: FormData): [string, string][] {
  return [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
}

function withQuery(action: string, fields: FormData): string {
  const url = new URL(action)
  url.search = new URLSearchParams(textsOf(fields)).toString()
  return url.href
}

async function save(answer: Response): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? ''
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Nothing on the page has changed: whoever typed can press again. */
function sayNoAnswer(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  show('[data-area-problem]', true)
  document.querySelector<HTMLElement>('[data-area-problem]')?.focus()
}
