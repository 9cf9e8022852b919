import { helpByNeed } from '#app/forms/filing.form.ts'
import type { Help } from '#app/forms/door-terms.ts'
import { useDates, useWords } from '#app/components/words.tsx'

/** What the person came for comes first: places by need, those that work best soon at the top. */
export function HelpList({ help, brief = false }: { help: readonly Help[]; brief?: boolean }) {
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
            {brief ? (
              [place.how, place.hours].filter(Boolean).map((line) => (
                <span key={line} className="line">
                  {line}
                </span>
              ))
            ) : (
              <Place {...place} />
            )}
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Place({ how, hours, note, answeredOn }: Help) {
  const t = useWords()
  const { date } = useDates()
  const facts = [
    { label: t('reporter.help.how'), words: how },
    { label: t('reporter.help.hours'), words: hours },
    { label: t('reporter.help.note'), words: note },
  ].filter(({ words }) => words !== '')
  return (
    <>
      <dl>
        {facts.map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        {answeredOn ? t('reporter.help.checked', { date: date(answeredOn) }) : t('reporter.help.unchecked')}
      </p>
    </>
  )
}
