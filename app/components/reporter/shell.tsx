import type { ReactNode } from 'react'
import { useLocation, useMatches } from '@remix-run/react'
import { Icon } from '#app/components/icon.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { Mark } from '#app/components/mark.tsx'
import { SpeakerNote } from '#app/components/other-languages.tsx'
import { useSite } from '#app/components/site.ts'
import { useWords } from '#app/components/words.tsx'

/** What a reporter's page hands to the shell around it: a loader returns it as `shell`. */
export interface ReporterShellData {
  exitTo: string
}

const somewhereElse = 'https://www.wikipedia.org/'

export function isReporterPath(path: string): boolean {
  return path.startsWith('/r/')
}

/** No name, no navigation, no sign-in, no script, no web font, no cookie. The way out comes first. */
export function ReporterShell({ children }: { children: ReactNode }) {
  const t = useWords()
  const site = useSite()
  const home = useDoorPath()
  // An address that is none, or whose page could not be had, has nothing to tell about itself.
  const isDoor = useShell() !== null
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="top top--stays">
        <div className="w">
          <Mark />
          <a className="govuk-button exit" href={useExit()} rel="nofollow noreferrer">
            {t('reporter.exit')} <Icon name="exit" />
          </a>
        </div>
      </header>
      {site?.demonstration && (
        <aside className="demo" aria-label={t('shell.demo.label')}>
          <div className="w">{t('reporter.demo')}</div>
        </aside>
      )}
      <main id="main" tabIndex={-1}>
        <div className="w">{children}</div>
      </main>
      <footer>
        <div className="w">
          {isDoor && home && (
            <ul className="links">
              <li>
                <LocalLink to={`${home}/about`}>{t('reporter.footer.about')}</LocalLink>
              </li>
            </ul>
          )}
          <p>{t('reporter.footer.noCookies')}</p>
          <SpeakerNote />
        </div>
      </footer>
    </>
  )
}

/** `/r/:slug`, whichever of its pages this is. */
export function useDoorPath(): string {
  const [, r, slug] = useLocation().pathname.split('/')
  return slug ? `/${r}/${slug}` : ''
}

export function useExit(): string {
  return useShell()?.exitTo ?? somewhereElse
}

/** Null where no loader of a reporter's page answered. */
function useShell(): ReporterShellData | null {
  for (const { data } of useMatches()) {
    const shell = typeof data === 'object' && data !== null && 'shell' in data ? data.shell : null
    if (typeof shell === 'object' && shell !== null && 'exitTo' in shell && typeof shell.exitTo === 'string')
      return { exitTo: shell.exitTo }
  }
  return null
}
