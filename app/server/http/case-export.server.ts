import { Readable } from 'node:stream'
import { asAttachment } from '#app/server/files/name.server.ts'

export function asZip({ name, stream }: { name: string; stream: Readable }): Response {
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': asAttachment(name),
      'Cache-Control': 'no-store',
    },
  })
}
