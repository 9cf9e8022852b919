export type DatePart = 'day' | 'month' | 'year'
export type DateProblem = 'dateMissing' | 'dayMissing' | 'monthMissing' | 'yearMissing' | 'dateNotReal'
export type DateRead = { ok: true; date: string } | { ok: false; problem: DateProblem; part: DatePart }

const parts = ['day', 'month', 'year'] as const

/** Three boxes, as people write a date on paper. The result is YYYY-MM-DD and exists in the calendar. */
export function readDate(given: Record<DatePart, string>): DateRead {
  const missing = parts.filter((part) => given[part].trim() === '')
  if (missing.length === parts.length) return { ok: false, problem: 'dateMissing', part: 'day' }
  const first = missing[0]
  if (first) return { ok: false, problem: `${first}Missing`, part: first }

  const year = digits(given.year, /^[1-9]\d{3}$/)
  if (year === null) return notReal('year')
  const month = digits(given.month, /^\d{1,2}$/)
  if (month === null || month < 1 || month > 12) return notReal('month')
  const day = digits(given.day, /^\d{1,2}$/)
  if (day === null || day < 1 || day > daysIn(year, month)) return notReal('day')
  return { ok: true, date: `${year}-${two(month)}-${two(day)}` }
}

function notReal(part: DatePart): DateRead {
  return { ok: false, problem: 'dateNotReal', part }
}

function digits(text: string, shape: RegExp): number | null {
  const trimmed = text.trim()
  return shape.test(trimmed) ? Number(trimmed) : null
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
