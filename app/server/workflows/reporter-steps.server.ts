import { readFiling, stillReading, whatIsMissing, type Filing } from '#app/forms/filing.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import { codeGroups, codeLength, newCode, readCode } from '#app/sealing/code.ts'
import { promisedDates, type PromisedDates } from '#app/server/concerns/first-clocks.server.ts'
import type { NotTaken } from '#app/server/concerns/receive-file.server.ts'
import {
  dropReceived,
  keepsHiddenDetails,
  type ReceivedFile,
} from '#app/server/concerns/received-files.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { wordsFor, type Locale } from '#content/words.ts'
import { fileConcern, type OpenDoor, type ShownReader } from '#app/server/workflows/concern-filing.server.ts'

/** The files that a form brought, and why some of them are not here. */
export interface CameWith {
  files: ReceivedFile[]
  notTaken: NotTaken[]
  wasCut: boolean
}

/** What a retyped code turned out to be. */
export type Tried = { same: true } | { groups: number[] } | { digits: number } | { letters: true }

export interface Dates {
  safetyBy: string
  answerBy: string
  feedbackBy: string
}

export type Step =
  | { step: 'start'; filing: Filing; dates: Dates }
  | { step: 'readers'; filing: Filing; changed: { withFiles: boolean } | null }
  | { step: 'nobody'; filing: Filing }
  | { step: 'closed'; filing: Filing }
  | { step: 'code'; filing: Filing; groups: string[]; tried: Tried | null; renewed?: { withFiles: boolean } }
  | { step: 'card'; filing: Filing; groups: string[] }
  | { step: 'write'; filing: Filing; errors: FieldErrors; chooseAgain: boolean }
  | {
      step: 'received'
      code: string
      groups: string[]
      dates: Dates
      danger: boolean
      done: never[]
      news: null
      /** Words are taken even when a file is not; so that nobody believes otherwise. */
      lost: NotTaken | null
      /** Of a picture whose hidden details nobody asked to keep. */
      details: boolean
      held: string
    }

interface Taken {
  locale: Locale
  now: Date
  /** From the link of a page that is being tried. */
  isTest?: boolean
}

export type Shown = { shown: Step; status: number }

/** One step of filing: what was typed comes in, the next page goes out, and nothing is left behind in between. */
export async function takeStep(
  door: OpenDoor,
  form: URLSearchParams,
  came: CameWith,
  { forSomeone, isTest = false, locale, now }: Taken & { forSomeone: boolean },
): Promise<Shown> {
  const filing = withCode(readFiling(form, locale))
  const go = form.get('go')
  if (go === 'send') return send(door, filing, came, { forSomeone, isTest, now })
  await dropReceived(came.files)
  if (!door.isOpen || handlersOf(door).length === 0) return shown({ step: 'closed', filing })
  if (go === 'start') return shown({ step: 'start', filing, dates: datesAhead(now) })
  if (go === 'readers') return shown({ step: 'readers', filing, changed: null })
  if (!isReadable(door, filing)) return shown({ step: 'nobody', filing })
  if (go === 'write') return shown({ step: 'write', filing, errors: {}, chooseAgain: false })
  const groups = codeGroups(filing.code)
  if (go === 'card') return shown({ step: 'card', filing, groups })
  const tried = go === 'check' ? compare(filing.code, form.get('retyped') ?? '') : null
  return shown({ step: 'code', filing, groups, tried }, tried && !('same' in tried) ? 422 : 200)
}

export type StepForSomeone = Step | { step: 'begin'; filing: Filing; errors: FieldErrors }

/** The same for somebody who types while another speaks: how it came is asked first. */
export async function takeStepForSomeone(
  door: OpenDoor,
  form: URLSearchParams,
  came: CameWith,
  { isTest = false, locale, now }: Taken,
): Promise<{ shown: StepForSomeone; status: number }> {
  const filing = readFiling(form, locale)
  if (form.get('go') === 'start') return { shown: { step: 'begin', filing, errors: {} }, status: 200 }
  if (form.get('go') === 'begin') {
    if (filing.channel === '')
      return {
        shown: { step: 'begin', filing, errors: { channel: { key: 'reporter.error.channel' } } },
        status: 422,
      }
    form.set('go', 'readers')
  }
  return takeStep(door, form, came, { forSomeone: true, isTest, locale, now })
}

/** What the first page says of the days to come, before anybody has written. */
export function datesAhead(now: Date): Dates {
  return asDays(promisedDates('concern', now))
}

async function send(
  door: OpenDoor,
  filing: Filing,
  { files, notTaken, wasCut }: CameWith,
  { forSomeone, isTest, now }: { forSomeone: boolean; isTest: boolean; now: Date },
): Promise<Shown> {
  const errors = whatIsMissing(filing, files.length > 0, forSomeone)
  const lost = wasCut ? ('cut' as const) : (notTaken[0] ?? null)
  if (lost && (wasCut || errors.words)) errors.words = { key: `reporter.error.${lost}` }
  if (Object.keys(errors).length > 0) {
    await dropReceived(files)
    const chooseAgain = files.length + notTaken.length > 0
    return shown({ step: 'write', filing, errors, chooseAgain }, 422)
  }
  try {
    const filed = await fileConcern({ ...toFile(door, filing, files, forSomeone), isTest }, now)
    if (filed.state === 'nobodyLeft') return shown({ step: 'nobody', filing })
    if (filed.state === 'readersChanged') {
      const withFiles = files.length + notTaken.length > 0
      return shown({ step: 'readers', filing, changed: { withFiles } }, 409)
    }
    if (filed.state === 'codeUsed') {
      const renewed = { ...filing, code: newCode() }
      const withFiles = files.length + notTaken.length > 0
      const groups = codeGroups(renewed.code)
      return shown({ step: 'code', filing: renewed, groups, tried: null, renewed: { withFiles } }, 409)
    }
    if (filed.state === 'closed') return shown({ step: 'closed', filing })
    const { code, danger } = filing
    return shown({
      step: 'received',
      code,
      groups: codeGroups(code),
      dates: asDays(filed.dates),
      danger: danger === 'yes',
      done: [],
      news: null,
      lost,
      details: filing.proof !== 'keep' && files.some(keepsHiddenDetails),
      held: filed.held,
    })
  } catch (error) {
    recordFailure(error)
    const notSent: FieldErrors = { '': { key: 'reporter.error.notSent' } }
    return shown({ step: 'write', filing, errors: notSent, chooseAgain: files.length > 0 }, 503)
  }
}

function toFile(door: OpenDoor, filing: Filing, files: ReceivedFile[], forSomeone: boolean) {
  const { words, danger, child, topic, wroteBefore, proof, locale } = filing
  return {
    slug: door.slug,
    code: filing.code,
    account: {
      words,
      danger: danger || ('not_said' as const),
      child: child || ('not_said' as const),
      light: topic === 'complaint',
      channel: forSomeone ? filing.channel || ('intermediary' as const) : ('page' as const),
      locale,
      ...(proof === 'keep' ? { pictureIsProof: true } : {}),
      ...(wroteBefore ? { wroteBefore } : {}),
      ...(forSomeone && filing.readBack
        ? { readBack: wordsFor(locale)(`reporter.someone.readBack.${filing.readBack}`) }
        : {}),
    },
    removed: { keyIds: filing.out, organisationIds: filing.outBodies },
    ...(filing.seen.length > 0 ? { seen: filing.seen } : {}),
    files,
    firstReturn: forSomeone,
  }
}

function withCode(filing: Filing): Filing {
  return filing.code === '' ? { ...filing, code: newCode() } : filing
}

function isReadable(door: OpenDoor, filing: Filing): boolean {
  return stillReading(handlersOf(door), filing).length > 0
}

function handlersOf({ readers }: OpenDoor): ShownReader[] {
  return readers.filter(({ duties }) => duties.includes('handle'))
}

/** Which groups of five to look at again; the right one is not shown a second time by this. */
function compare(code: string, typed: string): Tried {
  const read = readCode(typed)
  if (read === code) return { same: true }
  if (read === null) {
    const digits = [...typed].filter((letter) => /\p{Nd}/u.test(letter)).length
    return /\p{L}/u.test(typed) || digits === codeLength ? { letters: true } : { digits }
  }
  const [wanted, given] = [codeGroups(code), codeGroups(read)]
  return { groups: wanted.flatMap((group, index) => (group === given[index] ? [] : [index + 1])) }
}

function asDays({ safetyBy, answerBy, feedbackBy }: PromisedDates): Dates {
  return { safetyBy: safetyBy.toISOString().slice(0, 10), answerBy, feedbackBy }
}

function shown(step: Step, status = 200): Shown {
  return { shown: step, status }
}
