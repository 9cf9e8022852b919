import { AsyncLocalStorage } from 'node:async_hooks'

/** What one HTTP request has already asked, whichever loaders and actions run inside it. */
const memory = new AsyncLocalStorage<Map<string, Promise<unknown>>>()

/** The server wraps each request in this, so that page and layout ask once who is signed in. */
export function withRequestMemory<R>(run: () => R): R {
  return memory.run(new Map(), run)
}

/** Asks once per request. Without a request around it, asks every time. */
export function onceARequest<R>(key: string, ask: () => Promise<R>): Promise<R> {
  const known = memory.getStore()
  if (!known) return ask()
  const answer = (known.get(key) as Promise<R> | undefined) ?? ask()
  known.set(key, answer)
  return answer
}

/** After something changed that the rest of the request must see. */
export function forgetInRequest(): void {
  memory.getStore()?.clear()
}
