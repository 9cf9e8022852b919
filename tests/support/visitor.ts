import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page, Request } from 'playwright'
import { expect, inject } from 'vitest'
import { cookieOf, keepCookie, type Person } from '#tests/support/cast.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { pathPattern, remember } from '#tests/support/looked-at.ts'
import { theSite } from '#tests/support/the-site.ts'
import type { Locale } from '#content/words.ts'

export type Wishes = {
  /** Who sits in front of it, signed in already; nobody for a stranger. */
  person?: Person
  /** The network address of somebody who is not signed in. */
  from?: string
  locale?: Locale
  width?: 1280 | 320
  javaScript?: boolean
  dark?: boolean
  /** For pages that are about to be looked at by eye. */
  screenshots?: boolean
}

export interface Visitor {
  page: Page
  context: BrowserContext
  open(path: string, status?: number): Promise<void>
  /** Clicks a link that leads to another page. */
  follow(name: string | RegExp): Promise<void>
  /** Presses a button that sends a form. */
  press(name: string | RegExp, status?: number): Promise<void>
  /** Does something that ends in another page, and looks at that page. */
  arrive(act: () => Promise<unknown>, status?: number): Promise<void>
  write(label: string | RegExp, text: string): Promise<void>
  choose(name: string | RegExp): Promise<void>
  /** These words stand on the page, for eyes. */
  sees(...words: (string | RegExp)[]): Promise<void>
  path(): string
  leave(): Promise<void>
}

let browser: Browser | null = null
const mirrors = new Map<string, Page>()

export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = null
  mirrors.clear()
}

/** Somebody with a browser. Every page they come to is held to the rules for pages; see `look`. */
export async function aVisitor(wishes: Wishes = {}): Promise<Visitor> {
  const {
    person,
    from = '198.51.100.7',
    locale = 'en',
    width = 1280,
    javaScript = false,
    dark = false,
  } = wishes
  const { origin } = theSite()
  browser ??= await launchChromium()
  const context = await browser.newContext({
    baseURL: origin,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Africa/Accra',
    viewport: { width, height: width === 320 ? 640 : 900 },
    javaScriptEnabled: javaScript,
    colorScheme: dark ? 'dark' : 'light',
    extraHTTPHeaders: { 'x-forwarded-for': person?.address ?? from },
  })
  context.setDefaultTimeout(20_000)
  if (person) await context.addCookies([cookieFor(origin, await cookieOf(person))])
  const page = await context.newPage()
  const problems = watch(page, origin)
  let status = 0
  page.on('response', (response) => {
    if (isPage(response.request(), page) && !isRedirect(response.status())) status = response.status()
  })

  const visitor: Visitor = {
    page,
    context,
    open: (path, wanted) => visitor.arrive(() => page.goto(path), wanted),
    follow: (name) => visitor.arrive(() => page.getByRole('link', { name, exact: true }).first().click()),
    press: (name, wanted) =>
      visitor.arrive(() => page.getByRole('button', { name, exact: true }).first().click(), wanted),
    async arrive(act, wanted = 200) {
      const loaded = page.waitForEvent('load')
      loaded.catch(() => undefined)
      await act()
      await loaded
      const { pathname } = new URL(page.url())
      expect(status, `${pathname} answered`).toBe(wanted)
      expect(problems, pathname).toEqual([])
      await look(page, { ...wishes, width, locale, dark, javaScript }, person?.key ?? 'anyone')
    },
    write: (label, text) => page.getByLabel(label, { exact: true }).first().fill(text),
    choose: (name) => page.getByLabel(name, { exact: true }).first().check(),
    async sees(...words) {
      for (const each of words)
        await page.getByText(each).first().waitFor({ state: 'visible', timeout: 5000 })
    },
    path: () => {
      const { pathname, search } = new URL(page.url())
      return pathname + search
    },
    async leave() {
      const cookie = (await context.cookies(`${origin}/app`)).find(({ name }) => name === 'amana')
      if (person && cookie) keepCookie(person, cookie.value)
      await context.close()
      expect(problems).toEqual([])
    },
  }
  return visitor
}

function cookieFor(origin: string, value: string) {
  const { hostname } = new URL(origin)
  return { name: 'amana', value, domain: hostname, path: '/app', httpOnly: true, sameSite: 'Lax' as const }
}

/** What no page of ours may do, whichever it is: complain, break its own policy, ask anybody else, fetch what is not there. */
function watch(page: Page, origin: string): string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    const { url } = message.location()
    // The browser notes an answer such as 422; whether the page may answer so is what `arrive` says.
    const ownStatus =
      /Failed to load resource: the server responded/.test(message.text()) && url === page.url()
    if (message.type() === 'error' && !ownStatus) problems.push(`console: ${message.text()} (${url})`)
  })
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Broken off by going on to the next page, or by becoming a download.
    if (!reason.includes('ERR_ABORTED')) problems.push(`failed: ${request.url()} ${reason}`)
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`third party: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !isPage(response.request(), page))
      problems.push(`${response.status()}: ${response.url()}`)
  })
  return problems
}

function isPage(request: Request, page: Page): boolean {
  return request.isNavigationRequest() && request.frame() === page.mainFrame()
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

type Look = Required<Pick<Wishes, 'width' | 'locale' | 'dark' | 'javaScript'>> & Pick<Wishes, 'screenshots'>

async function look(page: Page, looking: Look, whose: string): Promise<void> {
  const { width, locale, dark, javaScript, screenshots } = looking
  if (screenshots) await keepPicture(page, `${whose}--${width}-${locale}${dark ? '-dark' : ''}`)
  if (width === 320) await expectNoSidewaysScroll(page)
  const html = await page.content()
  const isNew = remember(inject('lookedAt'), `${width} ${dark ? 'dark' : 'light'}`, page.url(), html)
  if (isNew) await expectAccessible(javaScript ? page : await showingTheSame(page, html, looking))
}

/** axe is a script, so it looks at a page without scripts in a second window that shows the very same page. */
async function showingTheSame(page: Page, html: string, { width, dark }: Look): Promise<Page> {
  const window = `${width} ${dark}`
  let mirror = mirrors.get(window)
  if (!mirror) {
    const context = await browser!.newContext({
      viewport: { width, height: width === 320 ? 640 : 900 },
      colorScheme: dark ? 'dark' : 'light',
    })
    mirror = await context.newPage()
    mirrors.set(window, mirror)
  }
  const body = html.replaceAll(/<script[^>]*><\/script>/g, '')
  await mirror.route(
    (url) => url.href === page.url(),
    (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
    { times: 1 },
  )
  await mirror.goto(page.url())
  return mirror
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // What passes is not described: half of the time went into that.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary ?? ''}`),
  )
  expect(found, page.url()).toEqual([])
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 1)
      .map(
        (each) => `${each.tagName.toLowerCase()}.${each.className} to ${each.getBoundingClientRect().right}`,
      )
      .slice(0, 5)
      .concat(`${scrollWidth} > ${clientWidth}`)
  })
  expect(wide, `${page.url()} scrolls sideways`).toEqual([])
}

const pictures = new Map<string, number>()

/** One picture of each page as each person met it; the second state of a page is its second picture. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../../test-results/screenshots')
  await mkdir(folder, { recursive: true })
  const file =
    pathPattern(page.url())
      .replaceAll(/[^\w]+/g, '-')
      .replace(/^-|-$/g, '') || 'front'
  const count = (pictures.get(file + name) ?? 0) + 1
  pictures.set(file + name, count)
  const path = join(folder, `${file}${count > 1 ? `-${count}` : ''}--${name}.png`)
  await page.screenshot({ path, fullPage: true })
}
