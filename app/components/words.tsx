import { createContext, useContext, useMemo, type ReactNode } from 'react'
import {
  formatDate,
  formatNumber,
  wordsFor,
  type DateStyle,
  type Key,
  type Locale,
  type Values,
  type Words,
} from '#content/words.ts'

export type Message = { key: Key; values?: Values | undefined }

const LocaleContext = createContext<Locale>('en')

export function WordsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
}

export function useLocale(): Locale {
  return useContext(LocaleContext)
}

export function useWords(): Words {
  return wordsFor(useLocale())
}

/** Dates arrive from loaders as Date; a stored moment may also be its ISO text. */
export function useDates() {
  const locale = useLocale()
  return useMemo(
    () => ({
      date: (value: Date | string, style: DateStyle = 'day', timeZone?: string) =>
        formatDate(locale, new Date(value), style, timeZone),
      number: (value: number) => formatNumber(locale, value),
    }),
    [locale],
  )
}
