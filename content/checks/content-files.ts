import { readMessage, type Message } from '#content/checks/messages.ts'
import { apostropheFaults, sentenceFaults } from '#content/checks/typography.ts'
import { locales, type Locale } from '#content/locale.ts'

/** A `set` is the same words in every language; a namespaced set starts each key with its own name. */
export type ContentFile = {
  path: string
  locale: Locale
  set: string
  namespace: string | null
  text: string
}
export type ContentFault = { path: string; line: number; message: string }

type Entry = { value: string; line: number; message: Message | null }
type Read = { file: ContentFile; entries: Map<string, Entry>; faults: ContentFault[] }

/** Everything wrong with the words: unreadable files, odd sentences, and languages that do not agree. */
export function contentFaults(files: readonly ContentFile[]): ContentFault[] {
  const read = files.map(readFile)
  const sets = new Map<string, Read[]>()
  for (const one of read) sets.set(one.file.set, [...(sets.get(one.file.set) ?? []), one])
  return [...read.flatMap(({ faults }) => faults), ...[...sets.values()].flatMap(disagreements)]
}

function readFile(file: ContentFile): Read {
  const faults: ContentFault[] = []
  const entries = new Map<string, Entry>()
  const fault = (line: number, message: string) => faults.push({ path: file.path, line, message })
  let parsed: unknown
  try {
    parsed = JSON.parse(file.text)
  } catch (error) {
    fault(lineOfError(error, file.text), 'is not JSON')
    return { file, entries, faults }
  }
  if (file.namespace !== null)
    for (const { key, line } of repeatedKeys(file.text)) fault(line, `${key} is there twice`)
  for (const { key, value, line } of flatten(parsed, file.text)) {
    if (typeof value !== 'string') {
      fault(line, `${key} is not a sentence`)
      continue
    }
    if (file.namespace !== null && !key.startsWith(`${file.namespace}.`))
      fault(line, `${key} does not start with ${file.namespace}.`)
    if (file.namespace !== null && value === '') fault(line, `${key} is empty`)
    entries.set(key, {
      value,
      line,
      message: readEntry(key, value, file.locale, (message) => fault(line, message)),
    })
  }
  return { file, entries, faults }
}

function readEntry(
  key: string,
  value: string,
  locale: Locale,
  fault: (message: string) => void,
): Message | null {
  if (value !== value.trim()) fault(`${key} begins or ends with a space`)
  for (const message of apostropheFaults(value)) fault(`${key}: ${message}`)
  try {
    const message = readMessage(value, locale)
    for (const found of new Set(message.sentences.flatMap((sentence) => sentenceFaults(sentence, locale))))
      fault(`${key}: ${found}`)
    return message
  } catch (error) {
    fault(`${key} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

function disagreements(set: Read[]): ContentFault[] {
  const english = set.find(({ file }) => file.locale === 'en')
  if (!english) return set.map(({ file }) => ({ path: file.path, line: 1, message: 'has no English' }))
  const absent = locales.filter((locale) => !set.some(({ file }) => file.locale === locale))
  return [
    ...absent.map((locale) => ({ path: english.file.path, line: 1, message: `has no ${locale}` })),
    ...set.filter((one) => one !== english).flatMap((other) => compare(english, other)),
  ]
}

function compare(english: Read, other: Read): ContentFault[] {
  const faults: ContentFault[] = []
  const { path } = other.file
  for (const [key, entry] of english.entries) {
    const said = other.entries.get(key)
    if (!said) faults.push({ path, line: 1, message: `${key} is missing` })
    else {
      if ((entry.value === '') !== (said.value === ''))
        faults.push({ path, line: said.line, message: `${key} is empty in one language only` })
      const wanted = entry.message?.placeholders.join(', ')
      const given = said.message?.placeholders.join(', ')
      if (wanted !== undefined && given !== undefined && wanted !== given)
        faults.push({
          path,
          line: said.line,
          message: `${key} has placeholders “${given}”, English has “${wanted}”`,
        })
    }
  }
  for (const [key, { line }] of other.entries)
    if (!english.entries.has(key)) faults.push({ path, line, message: `${key} is not in English` })
  return faults
}

type Leaf = { key: string; value: unknown; line: number }

function flatten(value: unknown, text: string): Leaf[] {
  const leaves: Leaf[] = []
  let position = 0
  const walk = (node: unknown, path: string) => {
    if (node === null || typeof node !== 'object') {
      leaves.push({ key: path, value: node, line: lineAt(text, position) })
      return
    }
    for (const [name, child] of Object.entries(node)) {
      position = Math.max(position, text.indexOf(`${JSON.stringify(name)}:`, position))
      walk(child, path === '' ? name : `${path}.${name}`)
    }
  }
  walk(value, '')
  return leaves
}

function repeatedKeys(text: string): { key: string; line: number }[] {
  const seen = new Set<string>()
  const repeated: { key: string; line: number }[] = []
  for (const found of text.matchAll(/^\s*"([^"\\]+)"\s*:/gm)) {
    const key = found[1] ?? ''
    if (seen.has(key)) repeated.push({ key, line: lineAt(text, found.index + found[0].length) })
    seen.add(key)
  }
  return repeated
}

function lineOfError(error: unknown, text: string): number {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  return position === undefined ? 1 : lineAt(text, Number(position))
}

function lineAt(text: string, position: number): number {
  return text.slice(0, Math.max(0, position)).split('\n').length
}
