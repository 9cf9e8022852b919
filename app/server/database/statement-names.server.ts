import { sha256 } from '#app/server/crypto/hash.server.ts'

const most = 400

/**
 * Names each query after its own text, so that PostgreSQL plans it once for a connection instead of every time: row-level
 * security makes planning the dearest part of a short read. PostgreSQL plans again by itself when the role is another.
 * Queries beyond the first few hundred (lists of many lengths) stay unnamed, so that no connection fills up with plans.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known) return known
    if (names.size >= most) return '' // the unnamed statement
    const name = `q${sha256(sql).toString('hex').slice(0, 31)}`
    names.set(sql, name)
    return name
  }
}
