import type { DoorTerms } from '#app/forms/door-terms.ts'
import { useWords } from '#app/components/words.tsx'

export function OutsideWays({ ways }: { ways: DoorTerms['outsideWays'] }) {
  const t = useWords()
  if (ways.length === 0) return <p>{t('reporter.closed.none')}</p>
  return (
    <ul className="places">
      {ways.map(({ name, how, note }) => (
        <li key={name}>
          <b>{name}</b>
          <span className="line">{how}</span>
          {note && <span className="line hint">{note}</span>}
        </li>
      ))}
    </ul>
  )
}
