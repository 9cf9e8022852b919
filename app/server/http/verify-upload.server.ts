import { verifyFile, type Verified } from '#app/server/queries/verify.server.ts'

export type UploadProblem = 'none' | 'empty' | 'tooLarge' | 'cut' | 'busy'
export type Upload = { verified: Verified } | { uploadProblem: UploadProblem }

export const largestDocument = 20 * 1024 * 1024
const formAround = 4096
/** Beyond this the connection is closed instead of read to its end. */
const largestRefused = 30_000_000
/** Of all uploads together: whoever would go beyond is asked to wait. A slow sender takes up only what has arrived. */
const mostHeld = 4 * (largestDocument + formAround)
let held = 0

/** Reads one file of at most 20 MB and compares it with what was issued. Nothing is kept and nothing is parsed. */
export async function verifyUpload(request: Request): Promise<Upload> {
  const body: Body = { chunks: [], size: 0 }
  try {
    const uploadProblem = await readInto(body, request)
    if (uploadProblem) return { uploadProblem }
    const file = await fileIn(Buffer.concat(body.chunks), request.headers.get('content-type') ?? '')
    if (!file) return { uploadProblem: 'cut' }
    if (file.size === 0) return { uploadProblem: file.name === '' ? 'none' : 'empty' }
    if (file.size > largestDocument) return { uploadProblem: 'tooLarge' }
    return { verified: await verifyFile(Buffer.from(await file.arrayBuffer())) }
  } finally {
    letGoOf(body)
  }
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
      else if (held + chunk.byteLength > mostHeld) problem ??= 'busy'
      if (problem) letGoOf(body)
      else hold(body, chunk)
    }
  } catch {
    return 'cut'
  }
  return problem
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
