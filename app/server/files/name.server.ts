import { oneLine } from '#app/forms/one-line.ts'

const longest = 120

/** What a person sees as the file's name: no folders, nothing unseen, and the ending that its content has. */
export function shownName(given: string, endings: readonly [string, ...string[]]): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const line = oneLine(last)
    .replace(/[<>:"|?*]/g, '')
    .replace(/^\.+/, '')
    .trim()
  const [, stem = line, ending = ''] = /^(.*?)\.([a-z0-9]{1,8})$/is.exec(line) ?? []
  const fits = endings.includes(ending.toLowerCase())
  const inner = fits ? stem : withoutEnding(stem, endings)
  const short = [...inner].slice(0, longest).join('').trim() || 'document'
  return `${short}.${fits ? ending.toLowerCase() : endings[0]}`
}

/** `photo.jpg.exe` was a photo called photo. */
function withoutEnding(stem: string, endings: readonly string[]): string {
  const inner = /^(.+)\.([a-z0-9]{1,8})$/is.exec(stem)
  return inner && endings.includes(inner[2]!.toLowerCase()) ? inner[1]! : stem
}

/** For Content-Disposition: plain letters for old programs, and the whole name for all others (RFC 5987). */
export function asAttachment(name: string): string {
  const letters = name.normalize('NFKD').replace(/[^\w .()-]/g, '')
  const plain = letters.trim().replace(/^\.+/, '') || 'document'
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
