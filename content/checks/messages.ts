import { IntlMessageFormat } from 'intl-messageformat'

type Element = { type: number; value?: unknown; options?: Record<string, { value: readonly Element[] }> }
const literal = 0
const select = 5
const pound = 7

export type Message = {
  /** Every name the sentence waits for; a select counts with its options, since code sends one of them. */
  placeholders: string[]
  /** What a reader sees, with U+FFFC where a value will stand. */
  sentences: string[]
}

/** Throws with the parser's reason when the sentence is not ICU. */
export function readMessage(text: string, locale: string): Message {
  const placeholders = new Set<string>()
  const sentences: string[] = []
  const walk = (elements: readonly Element[]) => {
    let sentence = ''
    for (const element of elements) {
      if (element.type === literal) sentence += String(element.value)
      else {
        sentence += '\ufffc'
        if (element.type !== pound) placeholders.add(nameOf(element))
        for (const option of Object.values(element.options ?? {})) walk(option.value)
      }
    }
    sentences.push(sentence)
  }
  walk(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst())
  return { placeholders: [...placeholders].sort(), sentences }
}

function nameOf({ type, value, options = {} }: Element): string {
  return type === select ? `${String(value)} (${Object.keys(options).sort().join(', ')})` : String(value)
}
