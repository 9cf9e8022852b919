import type pg from 'pg'

export class RolledBackAtCommit extends Error {
  override readonly name = 'RolledBackAtCommit'

  constructor() {
    super('Nothing was saved: a statement in this transaction had failed before it was committed.')
  }
}

/**
 * PostgreSQL answers COMMIT in a failed transaction with ROLLBACK and no error, and Prisma takes that for success.
 * Whoever swallows a database error inside a transaction must still not be told that it was saved.
 */
export function refuseSilentRollbacks(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const checked = (...args: unknown[]): unknown => {
      const answer = query(...args)
      if (!isCommit(args[0]) || !(answer instanceof Promise)) return answer
      return answer.then((result: pg.QueryResult) => {
        if (result.command === 'ROLLBACK') throw new RolledBackAtCommit()
        return result
      })
    }
    client.query = checked as typeof client.query
  })
}

function isCommit(query: unknown): boolean {
  const text = typeof query === 'string' ? query : (query as { text?: unknown } | undefined)?.text
  return typeof text === 'string' && /^\s*commit\s*;?\s*$/i.test(text)
}
