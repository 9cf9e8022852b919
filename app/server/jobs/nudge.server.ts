import type { JobName } from '#app/server/jobs/names.server.ts'

let wake: ((name: JobName) => void) | null = null

/** The worker of this process, if it has one, hears of new jobs before its next poll. */
export function onNudge(listener: ((name: JobName) => void) | null): void {
  wake = listener
}

/**
 * The caller's transaction has not committed yet, so the worker looks a moment later and once more.
 * A nudge that comes too early loses nothing: polling goes on.
 */
export function nudge(names: ReadonlySet<JobName>): void {
  if (!wake) return
  for (const delay of [50, 500]) {
    setTimeout(() => names.forEach((name) => wake?.(name)), delay).unref()
  }
}
