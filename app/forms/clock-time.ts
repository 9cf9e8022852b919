/** Minutes after midnight, from what people write: 21:30, 21.30, 21h30, 21h or 21. Null when it is no time of day. */
export function readClock(typed: string): number | null {
  const found = /^(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?$/.exec(typed.trim())
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? '0')]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}

export function writeClock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
