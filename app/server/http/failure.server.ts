import { isDatabaseDown } from '#app/server/database/down.server.ts'
import type { Failure } from '#app/server/http/page-context.server.ts'

/** The code of an error, never its message: messages may quote what somebody typed. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown'
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' && /^[\w.-]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name
}

/** Where it happened, without the message. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const line = error.stack?.split('\n').find((each) => /^\s+at .*\.tsx?:|^\s+at .*build/.test(each))
  return line?.trim().replace(/\(?(file:\/\/)?\/.*\/(app|build|machines|content)\//, '($2/') ?? ''
}

let show = (error: unknown) => `${codeOf(error)} ${placeOf(error)}`

/** For whoever develops, at their own desk: messages and stacks too. */
export function showWholeErrors(): void {
  show = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** One line in the log for what nobody meant to happen: id, code and place, no address, no person, no text. */
export function recordFailure(error: unknown): Failure {
  const failure: Failure = { id: newFailureId(), status: isDatabaseDown(error) ? 503 : 500 }
  process.stderr.write(`${failure.status} ${failure.id} ${show(error)}\n`)
  return failure
}

function newFailureId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
