import { readBody } from '#app/server/http/body.server.ts'
import { verifyFile, type Verified } from '#app/server/queries/verify.server.ts'

export type UploadProblem = 'none' | 'empty' | 'tooLarge' | 'cut' | 'busy'
export type Upload = { verified: Verified } | { uploadProblem: UploadProblem }

export const largestDocument = 20 * 1024 * 1024
const formAround = 4096
/** Files held in memory at the same time: whoever comes next is asked to wait a little. */
const mostAtOnce = 4
let under = 0

/** Reads one file of at most 20 MB and compares it with what was issued. Nothing is kept and nothing is parsed. */
export async function verifyUpload(request: Request): Promise<Upload> {
  if (under >= mostAtOnce) return { uploadProblem: 'busy' }
  under += 1
  try {
    const announced = Number(request.headers.get('content-length') ?? 0)
    if (announced > largestDocument + formAround) {
      await request.body?.cancel()
      return { uploadProblem: 'tooLarge' }
    }
    const body = await readBody(request, largestDocument + formAround)
    if (!body) return { uploadProblem: 'tooLarge' }
    const file = await fileIn(body, request.headers.get('content-type') ?? '')
    if (!file) return { uploadProblem: 'cut' }
    if (file.size === 0) return { uploadProblem: file.name === '' ? 'none' : 'empty' }
    if (file.size > largestDocument) return { uploadProblem: 'tooLarge' }
    return { verified: await verifyFile(Buffer.from(await file.arrayBuffer())) }
  } finally {
    under -= 1
  }
}

/** Null when the form is not whole. */
async function fileIn(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<File | null> {
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
    const file = form.get('file')
    return file instanceof File ? file : new File([], '')
  } catch {
    return null
  }
}
