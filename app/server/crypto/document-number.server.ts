import { randomInt } from 'node:crypto'

/** Without the letters and figures that are taken for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** AM-7F3K-29QD: forty bits, enough that nobody finds another document by guessing. */
export function documentNumber(): string {
  const part = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `AM-${part()}-${part()}`
}
