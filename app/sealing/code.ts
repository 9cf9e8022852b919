/** Twenty digits: about 66 bits, which fit on a scrap of paper and can be written like telephone numbers. */
export const codeLength = 20

/** A receipt code that nobody can guess; every digit is equally likely. */
export function newCode(): string {
  let code = ''
  while (code.length < codeLength) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 250 && code.length < codeLength) code += String(byte % 10)
    }
  }
  return code
}

export function codeGroups(code: string): string[] {
  return code.match(/\d{5}/g) ?? []
}

const zeros = [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0xff10]

/** What somebody typed, in whichever digits and with whatever between them; null when it is not a whole code. */
export function readCode(typed: string): string | null {
  let code = ''
  for (const letter of typed) {
    const point = letter.codePointAt(0)!
    const zero = zeros.find((start) => point >= start && point <= start + 9)
    if (zero !== undefined) code += String(point - zero)
    else if (/[\p{L}\p{N}]/u.test(letter)) return null
    if (code.length > codeLength) return null
  }
  return code.length === codeLength ? code : null
}
