import type { ReactNode } from 'react'
import { LanguageList } from '#app/components/reporter/languages.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useWords } from '#app/components/words.tsx'
import type { DoorTerms } from '#app/forms/door-terms.ts'

export type AboutShown = Pick<DoorTerms, 'controller' | 'retention'> & {
  runBy: string
  receivingName: string
}

export function AboutPage({ runBy, receivingName, controller, retention }: AboutShown) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      <LanguageList />
      <h1>{t('reporter.about.title')}</h1>
      <h2>{t('reporter.about.who')}</h2>
      <p>{runBy || receivingName || t('reporter.about.who.none')}</p>
      {controller && (
        <dl>
          <Fact label={t('reporter.about.controller')}>{controller.controllers}</Fact>
          <Fact label={t('reporter.about.law')}>{controller.law}</Fact>
          {controller.countries && <Fact label={t('reporter.about.countries')}>{controller.countries}</Fact>}
        </dl>
      )}
      {(['seen', 'clear', 'hidden', 'take'] as const).map((part) => (
        <section key={part}>
          <h2>{t(`reporter.about.${part}`)}</h2>
          <p>{t(`reporter.about.${part}.words`)}</p>
        </section>
      ))}
      <h2>{t('reporter.about.keep')}</h2>
      {retention.length === 0 && <p>{t('reporter.about.keep.none')}</p>}
      {retention.map(({ what, keepFor, reason, owner }) => (
        <dl key={what} className="card">
          <Fact label={t('reporter.about.keep.what')}>{what}</Fact>
          <Fact label={t('reporter.about.keep.long')}>{keepFor}</Fact>
          <Fact label={t('reporter.about.keep.why')}>{reason}</Fact>
          <Fact label={t('reporter.about.keep.who')}>{owner}</Fact>
        </dl>
      ))}
      <p>
        <LocalLink to={home}>{t('reporter.help.back')}</LocalLink>
      </p>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
