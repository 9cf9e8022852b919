import type pg from 'pg'

type Query = (...args: unknown[]) => unknown

/**
 * Inside a transaction Prisma sends several queries at once over one connection. node-postgres queues them, warns that it
 * will not for much longer, and loses its place when one fails; here the next is sent when the one before is answered.
 */
export function askOneAtATime(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query
    let last: Promise<unknown> = Promise.resolve()
    const inTurn: Query = (...args) => {
      if (!isAwaited(args)) return query(...args)
      const answer = last.then(() => query(...args))
      last = answer.catch(() => {})
      return answer
    }
    client.query = inTurn as typeof client.query
  })
}

/** Neither a callback nor a stream of rows: the caller awaits the answer. */
function isAwaited(args: unknown[]): boolean {
  const [query] = args
  const isStream = typeof query === 'object' && query !== null && 'submit' in query
  return !isStream && typeof args.at(-1) !== 'function'
}
