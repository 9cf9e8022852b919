export interface ParsedMail {
  to: string
  subject: string
  date: Date | null
  text: string
  links: string[]
}

/** Enough of RFC 5322 and MIME for the mail that this program writes itself. */
export function parseMail(source: string): ParsedMail {
  const { headers, body } = split(source)
  const text = plainText(headers, body).replaceAll('\r\n', '\n').trim()
  const date = new Date(headers.get('date') ?? '')
  return {
    to: decodeWords(headers.get('to') ?? ''),
    subject: decodeWords(headers.get('subject') ?? ''),
    date: Number.isNaN(date.getTime()) ? null : date,
    text,
    links: [...new Set(text.match(/https?:\/\/\S+/g) ?? [])],
  }
}

type Headers = Map<string, string>

function split(source: string): { headers: Headers; body: string } {
  const end = /\r?\n\r?\n/.exec(source)
  const head = end ? source.slice(0, end.index) : source
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  return { headers, body: end ? source.slice(end.index + end[0].length) : '' }
}

function plainText(headers: Headers, body: string): string {
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (!boundary) return type.toLowerCase().startsWith('text/plain') ? decodeBody(headers, body) : ''
  const parts = body.split(`--${boundary}`).slice(1, -1)
  return parts
    .map((part) => split(part.replace(/^\r?\n/, '')))
    .map((part) => plainText(part.headers, part.body))
    .join('')
}

function decodeBody(headers: Headers, body: string): string {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString()
    case 'quoted-printable':
      return quotedPrintable(body.replace(/=\r?\n/g, ''))
    default:
      return body
  }
}

function quotedPrintable(text: string): string {
  const latin = text.replace(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Buffer.from(latin, 'latin1').toString()
}

/** Encoded words of RFC 2047; the space between two of them is not part of the text. */
function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_match, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : quotedPrintable(text.replaceAll('_', ' ')),
    )
}
