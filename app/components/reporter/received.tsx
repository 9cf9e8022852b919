import { moreItems, type MoreItem } from '#app/forms/filing-more.form.ts'
import type { DatesShown, DoorShown } from '#app/components/reporter/door-data.ts'
import { CodeBox } from '#app/components/reporter/code.tsx'
import { HelpList } from '#app/components/reporter/help-list.tsx'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { useDoorPath, useExit } from '#app/components/reporter/shell.tsx'
import { DatedSteps } from '#app/components/reporter/start.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = {
  door: DoorShown
  code: string
  groups: readonly string[]
  dates: DatesShown
  /** Somebody said that there is danger now. */
  danger: boolean
  forSomeone: boolean
  done: readonly MoreItem[]
  news: 'added' | 'skipped' | null
  /** A file that did not come in although everything else did. */
  lost: 'empty' | 'tooLarge' | 'cut' | 'tooMany' | 'notKept' | 'busy' | null
  /** A picture came in whose hidden details could not be taken out. */
  details: boolean
  /** Carried from form to form as it came. */
  held: string
}

/** What was said is not shown again: somebody else may be looking by now. The code is shown once, too. */
export function ReceivedPage(props: Props) {
  const t = useWords()
  const { door, groups, danger, forSomeone, news } = props
  if (news) return <AddedPage {...props} />
  return (
    <div className="only-code">
      <LostFile {...props} />
      <DetailsLeft {...props} />
      <h1>{t(forSomeone ? 'reporter.received.someone.title' : 'reporter.received.title')}</h1>
      {!forSomeone && <Listen slot="received" />}
      {danger && <HelpFirst door={door} />}
      <p>{t('reporter.received.locked')}</p>
      <CodeBox
        groups={groups}
        label={t(forSomeone ? 'reporter.code.forSomeone.label' : 'reporter.code.label')}
        below={t(forSomeone ? 'reporter.code.forSomeone.now' : 'reporter.received.codeAgain')}
      />
      {forSomeone ? <HandedOver /> : <YourCode />}
      <WhenToComeBack {...props} />
      {!danger && <HelpFirst door={door} />}
      {!forSomeone && <TellMore {...props} />}
    </div>
  )
}

function AddedPage(props: Props) {
  const t = useWords()
  const { news } = props
  return (
    <>
      {news && (
        <p className="card" role="status" tabIndex={-1} autoFocus>
          {t(`reporter.received.${news}`)}
        </p>
      )}
      <LostFile {...props} />
      <DetailsLeft {...props} />
      <h1>{t('reporter.received.title')}</h1>
      <TellMore {...props} />
      <WhenToComeBack {...props} />
    </>
  )
}

function LostFile({ lost }: Props) {
  const t = useWords()
  if (!lost) return null
  return (
    <div className="card safe">
      <p>
        <b>{t('reporter.received.lost')}</b> {t(`reporter.lost.${lost}`)}
      </p>
    </div>
  )
}

function DetailsLeft({ details }: Props) {
  const t = useWords()
  if (!details) return null
  return (
    <div className="card safe">
      <p>
        <b>{t('reporter.received.details')}</b> {t('reporter.received.details.words')}
      </p>
    </div>
  )
}

function YourCode() {
  const t = useWords()
  return (
    <>
      <p>
        <b>{t('reporter.code.only')}</b> {t('reporter.code.cannot')}
      </p>
      <p>{t('reporter.code.keep')}</p>
    </>
  )
}

function HandedOver() {
  const t = useWords()
  const exit = useExit()
  return (
    <>
      <p>
        <b>{t('reporter.received.someone.code')}</b> {t('reporter.code.forSomeone.cannot')}
      </p>
      <p>{t('reporter.received.someone.leave')}</p>
      <p>
        <a className="govuk-button" href={exit} rel="nofollow noreferrer">
          {t('reporter.received.leave')}
        </a>
      </p>
    </>
  )
}

function WhenToComeBack({ dates }: Props) {
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      <h2>{t('reporter.received.when')}</h2>
      <DatedSteps
        steps={[
          { when: date(dates.safetyBy), what: t('reporter.received.safety') },
          // A light complaint is answered once.
          ...(dates.answerBy === dates.feedbackBy
            ? []
            : [{ when: date(dates.answerBy), what: t('reporter.received.answer') }]),
          { when: date(dates.feedbackBy), what: t('reporter.received.feedback') },
        ]}
      />
      <p>{t('reporter.received.how', { haveCode: t('reporter.start.haveCode') })}</p>
    </>
  )
}

function HelpFirst({ door }: { door: DoorShown }) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <section className="card" aria-labelledby="help-now">
      <h2 id="help-now">{t('reporter.received.help')}</h2>
      <p>{t('reporter.received.help.words')}</p>
      {door.help.length > 0 && <HelpList help={door.help.slice(0, 3)} brief />}
      <p>
        <LocalLink to={`${home}/help`}>{t('reporter.received.help.link')}</LocalLink>
      </p>
    </section>
  )
}

/** Each is a request of its own, so that a cut line loses one at most. */
function TellMore({ code, dates, done, held }: Props) {
  const t = useWords()
  return (
    <section aria-labelledby="more">
      <h2 id="more">{t('reporter.received.more')}</h2>
      <p>{t('reporter.received.more.words')}</p>
      <form method="post">
        <AfterFields code={code} dates={dates} done={done} held={held} />
        <ul className="more">
          {moreItems.map((item) => (
            <li key={item}>
              <button className="as-link" name="go" value={`more:${item}`}>
                {t(`reporter.more.${item}`)}
              </button>
              {done.includes(item) && <span className="soon">{t('reporter.received.done')}</span>}
            </li>
          ))}
        </ul>
        <LanguageButtons go="received" />
      </form>
    </section>
  )
}

type After = { code: string; dates: DatesShown; done: readonly MoreItem[]; held: string }

export function afterFields({ code, dates, done, held }: After): [string, string][] {
  return [
    ['code', code],
    ['dates', [dates.safetyBy, dates.answerBy, dates.feedbackBy].join(',')],
    ...done.map((item): [string, string] => ['done', item]),
    ['held', held],
  ]
}

function AfterFields(after: After) {
  return afterFields(after).map(([name, value]) => (
    <input key={name + value} type="hidden" name={name} value={value} />
  ))
}
