import { theSite } from '#tests/support/the-site.ts'

export interface Asked {
  status: number
  /** Where it sends the browser, as a path. */
  location: string | null
  /** A cookie that was set meanwhile. */
  cookie: string | null
  html: string
}

export type Fields = Record<string, string | string[]>
type Asker = { cookie: string | null; address: string } | null

/** One request as a browser without script would make it: a page, or with fields the form on it. */
export async function ask(
  asker: Asker,
  path: string,
  fields?: Fields,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const { origin } = theSite()
  const answer = await fetch(new URL(path, origin), {
    redirect: 'manual',
    headers: {
      origin,
      'accept-language': 'en',
      'x-forwarded-for': asker?.address ?? '198.51.100.7',
      ...(asker?.cookie ? { cookie: `amana=${asker.cookie}` } : {}),
      ...headers,
    },
    ...(fields ? { method: 'POST', body: encoded(fields) } : {}),
  })
  const location = answer.headers.get('location')
  return {
    status: answer.status,
    location: location && withoutOrigin(new URL(location, origin)),
    cookie: /^amana=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? null,
    html: await answer.text(),
  }
}

function encoded(fields: Fields): URLSearchParams {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  )
  return new URLSearchParams(pairs)
}

function withoutOrigin({ pathname, search }: URL): string {
  return pathname + search
}

/** What a page's form would send without being typed into. */
export function hiddenIn(html: string, name: string): string {
  const input = html.match(/<input[^>]*>/g)?.find((each) => each.includes(`name="${name}"`))
  const value = /value="([^"]*)"/.exec(input ?? '')?.[1]
  if (value === undefined) throw new Error(`The page has no field ${name}.`)
  return value
}

/** The words on a page, with what HTML writes differently put back. */
export function wordsIn(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}
