import { createServer, type Server } from 'node:net'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { ZipFile } from 'yazl'

/** Files as people send them, and as nobody should. */

export const aPdf = (length = 2000) =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(length, 'words '), Buffer.from('\n%%EOF\n')])

/** A phone's photograph: lying on its side, with the place it was taken at. */
export function aPhoto({ width = 60, height = 40 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#a0522d' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Secret phone', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '5/1 33/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

type Entry = [name: string, content: Buffer | string, options?: { compress?: boolean }]

export function aZip(entries: Entry[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content, options] of entries) zip.addBuffer(Buffer.from(content), name, options)
  zip.end()
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', () => done(Buffer.concat(chunks)))
    zip.outputStream.on('error', failed)
  })
}

const wordParts: Entry[] = [
  ['[Content_Types].xml', '<Types/>'],
  ['_rels/.rels', '<Relationships/>'],
  ['word/document.xml', '<w:document/>'],
]
export const aWordFile = (...more: Entry[]) => aZip([...wordParts, ...more])

export interface FakeClamd {
  url: string
  /** What arrived, without its frames. */
  seen(): Buffer
  close(): Promise<void>
}

/** Speaks INSTREAM as clamd does; `verdict` gets all bytes and says its line, or null for silence. */
export async function aFakeClamd(
  verdict: (bytes: Buffer) => string | null,
  path?: string,
): Promise<FakeClamd> {
  let seen: Buffer = Buffer.alloc(0)
  const server: Server = createServer((socket) => {
    let heard: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
      const parsed = frames(heard)
      if (!parsed) return
      seen = parsed
      const line = verdict(parsed)
      if (line !== null) socket.end(`${line}\0`)
    })
  })
  await new Promise<void>((done) => (path ? server.listen(path, done) : server.listen(0, '127.0.0.1', done)))
  const address = server.address()
  return {
    url: path ? `unix:${path}` : `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    seen: () => seen,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

export const aSocketPath = () => join(mkdtempSync(join(tmpdir(), 'amana clamd ')), 'clamd.sock')

/** All bytes once the last, empty frame is there; null before it. */
function frames(heard: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (heard.length < command.length) return null
  if (heard.toString('latin1', 0, command.length) !== command) throw new Error('not INSTREAM')
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    if (at + 4 + length > heard.length) return null
    pieces.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
