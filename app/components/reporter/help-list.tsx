import { helpByNeed } from '#app/forms/filing.form.ts'
import type { HelpShown } from '#app/components/reporter/door-data.ts'
import { inItsLanguage, OtherLanguage } from '#app/components/reporter/said.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

/** What the person came for comes first: places by need, those that work best soon at the top. */
export function HelpList({ help, brief = false }: { help: readonly HelpShown[]; brief?: boolean }) {
  const t = useWords()
  const groups = helpByNeed(help)
  if (groups.length === 0) return <p>{t('reporter.need.none')}</p>
  return groups.map(({ need, places }) => (
    <section key={need}>
      {brief ? <h3>{t(`reporter.need.${need}`)}</h3> : <h2>{t(`reporter.need.${need}`)}</h2>}
      <ul className="places">
        {places.map((place) => (
          <li key={place.name}>
            <b>{place.name}</b>
            {place.windowHours !== null && (
              <>
                {' '}
                <span className="soon">{t('reporter.need.soon', { hours: place.windowHours })}</span>
              </>
            )}
            {brief ? <Lines {...place} /> : <Place {...place} />}
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Lines({ how, hours }: HelpShown) {
  return (
    <>
      {[how, hours].map(
        (line, index) =>
          line.words && (
            <span key={index} className="line" {...inItsLanguage(line)}>
              {line.words}
            </span>
          ),
      )}
      <OtherLanguage of={[how, hours]} />
    </>
  )
}

function Place({ how, hours, note, answeredOn }: HelpShown) {
  const t = useWords()
  const { date } = useDates()
  const facts = [
    { label: t('reporter.help.how'), said: how },
    { label: t('reporter.help.hours'), said: hours },
    { label: t('reporter.help.note'), said: note },
  ].filter(({ said }) => said.words !== '')
  return (
    <>
      <dl>
        {facts.map(({ label, said }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd {...inItsLanguage(said)}>{said.words}</dd>
          </div>
        ))}
      </dl>
      <OtherLanguage of={[how, hours, note]} />
      <p className="hint">
        {answeredOn ? t('reporter.help.checked', { date: date(answeredOn) }) : t('reporter.help.unchecked')}
      </p>
    </>
  )
}
