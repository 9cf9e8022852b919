import { asAttachment } from '#app/server/files/name.server.ts'

type Given = { name: string; mediaType: string; size: number; bytes: AsyncGenerator<Uint8Array> }

/** Always saved, never shown by the browser; a file that was changed on the disk breaks off instead of arriving. */
export function attachment({ name, mediaType, size, bytes }: Given): Response {
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const next = await bytes.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await bytes.return(undefined)
    },
  }
  // Nothing ahead of its reader: whoever asks only for the headers reads nothing, and would leave the file open.
  const body = new ReadableStream(source, { highWaterMark: 0 })
  return new Response(body, {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': asAttachment(name),
      'Content-Length': String(size),
      'Cache-Control': 'no-store',
    },
  })
}
