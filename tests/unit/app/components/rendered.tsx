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

type Place = { path: string; search?: string; data?: unknown }

/** The markup of a component inside a page, in a language; `at` is which page, and what its loader gave it. */
export function rendered(element: ReactElement, locale: Locale = 'en', at: Place = { path: '/' }): string {
  const { path, search = '', data } = at
  const Stub = createRemixStub([
    { id: 'page', path, Component: () => <WordsProvider locale={locale}>{element}</WordsProvider> },
  ])
  const hydrationData = data === undefined ? undefined : { loaderData: { page: data } }
  return renderToStaticMarkup(
    <Stub initialEntries={[path + search]} {...(hydrationData ? { hydrationData } : {})} />,
  )
}
