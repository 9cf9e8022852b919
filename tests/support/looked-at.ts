import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The page that an address is one of: ids and numbers left out. */
export function pathPattern(url: string): string {
  const { pathname, search } = new URL(url)
  return (pathname + search.replace(/[?&](held|next|lang|code|call|programme)=[^&]*/g, ''))
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/AM-[\w-]+/g, 'number')
}

/**
 * True when a page of this make was not looked at before in this run. Two pages are of one make when their tags and
 * classes are the same in the same order: sixteen questions of one kind are looked at once, not sixteen times.
 */
export function remember(file: string, look: string, url: string, html: string): boolean {
  const bones = (html.match(/<[a-z][^>]*>/gi) ?? []).map(
    (tag) =>
      `${/^<\w+/.exec(tag)![0]} ${/class="([^"]*)"/.exec(tag)?.[1] ?? ''} ${/ (hidden|open|checked|role)/.exec(tag)?.[1] ?? ''}`,
  )
  const make = createHash('sha256')
    .update(`${look} ${pathPattern(url)} ${bones.join('\n')}`)
    .digest('base64url')
  const known = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  if (known.includes(make)) return false
  appendFileSync(file, `${make}\n`)
  return true
}
