/** Room for an answer of a megabyte as a form encodes it. Files go through routes of their own, as streams. */
export const largestForm = 1_500_000

/** Beyond this the connection is closed instead of read to its end. */
const largestRefused = 30_000_000

/** The whole body, or null when it is larger than `limit`. What is too large is read and dropped, so that the answer arrives. */
export async function readBody(
  request: Request,
  limit = largestForm,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > largestRefused) return null
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > limit ? null : new Uint8Array(Buffer.concat(chunks))
}
