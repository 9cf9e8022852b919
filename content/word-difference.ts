export type WordChange = 'same' | 'removed' | 'added'
export interface ChangedPart {
  change: WordChange
  text: string
}

/** Beyond this many comparisons the middle is shown as replaced as a whole: a page never waits for it. */
const mostComparisons = 2_000_000

/** What somebody who has read the first text has to look at in the second, word by word. */
export function wordDifference(before: string, after: string): ChangedPart[] {
  const [old, young] = [wordsIn(before), wordsIn(after)]
  const start = commonStart(old, young)
  const end = commonEnd(old, young, start)
  const middle = [old.slice(start, old.length - end), young.slice(start, young.length - end)] as const
  return joined([
    ...told('same', old.slice(0, start)),
    ...between(...middle),
    ...told('same', end > 0 ? old.slice(-end) : []),
  ])
}

/** Words, and what stands between them: a word that only moved to another line is still the same word. */
function wordsIn(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? []
}

function commonStart(old: readonly string[], young: readonly string[]): number {
  let at = 0
  while (at < old.length && at < young.length && old[at] === young[at]) at += 1
  return at
}

function commonEnd(old: readonly string[], young: readonly string[], start: number): number {
  const most = Math.min(old.length, young.length) - start
  let at = 0
  while (at < most && old[old.length - 1 - at] === young[young.length - 1 - at]) at += 1
  return at
}

/** The longest run of words that both have, in order; everything else was taken out or put in. */
function between(old: readonly string[], young: readonly string[]): ChangedPart[] {
  if (old.length * young.length > mostComparisons) return [...told('removed', old), ...told('added', young)]
  const width = young.length + 1
  const longest = new Uint32Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = young.length - 1; column >= 0; column -= 1)
      longest[row * width + column] =
        old[row] === young[column]
          ? longest[(row + 1) * width + column + 1]! + 1
          : Math.max(longest[(row + 1) * width + column]!, longest[row * width + column + 1]!)

  const parts: ChangedPart[] = []
  let [row, column] = [0, 0]
  while (row < old.length && column < young.length) {
    if (old[row] === young[column]) {
      parts.push({ change: 'same', text: old[row]! })
      row += 1
      column += 1
    } else if (longest[(row + 1) * width + column]! >= longest[row * width + column + 1]!) {
      parts.push({ change: 'removed', text: old[row]! })
      row += 1
    } else {
      parts.push({ change: 'added', text: young[column]! })
      column += 1
    }
  }
  return [...parts, ...told('removed', old.slice(row)), ...told('added', young.slice(column))]
}

function told(change: WordChange, words: readonly string[]): ChangedPart[] {
  return words.map((text) => ({ change, text }))
}

/** Neighbours of one kind become one part; words that were replaced one by one are told as one replacement. */
function joined(parts: readonly ChangedPart[]): ChangedPart[] {
  const stretches: ChangedPart[][] = [[]]
  for (const part of parts) {
    const kept = part.change === 'same' && part.text.trim() !== ''
    if (kept) stretches.push([part], [])
    else stretches.at(-1)!.push(part)
  }
  return runsOf(stretches.flatMap(replacement))
}

/** Between two words that stayed: what went and what came, the spaces among them with both. */
function replacement(stretch: readonly ChangedPart[]): ChangedPart[] {
  const [first, last] = [stretch.findIndex(isChange), stretch.findLastIndex(isChange)]
  const inner = stretch.slice(first, last + 1)
  const both = (['removed', 'added'] as const).every((change) => inner.some((part) => part.change === change))
  if (first < 0 || !both) return [...stretch]
  const told = (change: 'removed' | 'added', other: WordChange) => ({
    change,
    text: inner
      .filter((part) => part.change !== other)
      .map(({ text }) => text)
      .join(''),
  })
  return [
    ...stretch.slice(0, first),
    told('removed', 'added'),
    told('added', 'removed'),
    ...stretch.slice(last + 1),
  ]
}

function isChange({ change }: ChangedPart): boolean {
  return change !== 'same'
}

function runsOf(parts: readonly ChangedPart[]): ChangedPart[] {
  const runs: ChangedPart[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last?.change === part.change) last.text += part.text
    else runs.push({ ...part })
  }
  return runs
}
