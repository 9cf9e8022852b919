import { Press, StepForm, type Carried } from '#app/components/return/parts.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { OpenedFile } from '#app/server/queries/concern-thread-file.server.ts'
import type { Entry } from '#app/server/queries/concern-thread.server.ts'

interface Opening {
  carried: Carried
  /** The one file that was asked for. */
  opened: OpenedFile | undefined
}

/** In the order in which they came. The person's own words are folded: somebody may be looking over a shoulder. */
export function Entries({ entries, carried, opened }: { entries: Entry[] } & Opening) {
  const t = useWords()
  if (entries.length === 0) return <p>{t('return.messages.none')}</p>
  return (
    <ol className="said">
      {entries.map((entry, index) => (
        <li key={index}>
          <OneEntry entry={entry} carried={carried} opened={opened} />
        </li>
      ))}
    </ol>
  )
}

function OneEntry({ entry, carried, opened }: { entry: Entry } & Opening) {
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
          {entry.fileIds.map((fileId, index) => (
            <SentFile key={fileId} {...{ fileId, carried, opened }} number={index + 1} />
          ))}
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

/** Opened one by one: a picture on a screen may be seen by others, and a recording heard. */
function SentFile({ fileId, number, carried, opened }: { fileId: string; number: number } & Opening) {
  const t = useWords()
  if (opened?.fileId !== fileId)
    return (
      <StepForm carried={carried} step="showFile">
        <input type="hidden" name="fileId" value={fileId} />
        <p className="hint">{t('return.file.careful')}</p>
        <p className="act">
          <Press say="return.file.show" quiet />
        </p>
      </StepForm>
    )
  const label = t('return.file.name', { number })
  const { kind, source } = opened
  return (
    <p className="file" tabIndex={-1} autoFocus>
      {kind === 'img' && <img src={source} alt={label} />}
      {kind === 'audio' && <audio src={source} controls aria-label={label} />}
      {kind === 'video' && <video src={source} controls aria-label={label} />}
    </p>
  )
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
