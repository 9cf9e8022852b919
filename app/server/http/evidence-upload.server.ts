import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { FileRefused, type FileProblem } from '#app/server/files/problems.server.ts'
import { largestFile, receiveFile, type StoredFile } from '#app/server/files/receive.server.ts'
import { removeKept } from '#app/server/files/store.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'

/** `none`: the form came without a file. */
export type EvidenceUpload = { file: StoredFile } | { problem: FileProblem }
export type UploadedForm = { fields: URLSearchParams; upload: EvidenceUpload }

/** Beyond this the connection is closed instead of read to its end. */
const largestRefused = 64 * 1024 * 1024
/** A sender who says nothing for so long has gone. */
const patience = 60_000
const mostAtOnce = 16
const mostOfOnePerson = 4
const limits = {
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  fields: 600,
  files: 10,
  fileSize: largestFile + 1,
  headerPairs: 20,
  headerSize: 16 * 1024,
}

const underWay = new Map<string, number>()

export function isUpload(request: Request): boolean {
  return /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
}

/**
 * Reads a form with a file in it as a stream. What is refused is still read, and dropped, so that the answer arrives at a
 * browser that is sending, with every other field in it. Without `personId` no file is taken.
 */
export async function readUpload(request: Request, personId: string | null): Promise<UploadedForm> {
  const leave = personId === null ? null : enter(personId)
  const reading: Reading = {
    fields: new URLSearchParams(),
    found: [],
    takes: personId !== null,
    busy: !leave,
  }
  try {
    const problem = await readAll(request, reading)
    const found = await Promise.all(reading.found)
    const upload = problem ? { problem } : uploadOf(found)
    if ('problem' in upload) await Promise.all(found.map(letGo))
    return { fields: reading.fields, upload }
  } finally {
    leave?.()
  }
}

type Reading = {
  fields: URLSearchParams
  found: Promise<EvidenceUpload>[]
  takes: boolean
  busy: boolean
}

function enter(personId: string): (() => void) | null {
  const own = underWay.get(personId) ?? 0
  const all = [...underWay.values()].reduce((sum, each) => sum + each, 0)
  if (own >= mostOfOnePerson || all >= mostAtOnce) return null
  underWay.set(personId, own + 1)
  return () => {
    const left = (underWay.get(personId) ?? 1) - 1
    if (left > 0) underWay.set(personId, left)
    else underWay.delete(personId)
  }
}

async function readAll(request: Request, reading: Reading): Promise<FileProblem | null> {
  const parser = parserFor(request)
  if (!parser || !request.body) return 'cut'
  let current: BusboyFileStream | null = null
  parser.on('field', (name, value) => {
    if (typeof name === 'string') reading.fields.append(name, value)
  })
  parser.on('file', (name, stream, given) => {
    current = stream
    // Its end is told to whoever reads it; with nobody reading it is nobody's failure.
    stream.on('error', () => undefined)
    if (name === 'file' && reading.takes) reading.found.push(take(stream, given ?? '', reading.busy))
    else stream.resume()
  })
  const finished = new Promise<void>((done, failed) => parser.once('finish', done).once('error', failed))
  finished.catch(() => undefined)
  const stop = (): void => {
    parser.destroy()
    current?.destroy(new Error('the form broke off'))
  }
  let arrived = 0
  try {
    for await (const bytes of inTime(request.body)) {
      arrived += bytes.byteLength
      if (arrived > largestRefused) {
        stop()
        return 'tooLarge'
      }
      if (!parser.write(bytes)) await Promise.race([once(parser, 'drain'), finished])
    }
    parser.end()
    await finished
    return null
  } catch {
    stop()
    return 'cut'
  }
}

function parserFor(request: Request): BusboyInstance | null {
  try {
    const type = request.headers.get('content-type') ?? ''
    return new Busboy({ headers: { 'content-type': type }, limits })
  } catch {
    return null
  }
}

async function take(stream: BusboyFileStream, given: string, busy: boolean): Promise<EvidenceUpload> {
  try {
    if (busy) throw await busyUnlessEmpty(stream)
    return {
      file: await receiveFile(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, given),
    }
  } catch (error) {
    if (error instanceof FileRefused)
      return { problem: error.problem === 'empty' && given === '' ? 'none' : error.problem }
    if (stream.errored || (stream.destroyed && !stream.readableEnded)) return { problem: 'cut' }
    recordFailure(error)
    return { problem: 'notKept' }
  } finally {
    stream.resume()
  }
}

/** A form without a file need not wait. */
async function busyUnlessEmpty(stream: BusboyFileStream): Promise<FileRefused> {
  for await (const _ of stream.iterator({ destroyOnReturn: false })) return new FileRefused('busy')
  return new FileRefused('empty')
}

async function letGo(upload: EvidenceUpload): Promise<void> {
  if ('file' in upload) await removeKept(upload.file.id)
}

/** A browser sends an empty part for every file field in which nothing was chosen. */
function uploadOf(found: EvidenceUpload[]): EvidenceUpload {
  const chosen = found.filter((each) => !('problem' in each) || each.problem !== 'none')
  if (chosen.length > 1) return { problem: 'several' }
  return chosen[0] ?? { problem: 'none' }
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
