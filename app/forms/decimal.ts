import type { Locale } from '#content/locale.ts'

const longest = 40
const thousands = /[\s\u00a0\u2009\u202f'’]/g

type How = {
  /** Nothing after a decimal sign is expected, so `1,200` and `1.200` are both twelve hundred. */
  grouped?: boolean
  places?: number
}

/**
 * A number as people write it: `1 200`, `1,200`, `1.200,5`. Where one sign could be either (`1,200`), the language decides.
 * The result is digits and a point, or null.
 */
export function readDecimal(
  typed: string,
  locale: Locale,
  { grouped = false, places = 6 }: How = {},
): string | null {
  const text = western(typed.trim()).replaceAll('\u2212', '-')
  if (text.length > longest) return null
  const [, sign = '', body = ''] = /^([+-]?)\s*(\S.*)$/su.exec(text) ?? []
  const parts = partsOf(body.replace(thousands, ' '), locale === 'fr' ? '.' : ',', grouped)
  if (!parts) return null
  const whole = parts.whole.replace(/^0+(?=\d)/, '') || '0'
  const fraction = parts.fraction.replace(/0+$/, '')
  if (whole.length > 15 || fraction.length > places) return null
  const digits = fraction ? `${whole}.${fraction}` : whole
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

type Parts = { whole: string; fraction: string }

function partsOf(body: string, grouping: '.' | ',', grouped: boolean): Parts | null {
  if (/^\d+$/.test(body)) return { whole: body, fraction: '' }
  const single = /^(\d*)([.,])(\d+)$/.exec(body)
  if (single) {
    const [, before = '', sign, after = ''] = single
    const eitherWay = /^[1-9]\d{0,2}$/.test(before) && after.length === 3
    return eitherWay && (grouped || sign === grouping)
      ? { whole: before + after, fraction: '' }
      : { whole: before, fraction: after }
  }
  const several =
    /^(\d{1,3}(?: \d{3})+)(?:[.,](\d+))?$/.exec(body) ??
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(body) ??
    /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(body) ??
    /^(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?$/.exec(body)
  return several && { whole: several[1]!.replace(/\D/g, ''), fraction: several[2] ?? '' }
}

/** Digits of other scripts are digits. */
function western(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
}

/** As it stands in a box, so that reading it again gives the same. */
export function decimalInBox(decimal: string, locale: Locale): string {
  return locale === 'fr' ? decimal.replace('.', ',') : decimal
}
