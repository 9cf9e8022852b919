import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { FooterDoors } from '#app/components/doors/footer-doors.tsx'
import { Mark } from '#app/components/mark.tsx'
import { LanguageForm, LanguageLinks, SpeakerNote } from '#app/components/other-languages.tsx'
import { useSite, type NavItem, type SiteData } from '#app/components/site.ts'
import { useWords } from '#app/components/words.tsx'

export function SignedInShell({ children }: { children: ReactNode }) {
  const t = useWords()
  const site = useSite()
  const actor = site?.actor ?? null
  return (
    <>
      <a href="#main" className="govuk-skip-link">
        {t('shell.skip')}
      </a>
      <header className="am-header">
        <div className="am-wrap am-header__row">
          <Link className="am-brand" to={actor ? '/app' : '/'}>
            <Mark withSeed />
            Amana
          </Link>
          {actor && (
            <>
              <a className="am-menu-open" href="#menu">
                {t('shell.menu')}
              </a>
              <Who actor={actor} />
            </>
          )}
        </div>
      </header>
      {actor && <Navigation items={site?.nav ?? []} unread={actor.unread} />}
      {site?.demonstration && (
        <aside className="am-demo" aria-label={t('shell.demo.label')}>
          <div className="am-wrap">{t('shell.demo.text')}</div>
        </aside>
      )}
      <main className="am-wrap am-main" id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="am-footer">
        <div className="am-wrap">
          <ul>
            <li>
              <Link className="govuk-link" to="/verify">
                {t('shell.footer.verify')}
              </Link>
            </li>
            <li>
              <Link className="govuk-link" to="/calls">
                {t('shell.footer.calls')}
              </Link>
            </li>
            <li>
              <Link className="govuk-link" to="/how-this-works">
                {t('shell.footer.how')}
              </Link>
            </li>
            <FooterDoors doors={site?.doors ?? []} />
            <li>{actor ? <LanguageForm /> : <LanguageLinks />}</li>
          </ul>
          <p>{t('shell.footer.source')}</p>
          <SpeakerNote />
        </div>
      </footer>
    </>
  )
}

function Who({ actor }: { actor: NonNullable<SiteData['actor']> }) {
  const t = useWords()
  return (
    <div className="am-who">
      <span className="am-who__line">
        <b>{actor.name}</b>
        {actor.job && `, ${t(actor.job.role)}, ${actor.job.organisation}`}
      </span>
      <NoticesLink unread={actor.unread} />
      <Link to="/app/account">{actor.severalJobs ? t('shell.account.several') : t('shell.account')}</Link>
      <SignOut />
    </div>
  )
}

/** The number is said with what it counts, also to whoever hears the page. */
function NoticesLink({ unread }: { unread: number }) {
  const t = useWords()
  return (
    <Link to="/app/notices">
      {unread === 0
        ? t('notices.title')
        : t(unread < 100 ? 'notices.link.unread' : 'notices.link.many', { count: unread })}
    </Link>
  )
}

/** Signing out changes something, so it is a form: a link could be followed by a preview or by another site. */
function SignOut() {
  const t = useWords()
  return (
    <form method="post" action="/app/sign-out">
      <button className="am-as-link">{t('shell.signOut')}</button>
    </form>
  )
}

function Navigation({ items, unread }: { items: NavItem[]; unread: number }) {
  const t = useWords()
  return (
    <nav className="am-nav" id="menu" aria-label={t('shell.nav')}>
      <div className="am-wrap">
        <ul>
          {items.map(({ to, key, count, current }) => (
            <li key={to}>
              <Link to={to} aria-current={current ? 'page' : undefined}>
                {t(key)}
                {count ? (
                  <span className="am-nav__count">
                    {count}
                    <span className="govuk-visually-hidden"> {t('shell.nav.waiting')}</span>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
          <li className="am-menu-only">
            <NoticesLink unread={unread} />
          </li>
          <li className="am-menu-only">
            <Link to="/app/account">{t('shell.account')}</Link>
          </li>
          <li className="am-menu-only">
            <SignOut />
          </li>
          <li className="am-menu-close">
            <a href="#main">{t('shell.menu.close')}</a>
          </li>
        </ul>
      </div>
    </nav>
  )
}
