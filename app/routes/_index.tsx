import type { MetaFunction } from '@remix-run/node'
import { Icon } from '#app/components/icon.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import type { SiteData } from '#app/components/site.ts'
import { useWords } from '#app/components/words.tsx'
import { wordsFor } from '#content/words.ts'

const doors = [
  { to: '/calls', title: 'shell.front.calls.title', text: 'shell.front.calls.text' },
  { to: '/verify', title: 'shell.front.verify.title', text: 'shell.front.verify.text' },
  { to: '/app/sign-in', title: 'shell.front.signIn.title', text: 'shell.front.signIn.text' },
] as const

const steps = ['shell.front.how.1', 'shell.front.how.2', 'shell.front.how.3', 'shell.front.how.4'] as const
const readers = [
  'shell.front.who.funders',
  'shell.front.who.projects',
  'shell.front.who.communities',
] as const

export const meta: MetaFunction = ({ matches }) => {
  const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
  const t = wordsFor(site?.locale ?? 'en')
  return [
    { title: `Amana – ${t('shell.front.title')}` },
    { name: 'description', content: t('shell.front.lead') },
  ]
}

export default function FrontPage() {
  const t = useWords()
  return (
    <>
      <h1>{t('shell.front.title')}</h1>
      <p className="lead">{t('shell.front.lead')}</p>
      <ul className="doors">
        {doors.map(({ to, title, text }) => (
          <li key={to}>
            <h2>
              <LocalLink to={to}>
                {t(title)}
                <Icon name="arrow" />
              </LocalLink>
            </h2>
            <p>{t(text)}</p>
          </li>
        ))}
      </ul>
      <div className="pair">
        <div>
          <h2>{t('shell.front.how.title')}</h2>
          <ol className="path">
            {steps.map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
          </ol>
        </div>
        <div>
          <h2>{t('shell.front.who.title')}</h2>
          <ul>
            {readers.map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
          </ul>
          <div className="card">
            <h2>{t('shell.front.honest.title')}</h2>
            <p>{t('shell.front.honest.text')}</p>
          </div>
        </div>
      </div>
      <p className="note am-quiet">
        {t('shell.front.name')} {t('shell.front.source')}
      </p>
    </>
  )
}
