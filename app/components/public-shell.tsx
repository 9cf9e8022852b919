import type { ReactNode } from 'react'
import { LocalLink } from '#app/components/local-link.tsx'
import { Mark } from '#app/components/mark.tsx'
import { LanguageLinks, SpeakerNote } from '#app/components/other-languages.tsx'
import { useSite } from '#app/components/site.ts'
import { useWords } from '#app/components/words.tsx'

/** No script, no web font, no cookie. */
export function PublicShell({ children }: { children: ReactNode }) {
  const t = useWords()
  const site = useSite()
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="top">
        <div className="w wide">
          <LocalLink className="brand" to="/">
            <Mark />
            Amana
          </LocalLink>
          <LocalLink to="/app/sign-in">{t('shell.signIn')}</LocalLink>
        </div>
      </header>
      {site?.demonstration && (
        <aside className="demo" aria-label={t('shell.demo.label')}>
          <div className="w wide">{t('shell.demo.text')}</div>
        </aside>
      )}
      <main id="main" tabIndex={-1}>
        <div className="w wide">{children}</div>
      </main>
      <footer>
        <div className="w wide">
          <ul className="links">
            <li>
              <LocalLink to="/verify">{t('shell.footer.verify')}</LocalLink>
            </li>
            <li>
              <LocalLink to="/calls">{t('shell.footer.calls')}</LocalLink>
            </li>
            <li>
              <LocalLink to="/ledger">{t('shell.footer.ledger')}</LocalLink>
            </li>
            <li>
              <LocalLink to="/how-this-works">{t('shell.footer.how')}</LocalLink>
            </li>
            <li>
              <LanguageLinks />
            </li>
          </ul>
          <p>{t('shell.footer.noCookies')}</p>
          <SpeakerNote />
        </div>
      </footer>
    </>
  )
}
