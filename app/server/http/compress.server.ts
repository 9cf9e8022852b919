import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const gz = promisify(gzip)
const text = /^(text\/|application\/(json|javascript|manifest\+json)|image\/svg\+xml)/
const smallest = 1024

export function encodingFor(accept: string | null | undefined): Encoding | null {
  const offered = new Set(
    (accept ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(';')[0]),
  )
  if (offered.has('br')) return 'br'
  return offered.has('gzip') ? 'gzip' : null
}

export function isText(contentType: string | null): boolean {
  return text.test(contentType ?? '')
}

/** `once`: files that are compressed a single time get the best quality; pages get a quick one. */
export async function compress(
  bytes: Uint8Array,
  encoding: Encoding,
  once = false,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'gzip') return new Uint8Array(await gz(bytes, { level: once ? 9 : 5 }))
  const quality = once ? 11 : 4
  return new Uint8Array(await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }))
}

/** `Cache-Control: no-transform` keeps an answer that holds a secret beside a visitor's own text out of compression. */
export function isWorthCompressing(response: Response, bytes: Uint8Array): boolean {
  return (
    bytes.byteLength >= smallest &&
    !response.headers.has('Content-Encoding') &&
    !/no-transform/.test(response.headers.get('Cache-Control') ?? '') &&
    isText(response.headers.get('Content-Type'))
  )
}
