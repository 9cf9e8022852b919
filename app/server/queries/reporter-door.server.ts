import type { DoorShown } from '#app/components/reporter/door-data.ts'
import { saidIn, type InEach } from '#app/forms/door-languages.ts'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { spokenAt } from '#app/server/queries/door-recordings.server.ts'
import { isTestMark } from '#app/server/http/door-test-link.server.ts'
import { openDoor, type OpenDoor } from '#app/server/workflows/concern-filing.server.ts'
import { chooseLocale, isLocale, type Locale } from '#content/words.ts'

/** What the public pages of a door show; throws notFound for an address that is none. */
export async function reporterDoor(request: Request, slug: string | undefined) {
  const found = await openDoor(slug ?? '')
  if (!found) throw notFound()
  const isTest = isTestMark(found.id, new URL(request.url).searchParams.get('t') ?? '', now())
  // Whoever was given the link for it tries the page before it is open.
  const door = isTest ? { ...found, isOpen: true } : found
  const locale = localeOf(request)
  const { place, runBy, readWhen, exitTo, controller } = door.terms
  const say = sayer(door.terms, locale)
  return {
    door,
    isTest,
    locale,
    shell: { exitTo, spoken: await spokenAt(door.slug, door.isOpen) },
    shown: {
      isOpen: takesWords(door),
      receivingName: door.receivingName,
      place: say(place).words,
      readWhen: say(readWhen),
      ...placesIn(door.terms, locale),
      readers: door.readers,
      overseers: door.overseers,
    },
    about: {
      runBy: say(runBy),
      receivingName: door.receivingName,
      controller,
      retention: door.terms.retention.map(({ what, keepFor, reason }) => ({
        what: say(what),
        keepFor: say(keepFor),
        reason: say(reason),
      })),
    },
  }
}

/** Where help is and whom else to tell, in the language of the page or else in another. */
export function placesIn(terms: DoorTerms, locale: Locale): Pick<DoorShown, 'help' | 'outsideWays'> {
  const say = sayer(terms, locale)
  return {
    help: terms.help.map(({ need, name, nameIn, how, hours, windowHours, note, answeredOn }) => ({
      need,
      name: nameIn[locale] ?? name,
      how: say(how),
      hours: say(hours),
      windowHours,
      note: say(note),
      answeredOn,
    })),
    outsideWays: terms.outsideWays.map(({ name, nameIn, how, note }) => ({
      name: nameIn[locale] ?? name,
      how: say(how),
      note: say(note),
    })),
  }
}

function sayer({ languages }: DoorTerms, locale: Locale) {
  return (text: InEach) => saidIn(text, [locale, ...languages.filter(isLocale)])
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
