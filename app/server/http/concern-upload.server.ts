import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import type { Context, Hono } from 'hono'
import { newCaseKeys, type CaseKeys } from '#app/sealing/parcel.ts'
import {
  FileNotTaken,
  largestConcernFile,
  receiveConcernFile,
  type NotTaken,
} from '#app/server/concerns/receive-file.server.ts'
import { dropReceived, type ReceivedFile } from '#app/server/concerns/received-files.server.ts'
import { hasRoomForFiles } from '#app/server/concerns/disk.server.ts'
import { takeTurn } from '#app/server/concerns/slow-down.server.ts'
import { SentTooSlowly, takePlace, type Place } from '#app/server/concerns/upload-places.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { readBody } from '#app/server/http/body.server.ts'
import { isUpload } from '#app/server/http/evidence-upload.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { plainPage } from '#app/server/http/plain-page.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'

/** What came with a form of a reporting page: sealed already, and with a word for what was not kept. */
export interface ConcernUpload {
  files: (ReceivedFile & { field: string })[]
  notTaken: { field: string; name: string; problem: NotTaken }[]
  /** Nothing after this arrived: the line broke, or the words were longer than any may be. */
  wasCut: boolean
}

const mostFiles = 10
/** Five megabytes of a script whose letters take three bytes, as a form encodes them, and some more. */
const largestWords = 18 * 1024 * 1024
/** Of everything that is typed in one form. */
const mostTyped = largestWords + 1024 * 1024
const largestBody = mostFiles * largestConcernFile + 4 * largestWords
/** A sender who says nothing for so long has gone. */
const patience = 60_000
const limits = {
  fieldNameSize: 100,
  fieldSize: largestWords,
  fields: 600,
  files: 40,
  fileSize: largestConcernFile + 1,
  headerPairs: 20,
  headerSize: 16 * 1024,
}

/** Every form of a reporting page: the page's own action sees ordinary fields, and files in its context. */
export function mountConcernForms(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  const take = async (context: Context<Bindings>) => {
    const { raw } = context.req
    const page = { nonce: context.var.nonce, locale: context.var.locale }
    if (!isUpload(raw)) {
      const body = await readBody(raw, 24 * 1024 * 1024)
      if (body) return askRemix(requestAt(origin, raw, body, context.var.address), page)
      return plainPage({ problem: 'tooLarge', locale: page.locale, stylesheet: null, neutral: true })
    }
    await takeTurn('upload', context.var.address)
    const { fields, upload } = await readConcernForm(raw)
    try {
      const form = new Request(raw.url, { method: 'POST', headers: formHeaders(raw.headers) })
      const body = new TextEncoder().encode(fields.toString())
      const asked = requestAt(origin, form, body, context.var.address)
      return await askRemix(asked, { ...page, concernUpload: upload })
    } finally {
      // What the action kept lies elsewhere by now.
      await dropReceived(upload.files)
    }
  }
  app.post('/r/:slug', take)
  app.post('/r/:slug/:page', take)
}

/** Reads a form with files in it as a stream. What is not kept is read and dropped, so that everything else arrives. */
export async function readConcernForm(
  request: Request,
): Promise<{ fields: URLSearchParams; upload: ConcernUpload }> {
  const reading: Reading = {
    fields: new URLSearchParams(),
    keys: null,
    under: [],
    count: 0,
  }
  const upload: ConcernUpload = { files: [], notTaken: [], wasCut: !(await readAll(request, reading)) }
  // In the order in which they were chosen, whichever was looked through first.
  for (const outcome of await Promise.all(reading.under)) {
    if (outcome && 'problem' in outcome) upload.notTaken.push(outcome)
    else if (outcome) upload.files.push(outcome)
  }
  return { fields: reading.fields, upload }
}

/** Null for a field in which nothing was chosen. */
type Outcome = ConcernUpload['files'][number] | ConcernUpload['notTaken'][number] | null

type Reading = {
  fields: URLSearchParams
  /** The same for all files of a form, made when the first one begins. */
  keys: Promise<CaseKeys> | null
  under: Promise<Outcome>[]
  count: number
}

async function readAll(request: Request, reading: Reading): Promise<boolean> {
  const parser = parserFor(request)
  if (!parser || !request.body) return false
  let current: BusboyFileStream | null = null
  let complete = true
  let typed = 0
  parser.on('field', (name, value, _nameCut, valueCut) => {
    typed += value.length
    if (valueCut || typed > mostTyped) complete = false
    if (typeof name === 'string' && typed <= mostTyped) reading.fields.append(name, value)
  })
  parser.on('file', (field, stream, given) => {
    current = stream
    // Its end is told to whoever reads it; with nobody reading it is nobody's failure.
    stream.on('error', () => undefined)
    reading.under.push(take(reading, String(field), stream, given ?? ''))
  })
  const finished = new Promise<void>((done, failed) => parser.once('finish', done).once('error', failed))
  finished.catch(() => undefined)
  let arrived = 0
  try {
    for await (const bytes of inTime(request.body)) {
      arrived += bytes.byteLength
      if (arrived > largestBody) throw new Error('longer than any form')
      if (!parser.write(bytes)) await Promise.race([once(parser, 'drain'), finished])
    }
    parser.end()
    await finished
    return complete
  } catch {
    parser.destroy()
    const open = current as BusboyFileStream | null
    open?.destroy(new Error('the form broke off'))
    return false
  }
}

function parserFor(request: Request): BusboyInstance | null {
  try {
    return new Busboy({ headers: { 'content-type': request.headers.get('content-type') ?? '' }, limits })
  } catch {
    return null
  }
}

async function take(
  reading: Reading,
  field: string,
  stream: BusboyFileStream,
  name: string,
): Promise<Outcome> {
  const source = counted(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, reading)
  try {
    reading.keys ??= newCaseKeys()
    const keys = await reading.keys
    return { ...(await receiveConcernFile(keys, source, name)), field }
  } catch (error) {
    const problem = problemOf(error, stream)
    if (problem === 'notKept' && !(error instanceof FileNotTaken)) recordFailure(error)
    // A browser sends an empty part for every file field in which nothing was chosen.
    return problem === 'empty' && name === '' ? null : { field, name, problem }
  } finally {
    // What nobody reads any more is let go of, and what is left of it dropped, so that everything after it arrives.
    source
      .return(undefined)
      .finally(() => stream.resume())
      .catch(() => undefined)
  }
}

/**
 * An empty file is not counted, and needs no room; a form without any never waits. Nothing more of a file is read before it
 * has its place, and whoever sends next to nothing gives it up to those who wait.
 */
async function* counted(source: AsyncIterable<Buffer>, reading: Reading): AsyncGenerator<Buffer, undefined> {
  const arriving = source[Symbol.asyncIterator]()
  let place: Place | null = null
  try {
    const first = await arriving.next()
    if (first.done) return
    reading.count += 1
    if (reading.count > mostFiles) throw new FileNotTaken('tooMany')
    place = await takePlace()
    if (!place) throw new FileNotTaken('busy')
    if (!(await hasRoomForFiles())) throw new FileNotTaken('notKept')
    yield first.value
    yield* place.watch({ [Symbol.asyncIterator]: () => arriving })
  } finally {
    place?.leave()
    // Nobody listens any more, so that the rest can be dropped.
    await arriving.return?.(undefined)
  }
}

function problemOf(error: unknown, stream: BusboyFileStream): NotTaken {
  if (error instanceof FileNotTaken) return error.problem
  if (error instanceof SentTooSlowly) return 'busy'
  return stream.errored || (stream.destroyed && !stream.readableEnded) ? 'cut' : 'notKept'
}

async function* inTime(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, failed) => {
      timer = setTimeout(() => failed(new Error('nothing arrives')), patience)
    })
    try {
      const { value, done } = await Promise.race([reader.read(), late])
      if (done) return
      yield value
    } finally {
      clearTimeout(timer)
    }
  }
}

function formHeaders(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of ['content-length', 'content-type', 'transfer-encoding', 'expect']) headers.delete(name)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  return headers
}
