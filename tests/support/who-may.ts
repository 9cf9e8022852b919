const widest = 56
const toDeclare = /\/declare\?next=/

export type Ask = (cookie: string) => Promise<string>

/** One line for each thing that is asked, one column for each who asks. */
export async function tableFor(cookies: Record<string, string>, rows: [string, Ask][]): Promise<string> {
  const lines = [`${' '.repeat(widest)}${Object.keys(cookies).join(' | ')}`]
  for (const [what, ask] of rows) {
    const cells: string[] = []
    for (const [who, cookie] of Object.entries(cookies)) cells.push((await ask(cookie)).padEnd(who.length))
    lines.push(`${what.padEnd(widest)}${cells.join(' | ')}`.trimEnd())
  }
  return `${lines.join('\n')}\n`
}

export function cellsIn(table: string, people: string[]): { what: string; who: string; status: string }[] {
  return table
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => {
      const cells = line.slice(widest).split('|')
      return people.map((who, index) => {
        return { what: line.slice(0, widest).trim(), who, status: cells[index]!.trim() }
      })
    })
}

/** Its status; `asks` where it leads to the question whether there is a conflict, which has to be answered first. */
export function statusOf(answer: Response): string {
  return toDeclare.test(answer.headers.get('location') ?? '') ? 'asks' : String(answer.status)
}
