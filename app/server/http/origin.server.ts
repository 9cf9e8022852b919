export type Place = { mode: 'evaluation' | 'production'; origin: string; port: number }

/** On one's own computer the same server has more than one name. */
export function originsOf({ mode, origin, port }: Place): ReadonlySet<string> {
  if (mode === 'production') return new Set([origin])
  return new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`])
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether this request may change something. The browser's own word counts, never the Host header, because a proxy may
 * rewrite that. A request that carries a cookie and says nothing about where it comes from is refused.
 */
export function mayChangeThings(method: string, headers: Headers, origins: ReadonlySet<string>): boolean {
  if (reading.has(method)) return true
  const origin = headers.get('origin')
  if (origin !== null) return origins.has(origin)
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return !headers.has('cookie')
}
