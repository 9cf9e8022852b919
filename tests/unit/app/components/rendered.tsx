import type { ReactElement } from 'react'
import { createRemixStub } from '@remix-run/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { WordsProvider } from '#app/components/words.tsx'
import type { Locale } from '#content/words.ts'

const tell = console.error
// The stub's router is made for browsers; React says so on every render.
console.error = (...words: unknown[]) => {
  if (!String(words[0]).includes('useLayoutEffect does nothing on the server')) tell(...words)
}

/** The markup of a component inside a page, in a language. */
export function rendered(element: ReactElement, locale: Locale = 'en'): string {
  const Stub = createRemixStub([
    { path: '/', Component: () => <WordsProvider locale={locale}>{element}</WordsProvider> },
  ])
  return renderToStaticMarkup(<Stub />)
}
