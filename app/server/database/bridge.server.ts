import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'

type ParseMessage = { types?: unknown }

/** Lets node-postgres talk to the embedded database. It has one connection, so the pool has one client. */
export function poolOver(lite: PGlite): pg.Pool {
  const config = createPgConfig(lite)
  const connection: { parse(message: ParseMessage): void } = config.connection
  const parse = connection.parse.bind(config.connection)
  // node-postgres passes its type parsers along as `types`; the bridge takes that for the list of parameter types.
  connection.parse = (message) =>
    parse({ ...message, types: Array.isArray(message.types) ? message.types : [] })
  const options = { ...config, max: 1, idleTimeoutMillis: 0 }
  return new pg.Pool(options)
}
