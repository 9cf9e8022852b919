import { chooseLocale, type Locale } from '#content/locale.ts'

const nowhere = 'http://nowhere.invalid'
const start = '/app'

/** Where to go after signing in: a path of ours under /app, or the start page. Never another site. */
export function nextPath(wish: unknown): string {
  if (typeof wish !== 'string' || wish.length > 1000 || /[\\\p{Cc}]/u.test(wish) || !wish.startsWith(start))
    return start
  let url: URL
  try {
    url = new URL(wish, nowhere)
  } catch {
    return start
  }
  const ours = url.origin === nowhere && (url.pathname === start || url.pathname.startsWith(`${start}/`))
  const loops = /^\/app\/(sign-in|sign-out|step-up)(\/|$)/.test(url.pathname)
  return ours && !loops ? url.pathname + url.search : start
}

/** The same place with what was typed there, which the page gives back. */
export function withHeld(path: string, heldId: string | null): string {
  const url = new URL(path, nowhere)
  url.searchParams.delete('held')
  url.searchParams.delete('index')
  if (heldId) url.searchParams.set('held', heldId)
  return url.pathname + url.search
}

export function heldIn(path: string): string | null {
  return new URL(path, nowhere).searchParams.get('held')
}

export function signInPath(next: string): string {
  return next === start ? '/app/sign-in' : `/app/sign-in?next=${encodeURIComponent(next)}`
}

/** The page asked for before signing in. */
export function nextIn(request: Request): string {
  return nextPath(new URL(request.url).searchParams.get('next'))
}

/** The next question of the sign-in, or the page asked for. */
export function afterSignIn(
  request: Request,
  awaiting: 'second_factor' | 'set_up_second_factor' | null,
): string {
  const next = nextIn(request)
  if (!awaiting) return next
  const query = next === start ? '' : `?next=${encodeURIComponent(next)}`
  return (awaiting === 'second_factor' ? '/app/sign-in/code' : '/app/sign-in/set-up') + query
}

/** The language a visitor reads in, for an account that is being made. */
export function visitorLocale(request: Request): Locale {
  return chooseLocale({
    query: new URL(request.url).searchParams.get('lang'),
    acceptLanguage: request.headers.get('accept-language'),
  })
}

/** A language in the address would outrank the one just chosen. */
export function withoutLanguage(path: string): string {
  const url = new URL(path, nowhere)
  url.searchParams.delete('lang')
  return url.pathname + url.search
}
