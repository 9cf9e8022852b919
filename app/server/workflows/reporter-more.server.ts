import {
  isMoreItem,
  moreChoices,
  moreItems,
  readAfter,
  readTyped,
  whatIsWrong,
  type After,
  type MoreItem,
  type Typed,
} from '#app/forms/filing-more.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import { codeGroups } from '#app/sealing/code.ts'
import type { Part } from '#app/sealing/parts.ts'
import type { NotTaken } from '#app/server/concerns/receive-file.server.ts'
import { dropReceived, keepsHiddenDetails } from '#app/server/concerns/received-files.server.ts'
import { isDatabaseDown } from '#app/server/database.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { addFiles, addParts, openCode } from '#app/server/workflows/concern-additions.server.ts'
import { sendLater } from '#app/server/workflows/concern-later.server.ts'
import type { CameWith, Dates } from '#app/server/workflows/reporter-steps.server.ts'
import { wordsFor, type Key, type Locale } from '#content/words.ts'

export type AfterStep =
  | {
      step: 'received'
      code: string
      groups: string[]
      dates: Dates
      danger: boolean
      done: MoreItem[]
      news: 'added' | 'skipped' | null
      lost: NotTaken | null
      details: boolean
      held: string
    }
  | {
      step: 'more'
      code: string
      dates: Dates
      done: MoreItem[]
      held: string
      item: MoreItem
      typed: Typed
      errors: FieldErrors
    }

type Answer = { shown: AfterStep; status: number }

/** Whether a button is one of those after the receipt. */
export function comesAfter(go: string | null): boolean {
  return go === 'received' || /^(more|add|skip):/.test(go ?? '')
}

/** Each thing that follows the receipt is its own request; null when there is no receipt behind it. */
export async function takeMore(
  form: URLSearchParams,
  came: CameWith,
  { slug, locale, now }: { slug: string; locale: Locale; now: Date },
): Promise<Answer | null> {
  const after = readAfter(form)
  const [what = '', named = ''] = (form.get('go') ?? '').split(':')
  if (!after || !(what === 'received' || isMoreItem(named))) {
    await dropReceived(came.files)
    return null
  }
  if (what === 'add' && isMoreItem(named))
    return add(after, named, readTyped(form, named), came, {
      slug,
      locale,
      isProof: form.get('proof') === 'keep',
      now,
    })
  await dropReceived(came.files)
  if (what === 'more' && isMoreItem(named)) return ask(after, named, readTyped(form, named), {}, 200)
  return receipt(after, what === 'skip' ? 'skipped' : null)
}

async function add(
  after: After,
  item: MoreItem,
  typed: Typed,
  { files, notTaken, wasCut }: CameWith,
  { slug, locale, isProof, now }: { slug: string; locale: Locale; isProof: boolean; now: Date },
): Promise<Answer> {
  const errors = whatIsWrong(item, typed, files.length > 0)
  const lost = wasCut ? ('cut' as const) : (notTaken[0] ?? null)
  if (lost && (wasCut || errors.files)) errors.files = { key: `reporter.error.${lost}` }
  if (Object.keys(errors).length > 0) {
    await dropReceived(files)
    return ask(after, item, typed, errors, 422)
  }
  try {
    const way = await openCode(after.code).catch(unlessAway)
    if (way === null) return ask(after, item, typed, { '': { key: 'reporter.error.noWay' } }, 422)
    if (way === 'away') {
      const parts = partsOf(item, typed, undefined, locale)
      const { code, held } = after
      if (!(await sendLater({ slug, code, held, parts, files, isProof }, now)))
        return ask(after, item, typed, notSent(item), 503)
    } else if (item === 'files') await addFiles(way, files, { isProof }, now)
    else await addParts(way, partsOf(item, typed, way.threads[0]?.threadId, locale), now)
  } catch (error) {
    recordFailure(error)
    return ask(after, item, typed, notSent(item), 503)
  } finally {
    await dropReceived(files)
  }
  const done = moreItems.filter((each) => each === item || after.done.includes(each))
  return receipt({ ...after, done }, 'added', { lost, details: !isProof && files.some(keepsHiddenDetails) })
}

function unlessAway(error: unknown): 'away' {
  recordFailure(error)
  if (!isDatabaseDown(error)) throw error
  return 'away'
}

/** No browser fills in chosen files again. */
function notSent(item: MoreItem): FieldErrors {
  return { '': { key: item === 'files' ? 'reporter.error.filesNotSent' : 'reporter.error.notSent' } }
}

type ToAdd = { kind: 'file' | 'identity'; part: Part }

/** What handlers read is under the file key, a name under the identity key alone. */
function partsOf(item: MoreItem, typed: Typed, threadId: string | undefined, locale: Locale): ToAdd[] {
  const t = wordsFor(locale)
  const from = 'reporter' as const
  const thread = threadId ? { threadId } : {}
  // What the page does not offer was sent by nobody of ours, and is left out.
  const chosen = (field: 'pace' | 'hearOutcome') =>
    isOneOf(moreChoices[field], typed[field]) ? t(`reporter.more.${field}.${typed[field]}` as Key) : undefined
  switch (item) {
    case 'affected':
      return [inFile({ kind: 'about', affected: affectedOf(typed.affected) })]
    case 'place':
      return [inFile({ kind: 'about', ...filled({ when: typed.when, where: typed.where }) })]
    case 'who':
      return [
        ...(typed.who ? [inFile({ kind: 'subject', who: typed.who })] : []),
        ...(typed.role ? [inFile({ kind: 'about', role: typed.role })] : []),
      ]
    case 'wishes':
      return [inFile({ kind: 'wishes', from, ...thread, wants: typed.wants ?? '' })]
    case 'later': {
      const { followUp, ownWord } = typed
      const more = filled({ followUp, ownWord, pace: chosen('pace'), hearOutcome: chosen('hearOutcome') })
      return [inFile({ kind: 'wishes', from, ...thread, wants: '', ...more })]
    }
    case 'contact': {
      const { contactWho, contactHow, contactTimes, codeWord, ifNobody, whatNotToSay } = typed
      const plan = { who: contactWho, how: contactHow, times: contactTimes, codeWord, ifNobody, whatNotToSay }
      return [inFile({ kind: 'safe_contact', from, ...thread, ...filled(plan) })]
    }
    case 'name':
      return nameParts(typed)
    case 'files':
      return []
  }
}

function isOneOf(offered: readonly string[], value: string | undefined): boolean {
  return value !== undefined && offered.includes(value)
}

/** Whoever stays anonymous leaves no name, even if one was typed. */
function nameParts({ promise, name, reach }: Typed): ToAdd[] {
  const choice =
    (['anonymous', 'confidential', 'named'] as const).find((each) => each === promise) ?? 'confidential'
  const own: ToAdd[] =
    choice === 'anonymous' || !name
      ? []
      : [{ kind: 'identity', part: { kind: 'identity', from: 'reporter', name, ...filled({ reach }) } }]
  return [inFile({ kind: 'promise', choice }), ...own]
}

function inFile(part: Part): ToAdd {
  return { kind: 'file', part }
}

function affectedOf(value: string | undefined) {
  return (['self', 'other', 'community'] as const).find((each) => each === value) ?? ('not_said' as const)
}

function filled<Fields extends Record<string, string | undefined>>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Partial<
    Record<keyof Fields, string>
  >
}

function receipt(
  { code, dates, done, held }: After,
  news: 'added' | 'skipped' | null,
  files: { lost: NotTaken | null; details: boolean } = { lost: null, details: false },
): Answer {
  return {
    shown: {
      step: 'received',
      code,
      groups: codeGroups(code),
      dates,
      danger: false,
      done,
      held,
      news,
      ...files,
    },
    status: 200,
  }
}

function ask(after: After, item: MoreItem, typed: Typed, errors: FieldErrors, status: number): Answer {
  const { code, dates, done, held } = after
  return { shown: { step: 'more', code, dates, done, held, item, typed, errors }, status }
}
