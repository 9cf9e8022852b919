import type { DatesShown, DoorShown } from '#app/components/reporter/door-data.ts'
import { HelpList } from '#app/components/reporter/help-list.tsx'
import { hiddenFields, type Filing } from '#app/forms/filing.form.ts'
import { Icon } from '#app/components/icon.tsx'
import { LanguageButtons, LanguageList } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { OutsideWays } from '#app/components/reporter/outside-ways.tsx'
import { inItsLanguage, OtherLanguage } from '#app/components/reporter/said.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = { door: DoorShown; dates: DatesShown; filing?: Filing | null }

/** `filing` is there when somebody went back to it. */
export function StartPage({ door, dates, filing = null }: Props) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      {!filing && <LanguageList />}
      <Listen slot="start" />
      <SafeHere />
      <h1>{t('reporter.start.title')}</h1>
      <p>{t('reporter.start.lead')}</p>
      {door.place && <p>{t('reporter.start.place', { place: door.place })}</p>}
      <div className="act">
        <form method="post">
          {filing &&
            hiddenFields(filing).map(([name, value]) => (
              <input key={name + value} type="hidden" name={name} value={value} />
            ))}
          <button className="govuk-button" name="go" value="readers">
            {t('reporter.start.button')} <Icon name="arrow" />
          </button>
          {filing && <LanguageButtons go="start" />}
        </form>
        <LocalLink to={`${home}/back`}>{t('reporter.start.haveCode')}</LocalLink>
      </div>
      <NeedNow door={door} />
      <Promises door={door} />
      <p>
        <LocalLink to={`${home}/lock`}>{t('reporter.reads.lock')}</LocalLink>
      </p>
      <WhatNext dates={dates} />
      <h2>{t('reporter.outside.title')}</h2>
      <p>{t('reporter.outside.words')}</p>
      <OutsideWays ways={door.outsideWays} />
      <p>
        <LocalLink to={`${home}/for-someone`}>{t('reporter.start.forSomeone')}</LocalLink>
      </p>
    </>
  )
}

/** Before the door is open nothing is asked: other people who listen, and where help is. */
export function ClosedPage({ door, answering = false }: { door: DoorShown; answering?: boolean }) {
  const t = useWords()
  return (
    <>
      {!answering && <LanguageList />}
      <SafeHere />
      <h1>{t('reporter.closed.title')}</h1>
      <p>{t('reporter.closed.words')}</p>
      <OutsideWays ways={door.outsideWays} />
      <NeedNow door={door} />
    </>
  )
}

export function SafeHere() {
  const t = useWords()
  return (
    <div className="card safe">
      <h2>{t('reporter.safe.title')}</h2>
      <p>
        {t('reporter.safe.words')} {t('reporter.safe.exit', { exit: t('reporter.exit') })}
      </p>
      <Listen slot="safe" />
    </div>
  )
}

export function NeedNow({ door }: { door: DoorShown }) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      <h2>{t('reporter.need.title')}</h2>
      <p>{t('reporter.need.words')}</p>
      <Listen slot="help" />
      <HelpList help={door.help} brief />
      {door.help.length > 0 && (
        <p>
          <LocalLink to={`${home}/help`}>{t('reporter.need.all')}</LocalLink>
        </p>
      )}
    </>
  )
}

/** Two promises that are not the same, with what ends each, and what is seen meanwhile: all of it before a word is typed. */
export function Promises({ door }: { door: DoorShown }) {
  const t = useWords()
  const first = door.readers.filter(({ duties }) => duties.includes('handle'))
  const reading = first.filter(({ organisationId }) => organisationId === first[0]?.organisationId)
  const body = first[0]?.body ?? door.receivingName
  return (
    <>
      <h2>{t('reporter.choose.title')}</h2>
      <Listen slot="promises" />
      <div className="two">
        {(['anonymous', 'confidential'] as const).map((promise) => (
          <div key={promise} className="card">
            <h3>{t(`reporter.choose.${promise}`)}</h3>
            <p>{t(`reporter.choose.${promise}.words`)}</p>
          </div>
        ))}
      </div>
      <h2>{t('reporter.reads.title')}</h2>
      <Listen slot="readers" />
      <p>{t('reporter.reads.words', { count: reading.length, body })}</p>
      {door.readWhen.words && (
        <p>
          <b>{t('reporter.reads.when')}</b>{' '}
          <span {...inItsLanguage(door.readWhen)}>{door.readWhen.words}</span>
        </p>
      )}
      <OtherLanguage of={[door.readWhen]} />
      <p>{t('reporter.reads.meanwhile')}</p>
    </>
  )
}

function WhatNext({ dates }: { dates: DatesShown }) {
  const t = useWords()
  const { date } = useDates()
  const steps = [
    { when: t('reporter.next.now'), what: t('reporter.next.now.words') },
    { when: date(dates.safetyBy), what: t('reporter.next.safety.words') },
    { when: date(dates.answerBy), what: t('reporter.next.answer.words') },
    { when: date(dates.feedbackBy), what: t('reporter.next.feedback.words') },
  ]
  return (
    <>
      <h2>{t('reporter.next.title')}</h2>
      <DatedSteps steps={steps} />
    </>
  )
}

export function DatedSteps({ steps }: { steps: { when: string; what: string }[] }) {
  return (
    <ol className="next">
      {steps.map(({ when, what }) => (
        <li key={when + what}>
          <b>{when}</b>
          <span>{what}</span>
        </li>
      ))}
    </ol>
  )
}
