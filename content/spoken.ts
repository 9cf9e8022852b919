import { languageName } from '#content/format.ts'
import { locales, type Locale } from '#content/locale.ts'
import { wordsFor, type Key } from '#content/words.ts'

/** What the body itself wrote for its page, in one language. */
export interface PageSays {
  place: string
  runBy: string
  readWhen: string
  /** Each place that helps, as one line. */
  help: readonly string[]
}

type Line = Key | { page: keyof PageSays; in?: Key }

/**
 * The passages of a reporting page that can be heard, each recorded alone, in the order in which they are met. What a slot
 * says is said by the page too, so that nobody who reads misses anything. Dates and numbers of people are left to the page:
 * they change from day to day.
 */
const passages = {
  start: [
    'reporter.start.title',
    'reporter.start.lead',
    { page: 'place', in: 'reporter.start.place' },
    'reporter.start.button',
    'reporter.start.haveCode',
    'reporter.start.forSomeone',
  ],
  safe: ['reporter.safe.title', 'reporter.safe.words', 'reporter.safe.exit'],
  help: ['reporter.help.title', 'reporter.help.lead', { page: 'help' }],
  promises: [
    'reporter.choose.title',
    'reporter.choose.anonymous',
    'reporter.choose.anonymous.words',
    'reporter.choose.confidential',
    'reporter.choose.confidential.words',
  ],
  readers: [
    'reporter.readers.title',
    'reporter.readers.lead',
    'reporter.readers.private',
    'reporter.readers.outsideTeam',
    { page: 'readWhen', in: 'reporter.reads.when' },
    'reporter.reads.meanwhile',
  ],
  code: [
    'reporter.code.title',
    'reporter.code.now',
    'reporter.code.only',
    'reporter.code.cannot',
    'reporter.code.keep',
    'reporter.code.notSent',
  ],
  account: [
    'reporter.write.title',
    'reporter.write.lead',
    'reporter.write.words',
    'reporter.write.words.hint',
    'reporter.write.voice',
    'reporter.write.voice.hint',
    'reporter.write.meanwhile',
  ],
  danger: [
    'reporter.write.danger',
    'reporter.write.danger.hint',
    'reporter.write.child',
    'reporter.write.child.hint',
  ],
  received: [
    'reporter.received.title',
    'reporter.received.locked',
    'reporter.received.codeAgain',
    'reporter.code.only',
    'reporter.code.cannot',
    'reporter.received.how',
    'reporter.received.help',
    'reporter.received.help.words',
  ],
  back: [
    'return.enter.title',
    'return.enter.label',
    'return.enter.hint',
    'return.unlocked',
    'return.enter.lost',
    'return.enter.lost.text',
  ],
  someone: [
    'reporter.someone.title',
    'reporter.someone.lead',
    'reporter.someone.rules.1',
    'reporter.someone.rules.2',
    'reporter.someone.rules.3',
    'reporter.someone.rules.4',
  ],
  about: [
    'reporter.about.title',
    { page: 'runBy', in: 'reporter.about.who' },
    'reporter.about.seen',
    'reporter.about.seen.words',
    'reporter.about.clear',
    'reporter.about.clear.words',
    'reporter.about.hidden',
    'reporter.about.hidden.words',
    'reporter.about.take',
    'reporter.about.take.words',
  ],
} as const satisfies Record<string, readonly Line[]>

export type SpokenSlot = keyof typeof passages
export const spokenSlots = Object.keys(passages) as readonly SpokenSlot[]

export function isSpokenSlot(name: unknown): name is SpokenSlot {
  return typeof name === 'string' && Object.hasOwn(passages, name)
}

/** The very text to be read out, line by line, as the page shows it in this language. */
export function spokenLines(slot: SpokenSlot, locale: Locale, page: PageSays): string[] {
  const t = wordsFor(locale)
  const named = {
    place: page.place,
    exit: t('reporter.exit'),
    send: t('reporter.write.send'),
    haveCode: t('reporter.start.haveCode'),
  }
  return (passages[slot] as readonly Line[]).flatMap((line) => {
    if (typeof line === 'string') return [t(line, named)]
    const said = page[line.page]
    if (typeof said !== 'string') return [...said]
    if (said === '') return []
    const before = line.in ? t(line.in, named) : ''
    return [before.includes(said) ? before : [before, said].filter(Boolean).join(' ')]
  })
}

/** The languages in which the page itself has words: a page that names none yet can be read in each of ours. */
export function writtenLanguages(languages: readonly string[]): Locale[] {
  const own = locales.filter((locale) => languages.includes(locale))
  return own.length > 0 ? own : [...locales]
}

/** Offered by name. Any other language has its BCP 47 tag. */
export const offeredLanguages = [
  'kri',
  'men',
  'tem',
  'sus',
  'ff',
  'bm',
  'wo',
  'ha',
  'yo',
  'ig',
  'pcm',
  'tw',
  'ee',
  'gaa',
  'ar',
  'pt',
  'sw',
  'en',
  'fr',
] as const

const longestTag = 35

/** The one spelling of a language that was typed as a tag, or as its name in a language of ours; null for anything else. */
export function spokenLanguage(typed: string): string | null {
  const text = typed.trim()
  const asName = text.toLowerCase()
  for (const tag of offeredLanguages)
    if (locales.some((locale) => languageName(locale, tag).toLowerCase() === asName)) return tag
  if (text.length > longestTag || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text)) return null
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}
