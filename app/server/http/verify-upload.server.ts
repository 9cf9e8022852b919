import { verifyFile, type Verified } from '#app/server/queries/verify.server.ts'

export type UploadProblem = 'none' | 'empty' | 'tooLarge' | 'cut' | 'busy'
export type Upload = { verified: Verified } | { uploadProblem: UploadProblem }

export const largestDocument = 20 * 1024 * 1024
const formAround = 4096
/** Beyond this the connection is closed instead of read to its end. */
const largestRefused = 30_000_000
/**
 * Of all uploads together. Whoever would go beyond waits in line for a while and is then asked to come again; the first in
 * line goes on, so that those who wait for one another all come to an end. A slow sender takes up only what has arrived.
 */
const mostHeld = 4 * (largestDocument + formAround)
const patience = 8_000
let held = 0
const line: Body[] = []
let waiting: (() => void)[] = []

/** Reads one file of at most 20 MB and compares it with what was issued. Nothing is kept and nothing is parsed. */
export async function verifyUpload(request: Request): Promise<Upload> {
  const body: Body = { chunks: [], size: 0 }
  line.push(body)
  try {
    const uploadProblem = await readInto(body, request)
    if (uploadProblem) return { uploadProblem }
    return await inTurn(() => verify(body, request.headers.get('content-type') ?? ''))
  } finally {
    line.splice(line.indexOf(body), 1)
    letGoOf(body)
  }
}

async function verify(body: Body, contentType: string): Promise<Upload> {
  const whole = Buffer.concat(body.chunks)
  body.chunks.length = 0
  const file = await fileIn(whole, contentType)
  if (!file) return { uploadProblem: 'cut' }
  if (file.size === 0) return { uploadProblem: file.name === '' ? 'none' : 'empty' }
  if (file.size > largestDocument) return { uploadProblem: 'tooLarge' }
  return { verified: await verifyFile(Buffer.from(await file.arrayBuffer())) }
}

type Body = { chunks: Uint8Array[]; size: number }

/** What is refused is still read, and dropped, so that the answer arrives at a browser that is sending. */
async function readInto(body: Body, request: Request): Promise<UploadProblem | null> {
  let problem: UploadProblem | null = null
  let arrived = 0
  try {
    for await (const chunk of request.body ?? []) {
      arrived += chunk.byteLength
      if (arrived > largestRefused) return 'tooLarge'
      if (arrived > largestDocument + formAround) problem = 'tooLarge'
      else if (!problem && !(await hasRoom(body, chunk.byteLength))) problem = 'busy'
      if (problem) letGoOf(body)
      else hold(body, chunk)
    }
  } catch {
    return 'cut'
  }
  return problem
}

async function hasRoom(body: Body, bytes: number): Promise<boolean> {
  const until = performance.now() + patience
  while (held + bytes > mostHeld && line[0] !== body) {
    const left = until - performance.now()
    if (left <= 0) return false
    await roomMayBeLeft(left)
  }
  return true
}

/** Until somebody lets go of something, or for so long. */
function roomMayBeLeft(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    waiting.push(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function hold(body: Body, chunk: Uint8Array): void {
  body.chunks.push(chunk)
  body.size += chunk.byteLength
  held += chunk.byteLength
}

function letGoOf(body: Body): void {
  held -= body.size
  body.size = 0
  body.chunks.length = 0
  const woken = waiting
  waiting = []
  for (const wake of woken) wake()
}

let last: Promise<unknown> = Promise.resolve()

/** One file after the other is unpacked and hashed: in memory there is one of them twice, however many have arrived. */
function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
  const own = last.then(run)
  last = own.catch(() => null)
  return own
}

/** Null when the form is not whole. */
async function fileIn(body: Buffer<ArrayBuffer>, contentType: string): Promise<File | null> {
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
    const file = form.get('file')
    return file instanceof File ? file : new File([], '')
  } catch {
    return null
  }
}
