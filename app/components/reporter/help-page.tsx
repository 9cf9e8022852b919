import type { DoorShown } from '#app/components/reporter/door-data.ts'
import { HelpList } from '#app/components/reporter/help-list.tsx'
import { LanguageList } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { OutsideWays } from '#app/components/reporter/outside-ways.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useWords } from '#app/components/words.tsx'

export function HelpPage({ door }: { door: DoorShown }) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      <LanguageList />
      <h1>{t('reporter.help.title')}</h1>
      <p>{t('reporter.help.lead')}</p>
      <Listen slot="help" />
      <HelpList help={door.help} />
      <h2>{t('reporter.outside.title')}</h2>
      <OutsideWays ways={door.outsideWays} />
      <p>
        <LocalLink to={home}>{t('reporter.help.back')}</LocalLink>
      </p>
    </>
  )
}
