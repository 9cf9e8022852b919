import { writeFileSync } from 'node:fs'

/** Bytes resident now. Begins to watch for the highest, where the system can forget the one before. */
export function watchMemory(): number {
  globalThis.gc?.()
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // The highest so far stays, so growth is overstated and never understated.
  }
  return process.memoryUsage().rss
}

/** The most bytes that were resident since. */
export function highestMemory(): number {
  return process.resourceUsage().maxRSS * 1024
}
