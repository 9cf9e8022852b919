/** Of a page that judges one principle: the fields of those answers that were chosen at random, each with a reason. */
export function reasonsChosen(html: string, reason = 'It was called by hand.'): Record<string, string> {
  const chosen = html.split('am-chosen').slice(1)
  const names = chosen.map((part) => /name="(why-[^"]+)"/.exec(part)?.[1])
  return Object.fromEntries(names.flatMap((name) => (name ? [[name, reason]] : [])))
}

/** Of a page that judges one principle: its answers by id, as the fields of the form name them. */
export function answersJudged(html: string): string[] {
  return [...new Set([...html.matchAll(/name="why-([^"]+)"/g)].map(([, id]) => id!))]
}
