import type { ReactNode } from 'react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation, useMatches } from '@remix-run/react'
import andika from '@fontsource/andika/files/andika-latin-400-normal.woff2?url'
import { usePageContext } from '#app/components/page-context.tsx'
import { PublicShell } from '#app/components/public-shell.tsx'
import { isReporterPath, ReporterShell } from '#app/components/reporter/shell.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { SignedInShell } from '#app/components/signed-in-shell.tsx'
import { useSite } from '#app/components/site.ts'
import { WordsProvider } from '#app/components/words.tsx'
import { rootPage } from '#app/server/queries/root.server.ts'
import publicStyles from '#app/styles/public.css?url'
import signedInStyles from '#app/styles/signed-in.scss?url'
import { direction, tagOf, wordsFor } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return rootPage(request)
}

export const meta: MetaFunction<typeof loader> = ({ data, error, location }) => {
  const t = wordsFor(data?.locale ?? 'en')
  if (isReporterPath(location.pathname)) return [{ title: t('reporter.title.start') }]
  return [{ title: error ? t('shell.problem.pageTitle') : 'Amana' }]
}

export function Layout({ children }: { children: ReactNode }) {
  const { nonce, locale: asked } = usePageContext()
  const locale = useSite()?.locale ?? asked ?? 'en'
  const { pathname } = useLocation()
  const signedIn = /^\/app(\/|$)/.test(pathname)
  const reporting = isReporterPath(pathname)
  const handles = useMatches().map(({ handle }) => handle)
  const interactive = handles.some((handle) => says(handle, 'interactive'))
  const deviceLetters = handles.some((handle) => says(handle, 'deviceLetters'))
  const Shell = signedIn ? SignedInShell : reporting ? ReporterShell : PublicShell
  return (
    <html lang={tagOf(locale)} dir={direction(tagOf(locale))} {...(signedIn ? { 'data-theme': 'auto' } : {})}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {(signedIn || reporting) && <meta name="robots" content="noindex" />}
        <Meta />
        {/* A reporter's tab shows no sign of the service, and nothing more is fetched for it. */}
        <link
          rel="icon"
          {...(reporting ? { href: 'data:,' } : { href: '/mark.svg', type: 'image/svg+xml' })}
        />
        {signedIn && !deviceLetters && (
          <link rel="preload" href={andika} as="font" type="font/woff2" crossOrigin="anonymous" />
        )}
        <link rel="stylesheet" href={signedIn ? signedInStyles : publicStyles} />
        <Links />
      </head>
      <body
        className={signedIn ? `govuk-template__body${deviceLetters ? ' am-device-letters' : ''}` : undefined}
      >
        <WordsProvider locale={locale}>
          <Shell>{children}</Shell>
        </WordsProvider>
        {interactive && (
          <>
            <ScrollRestoration {...(nonce ? { nonce } : {})} />
            <Scripts {...(nonce ? { nonce } : {})} />
          </>
        )}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export { RouteError as ErrorBoundary }

/** What a page says of itself beside its own parts. */
function says(handle: unknown, what: 'interactive' | 'deviceLetters'): boolean {
  return typeof handle === 'object' && handle !== null && (handle as Record<string, unknown>)[what] === true
}
