const smallest = 1024
const largestClass = 65_536

/** Of every label: whatever the form for one lets somebody write fits. */
export const labelSize = 256

/** JSON with spaces after it, up to one of a few sizes: the length of an age file then says little about what is in it. */
export function padded(value: unknown, least = smallest): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(value))
  const bytes = new Uint8Array(sizeClass(json.length, least)).fill(0x20)
  bytes.set(json)
  return bytes
}

/** Throws for anything that is not JSON; what it says is for the caller to check. */
export function unpadded(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
}

/** The next power of two from one kibibyte on, of a label from less; above 64 KiB, the next multiple of 64 KiB. */
export function sizeClass(length: number, least = smallest): number {
  if (length > largestClass) return Math.ceil(length / largestClass) * largestClass
  let size = least
  while (size < length) size *= 2
  return size
}
