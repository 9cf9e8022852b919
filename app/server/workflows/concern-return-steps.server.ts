import type { FieldErrors } from '#app/components/error-summary.tsx'
import type { ReturnForm, ReturnStep } from '#app/forms/return-steps.ts'
import { codeGroups, readCode } from '#app/sealing/code.ts'
import { howSinceAnswers } from '#app/sealing/parts.ts'
import type { NotTaken } from '#app/server/concerns/receive-file.server.ts'
import {
  dropReceived,
  keepsHiddenDetails,
  type ReceivedFile,
} from '#app/server/concerns/received-files.server.ts'
import { isDatabaseDown } from '#app/server/database.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { Form, Typed } from '#app/server/http/read-form.server.ts'
import { readThreads, type ReturnShown } from '#app/server/queries/concern-return.server.ts'
import { openThreadFile, type OpenedFile } from '#app/server/queries/concern-thread-file.server.ts'
import { addFiles, openCode, type OpenedWay } from '#app/server/workflows/concern-additions.server.ts'
import {
  answerShare,
  askReview,
  capacityOf,
  changeWishes,
  newCodeFor,
  offeredCode,
  placeOf,
  planSafeContact,
  say,
  takePartAgain,
  withdrawPart,
  type Place,
} from '#app/server/workflows/concern-return.server.ts'
import { wordsFor, type Key, type Locale } from '#content/words.ts'

export interface ReturnAnswer {
  status: 200 | 422 | 503
  /** Null: nothing was opened, and the code is asked for again. */
  shown: ReturnShown | null
  notice: Key | null
  /** A new code in its four groups, to write down before it counts. */
  offered: string[] | null
  rejected: { step: ReturnStep; threadId: string; errors: FieldErrors; typed: Typed } | null
  /** A handler's file, on the one page that asked for it. */
  opened?: OpenedFile | undefined
  /** The database is away: nothing can be opened, and nothing was taken. */
  notTaken?: { step: ReturnStep; typed: Typed } | undefined
}

/** What came beside the fields; a field with words may have been cut as well. */
export interface CameWith {
  files: ReceivedFile[]
  notTaken: { problem: NotTaken }[]
  wasCut: boolean
}

export interface Sent {
  form: Form<ReturnForm>
  upload: CameWith | null
  locale: Locale
}

/**
 * One form of somebody who came back with a code: the step, if it is one, and the page as it is afterwards. While the
 * database is away nobody can know to whom something new is sealed, so it is said that nothing was taken.
 */
export async function takeReturn(sent: Sent, now: Date): Promise<ReturnAnswer> {
  try {
    return await takeOpened(sent, now)
  } catch (error) {
    if (!isDatabaseDown(error)) throw error
    recordFailure(error)
    const { form } = sent
    const notTaken = { step: stepOf(form), typed: form.typed }
    return { status: 503, shown: null, notice: null, offered: null, rejected: null, notTaken }
  } finally {
    await dropReceived(sent.upload?.files ?? [])
  }
}

async function takeOpened(sent: Sent, now: Date): Promise<ReturnAnswer> {
  const { form } = sent
  const code = form.typed.code ?? ''
  const step = stepOf(form)
  const way = await openCode(code)
  if (!way) return step === 'newCode' ? afterNewCode(sent, now) : nothingOpened(form, step)
  const read = (opened: OpenedWay, typed: string) => readThreads(opened, readCode(typed) ?? '', now)
  const answer = async (parts: Partial<ReturnAnswer>): Promise<ReturnAnswer> => {
    const shown = await read(way, code)
    const offered = shown.mustChange ? offerOf(form) : null
    return { status: 200, notice: null, offered, rejected: null, shown, ...parts }
  }
  if (step === 'newCode') return takeNewCode(sent, way, answer, now)
  const reject = (errors: FieldErrors) =>
    answer({
      status: 422,
      rejected: { step, threadId: form.typed.threadId ?? '', errors, typed: form.typed },
    })
  if (!form.ok) return reject(form.errors)
  if (sent.upload?.wasCut && step !== 'files') return reject({ '': { key: 'return.error.cut' } })
  if (way.threads.some(({ firstReturn }) => firstReturn) || step === 'open') return answer({})
  if (step === 'offerCode') return answer({ offered: offerOf(form) })
  const place = await placeOf(way, form.value.threadId, form.value.once)
  if (!place) return answer({})
  if (step === 'showFile') {
    const { fileId } = form.value
    const opened = isId(fileId) ? await openThreadFile(way, place.threadId, fileId, now) : null
    return opened ? answer({ opened }) : reject({ '': { key: 'return.error.fileNotShown' } })
  }
  const errors = await take(step, place, form.value, sent, now).catch(nothingToSealTo)
  return errors ? reject(errors) : answer({ notice: doneWith(step, sent) })
}

/** Better not taken than taken for somebody who put a key there: the words still stand in the form. */
function nothingToSealTo(error: unknown): FieldErrors {
  if (!(error instanceof AppError) || error.code !== 'notReady') throw error
  return { '': { key: 'return.error.notKept' } }
}

function doneWith(step: ReturnStep, { form, upload }: Sent): Key {
  const asProof = form.typed.pictureIsProof === 'yes'
  if (step === 'files' && !asProof && upload?.files.some(keepsHiddenDetails))
    return 'return.done.filesDetails'
  return `return.done.${step}` as Key
}

/** The same that was shown before, when only the language changes: it may be on paper already. */
function offerOf(form: Form<ReturnForm>): string[] {
  return codeGroups(offeredCode(form.typed.newCode ?? ''))
}

function nothingOpened(form: Form<ReturnForm>, step: ReturnStep): ReturnAnswer {
  const errors: FieldErrors = { code: { key: 'return.error.code' } }
  return {
    status: 422,
    shown: null,
    notice: null,
    offered: null,
    rejected: { step, threadId: '', errors, typed: form.typed },
  }
}

type Answering = (parts: Partial<ReturnAnswer>) => Promise<ReturnAnswer>

async function takeNewCode(
  { form }: Sent,
  way: OpenedWay,
  answer: Answering,
  now: Date,
): Promise<ReturnAnswer> {
  const offered = readCode(form.typed.newCode ?? '')
  const retyped = form.typed.retyped ?? ''
  if (!offered || offered === readCode(form.typed.code ?? ''))
    return answer({ offered: codeGroups(offeredCode('')) })
  if (retyped.trim() !== '' && readCode(retyped) !== offered) {
    const errors: FieldErrors = { retyped: { key: 'return.error.retyped' } }
    const rejected = { step: 'newCode' as const, threadId: '', errors, typed: form.typed }
    return answer({ status: 422, offered: codeGroups(offered), rejected })
  }
  await newCodeFor(way, offered, now)
  return (await opensWith(offered, now)) ?? answer({ offered: codeGroups(offeredCode('')) })
}

/** Sent again after the line was cut: the old code opens nothing any more, and the new one is in the form. */
async function afterNewCode({ form }: Sent, now: Date): Promise<ReturnAnswer> {
  return (await opensWith(form.typed.newCode ?? '', now)) ?? nothingOpened(form, 'open')
}

async function opensWith(code: string, now: Date): Promise<ReturnAnswer | null> {
  const way = await openCode(code)
  if (!way) return null
  const shown = await readThreads(way, readCode(code)!, now)
  return { status: 200, notice: 'return.done.newCode', offered: null, rejected: null, shown }
}

/** What is wrong with the form, if anything is. */
async function take(
  step: ReturnStep,
  place: Place,
  form: ReturnForm,
  { upload, locale }: Sent,
  now: Date,
): Promise<FieldErrors | null> {
  switch (step) {
    case 'say':
    case 'comeBack':
      if (form.words.trim() === '') return { words: { key: 'return.error.words' } }
      await say(place, { words: form.words, comesBack: step === 'comeBack' }, now)
      return null
    case 'howSince': {
      const howSince = howSinceAnswers.find((each) => each === form.howSince)
      if (!howSince) return { howSince: { key: 'return.error.choose' } }
      const said = wordsFor(locale)(`return.howSince.said.${howSince}`)
      await say(place, { words: [said, form.words].filter(Boolean).join('\n\n'), howSince }, now)
      return null
    }
    case 'files':
      return takeFiles(place, form, { upload, locale }, now)
    case 'wishes': {
      const { wants, pace, hearOutcome, followUp, ownWord } = form
      if (!wants && !pace && !hearOutcome && !followUp && !ownWord)
        return { wants: { key: 'return.error.nothing' } }
      const from = capacityOf(place.filedIt, form.from)
      await changeWishes(place, { from, wants, ...filled({ pace, hearOutcome, followUp, ownWord }) }, now)
      return null
    }
    case 'safeContact': {
      const { who, how, times, codeWord, ifNobody, whatNotToSay } = form
      const plan = filled({ who, how, times, codeWord, ifNobody, whatNotToSay })
      if (Object.keys(plan).length === 0) return { who: { key: 'return.error.nothing' } }
      await planSafeContact(place, { from: capacityOf(place.filedIt, form.from), ...plan }, now)
      return null
    }
    case 'share': {
      const answer = (['agreed', 'refused', 'withdrawn'] as const).find((each) => each === form.answer)
      if (!answer || !isId(form.shareId)) return { '': { key: 'return.error.choose' } }
      await answerShare(place, form.shareId, answer, now)
      return null
    }
    case 'withdraw':
      await withdrawPart(place, form.note, now)
      return null
    case 'takePart':
      await takePartAgain(place, now)
      return null
    case 'review':
      if (form.note === '') return { note: { key: 'return.error.review' } }
      await askReview(place, form.note, now)
      return null
    default:
      return null
  }
}

/** What arrived whole is kept, whatever became of the rest; a line in the conversation says how many there are. */
async function takeFiles(
  place: Place,
  form: ReturnForm,
  { upload, locale }: Pick<Sent, 'upload' | 'locale'>,
  now: Date,
): Promise<FieldErrors | null> {
  const { files = [], notTaken = [] } = upload ?? {}
  if (files.length > 0) {
    const { fileIds } = await addFiles(
      place.way,
      files,
      { isProof: form.pictureIsProof === 'yes', threadId: place.threadId },
      now,
    )
    const words = wordsFor(locale)('return.files.said', { count: files.length })
    await say(place, { words, fileIds }, now)
  }
  const problem = notTaken[0]?.problem ?? (upload?.wasCut ? 'cut' : files.length === 0 ? 'none' : null)
  return problem && { file: { key: `return.error.file.${problem}` } }
}

function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== '')) as Partial<Fields>
}

function stepOf(form: Form<ReturnForm>): ReturnStep {
  return form.ok ? form.value.step : ((form.typed.step ?? 'open') as ReturnStep)
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
