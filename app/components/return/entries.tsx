import { useDates, useWords } from '#app/components/words.tsx'
import type { Entry } from '#app/server/queries/concern-thread.server.ts'

/** In the order in which they came. The person's own words are folded: somebody may be looking over a shoulder. */
export function Entries({ entries }: { entries: Entry[] }) {
  const t = useWords()
  if (entries.length === 0) return <p>{t('return.messages.none')}</p>
  return (
    <ol className="said">
      {entries.map((entry, index) => (
        <li key={index}>
          <OneEntry entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function OneEntry({ entry }: { entry: Entry }) {
  const t = useWords()
  const { date } = useDates()
  const day = date(entry.onDay)
  switch (entry.kind) {
    case 'own':
      return (
        <details className="fold">
          <summary>{t('return.messages.own', { date: day })}</summary>
          <Said words={entry.words} />
        </details>
      )
    case 'handler':
      return (
        <article className="card">
          <FromTeam role={entry.role} day={day} />
          <Said words={entry.words} />
          {entry.fileCount > 0 && <p>{t('return.messages.files', { count: entry.fileCount })}</p>}
        </article>
      )
    case 'feedback':
      return (
        <article className="card">
          <FromTeam role={entry.role} day={day} />
          <h4>{t('return.feedback.title')}</h4>
          <Said words={entry.words} />
          {entry.withheld && (
            <>
              <h4>{t('return.feedback.withheld')}</h4>
              <Said words={entry.withheld} />
            </>
          )}
        </article>
      )
    case 'unproven':
      return (
        <article className="card told bad">
          <h3>{t('return.messages.unproven')}</h3>
          <p>{t('return.messages.unproven.text')}</p>
          <details className="fold">
            <summary>{t('return.messages.unproven.show')}</summary>
            <Said words={entry.words} />
          </details>
        </article>
      )
    case 'closed':
      return <p>{t('return.messages.closed')}</p>
    default:
      return (
        <>
          <p>{t(`return.messages.${entry.kind}`, { date: day })}</p>
          {entry.words && <Said words={entry.words} />}
        </>
      )
  }
}

function FromTeam({ role, day }: { role: string; day: string }) {
  const t = useWords()
  return (
    <>
      <h3>{role ? t('return.messages.handler', { role }) : t('return.messages.handlerPlain')}</h3>
      <p className="hint">{t('return.messages.proven', { date: day })}</p>
    </>
  )
}

/** As it was written, in whichever language and direction. */
function Said({ words }: { words: string }) {
  return (
    <p className="written" dir="auto">
      {words}
    </p>
  )
}
