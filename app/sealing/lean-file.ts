import { base64 } from '@scure/base'

/** To one recipient, as every label and every envelope is. */
const header = /^age-encryption\.org\/v1\n-> X25519 ([\w+/]{43})\n([\w+/]{43})\n--- ([\w+/]{43})\n/
const longestHeader = 200

/** An age file as text for a page of many: its head is text already, and most of that is the same in each. */
export function leanText(file: Uint8Array): string {
  const found = header.exec(String.fromCharCode(...file.subarray(0, longestHeader)))
  if (!found) return base64.encode(file)
  const [head, ...differing] = found
  return [...differing, base64.encode(file.subarray(head.length))].join('.')
}

/** The very bytes again; also of a file that came as plain Base64. */
export function wholeFile(text: string): Uint8Array {
  const [share, body, mac, payload] = text.split('.')
  if (payload === undefined) return base64.decode(text)
  const head = `age-encryption.org/v1\n-> X25519 ${share}\n${body}\n--- ${mac}\n`
  return new Uint8Array([...new TextEncoder().encode(head), ...base64.decode(payload)])
}
