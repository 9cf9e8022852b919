export type Clock = () => Date

const wallClock: Clock = () => new Date()
let clock = wallClock

export function now(): Date {
  return clock()
}

/** For tests and for drawing demonstration data at a fixed time; returns what puts the wall clock back. */
export function replaceClock(replacement: Clock): () => void {
  clock = replacement
  return () => {
    clock = wallClock
  }
}

/** False while a demonstration is dated back, and in tests. */
export function isWallClock(): boolean {
  return clock === wallClock
}
