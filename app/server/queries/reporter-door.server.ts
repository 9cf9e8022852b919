import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { isTestMark } from '#app/server/http/door-test-link.server.ts'
import { openDoor, type OpenDoor } from '#app/server/workflows/concern-filing.server.ts'
import { chooseLocale, type Locale } from '#content/words.ts'

/** What the public pages of a door show; throws notFound for an address that is none. */
export async function reporterDoor(request: Request, slug: string | undefined) {
  const found = await openDoor(slug ?? '')
  if (!found) throw notFound()
  const isTest = isTestMark(found.id, new URL(request.url).searchParams.get('t') ?? '', now())
  // Whoever was given the link for it tries the page before it is open.
  const door = isTest ? { ...found, isOpen: true } : found
  const locale = localeOf(request)
  const { place, runBy, readWhen, help, outsideWays, exitTo, controller, retention } = door.terms
  const say = (words: Partial<Record<Locale, string>>) => words[locale] || words.en || words.fr || ''
  return {
    door,
    isTest,
    locale,
    shell: { exitTo },
    shown: {
      isOpen: takesWords(door),
      receivingName: door.receivingName,
      place: say(place),
      runBy: say(runBy),
      readWhen: say(readWhen),
      help,
      outsideWays,
      readers: door.readers,
      overseers: door.overseers,
    },
    about: { runBy: say(runBy), receivingName: door.receivingName, controller, retention },
  }
}

/** Open, and somebody is there to read. */
export function takesWords({ isOpen, readers }: OpenDoor): boolean {
  return isOpen && readers.some(({ duties }) => duties.includes('handle'))
}

export function localeOf(request: Request): Locale {
  return chooseLocale({
    query: new URL(request.url).searchParams.get('lang'),
    acceptLanguage: request.headers.get('accept-language'),
  })
}
