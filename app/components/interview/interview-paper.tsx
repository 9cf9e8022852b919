import { useWords } from '#app/components/words.tsx'
import type { SpokenQuestion } from '#app/server/queries/interview.server.ts'
import { localeNames, locales, tagOf, wordsFor, type Locale, type Words } from '#content/words.ts'

type Props = {
  title: string
  organisation: string
  locale: Locale
  questions: SpokenQuestion[]
  /** The same as a file for a word processor. */
  docx: string
}

const linesForAnswer = 4

/** The spoken interview on A4, in the language in which it will be held, whatever the language of the site around it. */
export function InterviewPaper({ title, organisation, locale, questions, docx }: Props) {
  const screen = useWords()
  const t = wordsFor(locale)
  return (
    <div className="am-paper">
      <div className="am-paper__screen">
        <p>{screen('interview.paper.howToPrint')}</p>
        <ul className="govuk-list">
          {locales.map((each) => (
            <li key={each}>
              <a className="govuk-link" href={`?language=${each}`} lang={tagOf(each)}>
                {localeNames[each]}
              </a>
              {' · '}
              <a className="govuk-link" href={`${docx}?lang=${each}`}>
                {screen('interview.paper.docx', { language: localeNames[each] })}
              </a>
            </li>
          ))}
        </ul>
      </div>
      <article lang={tagOf(locale)}>
        <h1 className="govuk-heading-l">{t('interview.paper.title')}</h1>
        <p>{t('interview.paper.for', { title, organisation })}</p>
        <p>{t('interview.paper.lead')}</p>
        <p>
          <b>{t('interview.noDetails')}</b>
        </p>
        <Held t={t} />
        <ol className="am-paper__list">
          {questions.map(({ number, id, spoken, choice }) => (
            <li key={id}>
              <p className="am-paper__spoken">
                <b>{number}</b>
                <span>{spoken}</span>
              </p>
              {choice && <Boxes t={t} choices={['yes', 'partly', 'no']} />}
              {Array.from({ length: linesForAnswer }, (_, line) => (
                <div className="am-paper__line" key={line} aria-hidden="true" />
              ))}
            </li>
          ))}
        </ol>
        <p>
          <b>{t('interview.paper.end')}</b>
        </p>
      </article>
    </div>
  )
}

function Held({ t }: { t: Words }) {
  return (
    <div className="am-paper__held">
      {(['heldOn', 'language', 'spoke', 'focalPoint', 'minutes'] as const).map((field) => (
        <div key={field}>{t(`interview.held.${field}`)}</div>
      ))}
      {(['readBack', 'photographed'] as const).map((field) => (
        <div key={field}>
          {t(`interview.held.${field}`)}
          <Boxes t={t} choices={['yes', 'no']} />
        </div>
      ))}
    </div>
  )
}

function Boxes({ t, choices }: { t: Words; choices: readonly ('yes' | 'partly' | 'no')[] }) {
  return (
    <ul className="am-paper__boxes">
      {choices.map((choice) => (
        <li key={choice}>
          <span className="am-paper__box" aria-hidden="true" />
          {t(`content.choice.${choice}.short`)}
        </li>
      ))}
    </ul>
  )
}
