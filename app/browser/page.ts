import { base64 } from '@scure/base'

/** What React wrote into a script element: as it is, or with its five letters escaped. */
export function dataIn(element: Element): unknown {
  const text = element.textContent
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(unescaped(text))
  }
}

const letters: Record<string, string> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:quot|#x27|lt|gt|amp);/g, (entity) => letters[entity] ?? entity)
}

export function all<Found extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Found[] {
  return [...within.querySelectorAll<Found>(selector)]
}

export function show(selector: string, shown: boolean, within: ParentNode = document): void {
  for (const element of all(selector, within)) element.hidden = !shown
}

export function bytesOf(text: string): Uint8Array {
  return base64.decode(text.trim())
}

export function textOf(bytes: Uint8Array): string {
  return base64.encode(bytes)
}

/** `fields.plan` looks into `fields`. */
export function valueAt(part: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      part,
    )
}

export function setAt(part: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    part[name] = value
    return
  }
  const inner = typeof part[name] === 'object' && part[name] !== null ? { ...part[name] } : {}
  part[name] = inner
  setAt(inner, rest.join('.'), value)
}

/** Runs something that takes a while; what goes wrong is shown by `failed`, never lost. */
export function start(run: () => Promise<void>, failed: (error: unknown) => void = () => {}): void {
  run().catch(failed)
}
