import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export const scans = ['clean', 'infected', 'unscannable', 'not_scanned'] as const
export type Scan = (typeof scans)[number]

const pieceLength = 64 * 1024
const patience = 30_000

/**
 * Asks clamd (INSTREAM) about these bytes. Only its own "OK" means clean; an error, a refusal or silence mean that it
 * could not look.
 */
export async function scan(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  clamdUrl: string | null,
  wait = patience,
): Promise<Scan> {
  if (!clamdUrl) return 'not_scanned'
  const socket = socketTo(clamdUrl)
  const answer = hear(socket)
  answer.catch(() => undefined)
  const timer = setTimeout(() => socket.destroy(new Error('clamd does not answer')), wait)
  try {
    await Promise.race([sendAll(socket, source), answer])
    return verdict(await answer)
  } catch {
    return 'unscannable'
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function verdict(answer: string): Scan {
  if (/^stream: OK\0?$/.test(answer)) return 'clean'
  return /^stream: .+ FOUND\0?$/s.test(answer) ? 'infected' : 'unscannable'
}

function socketTo(url: string): Socket {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(url)?.[1]
  if (path) return connect({ path })
  const { hostname, port } = new URL(url)
  return connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 3310 })
}

async function sendAll(
  socket: Socket,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await once(socket, 'connect')
  await write(socket, 'zINSTREAM\0')
  for await (const bytes of source)
    for (let at = 0; at < bytes.byteLength; at += pieceLength) {
      const piece = bytes.subarray(at, at + pieceLength)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.byteLength)
      await write(socket, Buffer.concat([length, piece]))
    }
  await write(socket, Buffer.alloc(4))
}

async function write(socket: Socket, bytes: Buffer | string): Promise<void> {
  if (socket.destroyed) throw new Error('clamd hung up')
  if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
}

function hear(socket: Socket): Promise<string> {
  return new Promise((heard, failed) => {
    let answer = ''
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('latin1')
      if (answer.includes('\0') || answer.length > 1000) heard(answer)
    })
    socket.once('end', () => heard(answer))
    socket.once('close', () => heard(answer))
    socket.once('error', failed)
  })
}
