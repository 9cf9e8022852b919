import { connect } from 'node:net'
import { fileTypeFromBuffer } from 'file-type'
import { scan, type Scan } from '#app/server/files/scan.server.ts'
import { guessType } from '#app/server/files/types.server.ts'

export interface Looked {
  mediaType: string
  /** Drawn anew, if it can be. */
  isPicture: boolean
  /** May be shown or played in a page: everything else is downloaded. */
  inline: boolean
}

const unknown: Looked = { mediaType: 'application/octet-stream', isPicture: false, inline: false }
const shown = /^(image\/(jpeg|png|webp)|audio\/[\w.+-]+|video\/(mp4|webm))$/

/** By what it is, never by its name, and never a reason to refuse it: what nobody knows is kept as it is. */
export async function lookAt(head: Buffer, name: string): Promise<Looked> {
  try {
    const guess = await guessType(head, name)
    if (guess.handling === 'zip') return { ...unknown, mediaType: 'application/zip' }
    const { mediaType, handling } = guess
    return { mediaType, isPicture: handling === 'picture', inline: shown.test(mediaType) }
  } catch {
    if (
      /^\s*<|^#!/.test(
        head
          .subarray(0, 1024)
          .toString('latin1')
          .replace(/^\u00ef\u00bb\u00bf/, ''),
      )
    )
      return unknown
    const found = await fileTypeFromBuffer(head).catch(() => undefined)
    if (!found) return unknown
    const mediaType = found.mime.split(';')[0]!
    return {
      mediaType,
      isPicture: false,
      inline: /^(audio|video)\//.test(mediaType) && shown.test(mediaType),
    }
  }
}

const longest = 10 * 60_000

/** What clamd says; when nobody answers there, nobody has looked. */
export async function scanSource(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  clamdUrl: string | null,
): Promise<Scan> {
  const verdict = await scan(source, clamdUrl, longest)
  if (verdict !== 'unscannable' || !clamdUrl) return verdict
  return (await answers(clamdUrl)) ? 'unscannable' : 'not_scanned'
}

/** Whether anybody listens there at all. */
function answers(clamdUrl: string): Promise<boolean> {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(clamdUrl)?.[1]
  const { hostname = '', port = '' } = path ? {} : new URL(clamdUrl)
  const socket = path
    ? connect({ path })
    : connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 3310 })
  return new Promise((told) => {
    const say = (answer: boolean) => {
      socket.destroy()
      told(answer)
    }
    socket.setTimeout(2_000, () => say(false))
    socket.once('connect', () => say(true))
    socket.once('error', () => say(false))
  })
}
