import { all, show } from '#app/browser/page.ts'
import { caseKey, isUnlocked, keepCaseKey, unlockedKeys } from '#app/browser/keyring.ts'
import { fillSlots } from '#app/browser/open.ts'
import { openWith } from '#app/sealing/age.ts'
import { wholeFile } from '#app/sealing/lean-file.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Label } from '#app/sealing/parts.ts'

const opened = new WeakMap<HTMLElement, Label>()

/** Opens the labels of an inbox, fills its rows, and offers what there is to filter by. */
export async function openLabels(): Promise<void> {
  for (const row of all('[data-label]')) {
    const { label = '' } = row.dataset
    if (!label || opened.has(row)) continue
    const identity = await keyTo(row.dataset)
    if (!identity) continue
    try {
      const found = Label.parse(unpadded(await openWith([identity], wholeFile(label))))
      opened.set(row, found)
      fillSlots(row, row.matches('tr') ? { ...found, severity: wordFor('severity', found.severity) } : found)
    } catch {
      show('[data-label-problem]', true, row)
    }
  }
  for (const filter of filters()) offerWhatThereIs(filter)
  applyFilters()
}

/** A row of an inbox brings the envelope of its key. */
async function keyTo({ key = '', envelope = '' }: DOMStringMap): Promise<string | null> {
  const known = caseKey(key)
  if (known || !envelope) return known
  const own = unlockedKeys().map(([, { identity }]) => identity)
  const bytes = own.length > 0 ? await openWith(own, wholeFile(envelope)).catch(() => null) : null
  if (!bytes || !isUnlocked()) return null
  keepCaseKey(key, new TextDecoder().decode(bytes).trim())
  return caseKey(key)
}

/** The list to choose from says the words; rows do not bring them once more each. */
function wordFor(name: string, value: string): string {
  const options = filters().flatMap((filter) =>
    filter.dataset['filter'] === name ? [...filter.options] : [],
  )
  return options.find((option) => option.value === value)?.text ?? ''
}

export function shutLabels(): void {
  for (const row of all('[data-label]')) {
    opened.delete(row)
    fillSlots(row, {})
    row.hidden = false
  }
  // What a label said is in these lists too.
  for (const filter of filters()) if (filter.dataset['offered'] === 'yes') filter.options.length = 1
}

function filters(): HTMLSelectElement[] {
  return all<HTMLSelectElement>('select[data-filter]')
}

function valueOf(row: HTMLElement, name: string): string {
  const label = opened.get(row)
  return label ? String(label[name as keyof Label] ?? '') : ''
}

/** Sites are whatever handlers called them, so the page cannot know them; fixed lists are already in the page. */
function offerWhatThereIs(filter: HTMLSelectElement): void {
  const name = filter.dataset['filter']!
  if (filter.options.length > 1 && filter.dataset['offered'] !== 'yes') return
  filter.dataset['offered'] = 'yes'
  const values = new Set(all('[data-label]').map((row) => valueOf(row, name)))
  const known = new Set([...filter.options].map(({ value }) => value))
  for (const value of [...values].filter((each) => each && !known.has(each)).sort())
    filter.add(new Option(value, value))
}

/** Rows whose label has not been opened stay in sight: a filter never hides what nobody has read. */
export function applyFilters(): void {
  const chosen = filters().map((filter) => [filter.dataset['filter']!, filter.value] as const)
  const rows = all('[data-label]')
  for (const row of rows)
    row.hidden =
      opened.has(row) && chosen.some(([name, value]) => value !== '' && valueOf(row, name) !== value)
  show('[data-filter-none]', rows.length > 0 && rows.every(({ hidden }) => hidden))
}
