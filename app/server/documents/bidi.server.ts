import bidiFactory, { type Bidi } from 'bidi-js'

const bidi: Bidi = bidiFactory()
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u

/** A stretch that is drawn from left to right as it stands. In a right-to-left one the letters are one joined word. */
export type Stretch = { start: number; end: number; text: string; rtl: boolean }
export type Direction = { rtl: boolean; stretches(start: number, end: number): Stretch[] }

/** Reads a paragraph's direction once; lines are then cut from it. Null when everything runs from left to right. */
export function directionOf(text: string): Direction | null {
  if (!rightToLeft.test(text)) return null
  const levels = bidi.getEmbeddingLevels(text)
  const rtl = ((levels.paragraphs[0]?.level ?? 0) & 1) === 1
  return {
    rtl,
    stretches: (start, end) => {
      if (end <= start) return []
      // The answer covers the whole text; only this part of it has been put in order.
      const order = bidi.getReorderedIndices(text, levels, start, end - 1).slice(start, end)
      return visualRuns(order, levels.levels).flatMap((run) =>
        run.rtl ? words(text, run) : [asIs(text, run)],
      )
    },
  }
}

type Run = { start: number; end: number; rtl: boolean }

function visualRuns(order: number[], levels: Uint8Array): Run[] {
  const runs: Run[] = []
  for (const index of order) {
    const rtl = (levels[index]! & 1) === 1
    const last = runs.at(-1)
    if (last && last.rtl === rtl && index === (rtl ? last.start - 1 : last.end)) {
      if (rtl) last.start = index
      else last.end = index + 1
    } else runs.push({ start: index, end: index + 1, rtl })
  }
  return runs
}

/**
 * A font shapes and turns one Arabic word rightly but would also turn the digits and brackets around it, so words and
 * the characters between them are placed one by one, the last first.
 */
function words(text: string, run: Run): Stretch[] {
  const found: Stretch[] = []
  for (const match of text.slice(run.start, run.end).matchAll(/[\p{L}\p{M}\u200c\u200d]+|./gsu)) {
    const start = run.start + match.index
    const character = match[0]
    const mirrored = character.length === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character
    found.push({ start, end: start + character.length, text: mirrored, rtl: true })
  }
  return found.reverse()
}

function asIs(text: string, { start, end }: Run): Stretch {
  return { start, end, text: text.slice(start, end), rtl: false }
}
