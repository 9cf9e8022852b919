import { LanguageList } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { inItsLanguage, OtherLanguage } from '#app/components/reporter/said.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Said } from '#app/forms/door-languages.ts'
import type { DoorTerms } from '#app/forms/door-terms.ts'

export type AboutShown = Pick<DoorTerms, 'controller'> & {
  runBy: Said
  receivingName: string
  retention: { what: Said; keepFor: Said; reason: Said }[]
}

export function AboutPage({ runBy, receivingName, controller, retention }: AboutShown) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      <LanguageList />
      <h1>{t('reporter.about.title')}</h1>
      <Listen slot="about" />
      <h2>{t('reporter.about.who')}</h2>
      <p {...inItsLanguage(runBy)}>{runBy.words || receivingName || t('reporter.about.who.none')}</p>
      <OtherLanguage of={[runBy]} />
      {controller && (
        <dl>
          <Fact label={t('reporter.about.controller')} said={{ words: controller.controllers }} />
          <Fact label={t('reporter.about.law')} said={{ words: controller.law }} />
          {controller.countries && (
            <Fact label={t('reporter.about.countries')} said={{ words: controller.countries }} />
          )}
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
      {retention.map(({ what, keepFor, reason }, index) => (
        <div key={index} className="card">
          <dl>
            <Fact label={t('reporter.about.keep.what')} said={what} />
            <Fact label={t('reporter.about.keep.long')} said={keepFor} />
            <Fact label={t('reporter.about.keep.why')} said={reason} />
          </dl>
          <OtherLanguage of={[what, keepFor, reason]} />
        </div>
      ))}
      <p>
        <LocalLink to={home}>{t('reporter.help.back')}</LocalLink>
      </p>
    </>
  )
}

function Fact({ label, said }: { label: string; said: Said }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd {...inItsLanguage(said)}>{said.words}</dd>
    </div>
  )
}
