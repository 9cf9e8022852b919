import { isKey, type Key } from '#content/words.ts'

/** What waits for a condition, in a sentence that also says that nothing else does. */
export function holdsKey(holdsBack: string): Key {
  const key = `conditions.holds.${holdsBack}`
  return isKey(key) ? key : 'conditions.holds.nothing'
}
