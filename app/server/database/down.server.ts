const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** Can't reach, timed out, closed, no connection left, no transaction started in time. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2037'])
const adapterKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
])
const sayings =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|Client was closed|Cannot use a pool after|PGlite is closed|Unable to start a transaction in the given time|Can't reach database server|Server has closed the connection/i

/** Whether the database could not be reached, rather than having refused what was asked of it. */
export function isDatabaseDown(error: unknown): boolean {
  for (let cause = error, depth = 0; cause && depth < 8; depth++) {
    if (speaksOfLoss(cause)) return true
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseDown)) return true
    const { cause: next, meta } = cause as Failure
    cause = next ?? meta?.driverAdapterError
  }
  return false
}

type Failure = {
  code?: unknown
  originalCode?: unknown
  kind?: unknown
  syscall?: unknown
  message?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

function speaksOfLoss({ code, originalCode, kind, syscall, message }: Failure): boolean {
  if (typeof kind === 'string' && adapterKinds.has(kind)) return true
  if (code === 'ENOENT' && syscall === 'connect') return true
  if (typeof message === 'string' && sayings.test(message)) return true
  return [code, originalCode].some(
    (given) =>
      typeof given === 'string' && (socketCodes.has(given) || prismaCodes.has(given) || isServerLoss(given)),
  )
}

/** SQLSTATE: connection exceptions, shutdown, crash, starting up, too many connections, out of disk or memory. */
function isServerLoss(code: string): boolean {
  return /^(08...|57P0[1-4]|53[0123]00)$/.test(code)
}
