import { forSomeoneChannels, hiddenFields, type Filing } from '#app/forms/filing.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { LocalLink, useLocalPath } from '#app/components/local-link.tsx'
import { ChoiceGroup } from '#app/components/reporter/choice-group.tsx'
import type { DoorShown } from '#app/components/reporter/door-data.ts'
import { LanguageButtons, LanguageList } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { inItsLanguage } from '#app/components/reporter/said.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { NeedNow, Promises, SafeHere } from '#app/components/reporter/start.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = { door: DoorShown; filing: Filing | null; errors: FieldErrors; answering: boolean }

/** Somebody types while somebody else speaks. Neither says who they are. */
export function ForSomeoneStart({ door, filing, errors, answering }: Props) {
  const t = useWords()
  const home = useDoorPath()
  const local = useLocalPath()
  return (
    <>
      {!answering && <LanguageList />}
      <ErrorSummary errors={errors} />
      <h1>{t('reporter.someone.title')}</h1>
      <p>{t('reporter.someone.lead')}</p>
      <Listen slot="someone" />
      <ol>
        {(['1', '2', '3', '4'] as const).map((number) => (
          <li key={number}>{t(`reporter.someone.rules.${number}`)}</li>
        ))}
      </ol>
      <form method="post" action={local(`${home}/for-someone`)}>
        {filing &&
          hiddenFields(filing, ['channel']).map(([name, value]) => (
            <input key={name + value} type="hidden" name={name} value={value} />
          ))}
        <ChoiceGroup
          name="channel"
          legend={t('reporter.someone.channel')}
          error={errors.channel}
          value={filing?.channel ?? ''}
          options={forSomeoneChannels.map((value) => ({
            value,
            label: t(`reporter.someone.channel.${value}`),
          }))}
        />
        <div className="act">
          <button className="govuk-button" name="go" value="begin">
            {t('reporter.someone.start')}
          </button>
          <LocalLink to={`${home}/for-someone?paper`}>{t('reporter.someone.paper')}</LocalLink>
        </div>
        {answering && <LanguageButtons go="start" />}
      </form>
      <SafeHere />
      <NeedNow door={door} />
      <Promises door={door} />
    </>
  )
}

/** The same questions in the same order, to be printed and written on. */
export function PaperForm({ door }: { door: DoorShown }) {
  const t = useWords()
  const home = useDoorPath()
  const yesNo = [t('reporter.write.yes'), t('reporter.write.no'), t('reporter.write.not_sure')]
  const topics = (['harm', 'complaint', 'not_sure'] as const).map((each) => t(`reporter.write.topic.${each}`))
  return (
    <div className="paper">
      <h1>{t('reporter.paper.title')}</h1>
      <p>{t('reporter.paper.lead')}</p>
      <p className="noprint">
        <LocalLink to={`${home}/for-someone`}>{t('reporter.paper.enter')}</LocalLink>
      </p>
      <h2>{t('reporter.paper.safe')}</h2>
      <p>{t('reporter.paper.safe.words')}</p>
      <h2>{t('reporter.paper.need')}</h2>
      <ul className="boxes">
        {door.help.map(({ need, name, how }) => (
          <li key={name}>
            {t(`reporter.need.${need}`)}{' '}
            <span className="hint">
              {name}, <span {...inItsLanguage(how)}>{how.words}</span>
            </span>
          </li>
        ))}
      </ul>
      <p>{t('reporter.choose.anonymous.words')}</p>
      <p>{t('reporter.choose.confidential.words')}</p>
      <h2>{t('reporter.paper.words')}</h2>
      <div className="lines lines--many" />
      <h2>{t('reporter.paper.distrust')}</h2>
      <div className="lines" />
      <Boxes title={t('reporter.paper.kind')} options={topics} />
      <Boxes title={t('reporter.paper.danger')} options={yesNo} />
      <Boxes title={t('reporter.paper.child')} options={yesNo} />
      <p>{t('reporter.write.child.hint')}</p>
      <Boxes title={t('reporter.paper.before')} options={yesNo.slice(0, 2)} />
      <Boxes title={t('reporter.paper.agreed')} options={yesNo.slice(0, 1)} />
      <p>
        <b>{t('reporter.paper.keep')}</b>
      </p>
    </div>
  )
}

function Boxes({ title, options }: { title: string; options: readonly string[] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul className="boxes">
        {options.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  )
}
