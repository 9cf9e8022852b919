import type { Locale } from '#content/locale.ts'

const narrow = '\u202f'

const avoided: Record<Locale, readonly RegExp[]> = {
  en: [
    /\bunfortunately\b/i,
    /\bsuccessful(ly)?\b/i,
    /\bplease note\b/i,
    /\bSLAs?\b/,
    /\bpayloads?\b/i,
    /\bstakeholders?\b/i,
    /\bbeneficiar(y|ies)\b/i,
    /\bvictims?\b/i,
    /\binvalid\b/i,
  ],
  fr: [
    /\bmalheureusement\b/i,
    /\bavec succès\b/i,
    /\bveuillez\b/i,
    /\bprière de\b/i,
    /\bavons le regret\b/i,
    /\bSLA\b/,
    /\bparties prenantes\b/i,
    /\bbénéficiaires?\b/i,
    /\bvictimes?\b/i,
  ],
}

/** Faults in one sentence as a reader sees it (U+FFFC stands for a value). */
export function sentenceFaults(sentence: string, locale: Locale): string[] {
  const faults = avoided[locale].flatMap((word) => {
    const found = word.exec(sentence)
    return found ? [`“${found[0]}” is a word we do not use`] : []
  })
  if (sentence.includes('!')) faults.push('an exclamation mark')
  if (sentence.includes('"'))
    faults.push(`a straight quotation mark: write ${locale === 'en' ? '“ ”' : '« »'}`)
  if (sentence.includes('...')) faults.push('three dots: write …')
  if (/\S {2,}\S/.test(sentence)) faults.push('two spaces in a row')
  return locale === 'fr' ? [...faults, ...frenchFaults(sentence)] : faults
}

function frenchFaults(sentence: string): string[] {
  const faults: string[] = []
  for (const { 0: mark, index } of sentence.matchAll(/[;:!?»]/g)) {
    if (mark === ':' && /^:(\/\/|\d)/.test(sentence.slice(index))) continue
    if (index > 0 && sentence[index - 1] !== narrow && !/[?!]/.test(sentence[index - 1] ?? ''))
      faults.push(`before “${mark}” stands no narrow no-break space (U+202F)`)
  }
  if (/«(?!\u202f)/.test(sentence)) faults.push('after “«” stands no narrow no-break space (U+202F)')
  return faults
}

/** A straight apostrophe is also ICU's quoting mark: l'{name} would print the braces. */
export function apostropheFaults(text: string): string[] {
  return /(?<=[\p{L}\d])'|'(?=\p{L})/u.test(text) ? ['a straight apostrophe: write ’'] : []
}

/** Mends what has one right answer: apostrophes, and in French the spaces around : ; ! ? « ». */
export function mendTypography(text: string, locale: Locale): string {
  const curled = text.replace(/(?<=[\p{L}\d])'/gu, '’').replace(/\.{3}/g, '…')
  if (locale !== 'fr') return curled
  return curled
    .replace(/(?<=[^\s\u202f\u00a0?!:])[ \u00a0\u202f]*([;!?»])/g, `${narrow}$1`)
    .replace(/(?<=[^\s\u202f\u00a0:])[ \u00a0\u202f]*:(?!\/\/|\d|:)/g, `${narrow}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${narrow}`)
}
