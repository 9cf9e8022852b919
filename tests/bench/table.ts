export interface Row {
  what: string
  /** What is printed under "measured": a ratio wherever there is something to compare with. */
  measured: string
  /** As DESIGN §6 sets it; null where it sets none. */
  budget: string | null
  within: boolean | null
  detail: string
}

export const ratio = (value: number): string => `${value.toFixed(2)}×`

export function atLeast(value: number, least: number): Pick<Row, 'measured' | 'budget' | 'within'> {
  return { measured: ratio(value), budget: `≥ ${ratio(least)}`, within: value >= least }
}

export function atMost(value: number, most: number): Pick<Row, 'measured' | 'budget' | 'within'> {
  return { measured: ratio(value), budget: `≤ ${ratio(most)}`, within: value <= most }
}

export function printTable(title: string, rows: Row[]): void {
  const lines = rows.map(({ what, measured, budget, within, detail }) => [
    what,
    measured,
    budget ?? 'none set',
    within === null ? '' : within ? 'within' : 'OVER',
    detail,
  ])
  const all = [['', 'measured', 'budget', '', ''], ...lines]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]!.length)))
  console.log(`\n${title}`)
  for (const line of all)
    console.log(`  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
