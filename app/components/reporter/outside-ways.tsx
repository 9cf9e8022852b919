import type { WayShown } from '#app/components/reporter/door-data.ts'
import { inItsLanguage, OtherLanguage } from '#app/components/reporter/said.tsx'
import { useWords } from '#app/components/words.tsx'

export function OutsideWays({ ways }: { ways: readonly WayShown[] }) {
  const t = useWords()
  if (ways.length === 0) return <p>{t('reporter.closed.none')}</p>
  return (
    <ul className="places">
      {ways.map(({ name, how, note }) => (
        <li key={name}>
          <b>{name}</b>
          <span className="line" {...inItsLanguage(how)}>
            {how.words}
          </span>
          {note.words && (
            <span className="line hint" {...inItsLanguage(note)}>
              {note.words}
            </span>
          )}
          <OtherLanguage of={[how, note]} />
        </li>
      ))}
    </ul>
  )
}
