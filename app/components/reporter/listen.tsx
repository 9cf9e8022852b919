import { useLocation, useMatches } from '@remix-run/react'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { direction } from '#content/locale.ts'
import type { SpokenSlot } from '#content/spoken.ts'
import { languageName } from '#content/words.ts'

/** A passage of this page that can be heard; a loader returns all of them as `shell.spoken`. */
export interface SpokenShown {
  id: string
  slot: SpokenSlot
  language: string
  size: number
  /** Nothing when nobody who speaks the language has checked it. */
  checkedOn: string | null
}

/** More languages than these fold away, so that the page stays short. */
const mostOpen = 2

/** Nothing where no recording is heard today. Nothing is loaded before somebody presses play, and no script is needed. */
export function Listen({ slot }: { slot: SpokenSlot }) {
  const t = useWords()
  const heard = useSpoken().filter((one) => one.slot === slot)
  if (heard.length === 0) return null
  const list = (
    <ul className="hear">
      {heard.map((one) => (
        <Player key={one.id} {...one} />
      ))}
    </ul>
  )
  if (heard.length <= mostOpen) return list
  return (
    <details className="card">
      <summary>{t('spoken.listen')}</summary>
      {list}
    </details>
  )
}

function Player({ id, slot, language, size, checkedOn }: SpokenShown) {
  const t = useWords()
  const { date } = useDates()
  const locale = useLocale()
  const source = useSource(id)
  const own = `hear-${slot}-${language}`
  const name = languageName(locale, language)
  const words = t('spoken.listenIn', { language: name, size: Math.ceil(size / 1024) })
  const [before = '', ...after] = words.split(name)
  return (
    <li>
      <span id={own}>
        {before}
        <b lang={language} dir={direction(language)}>
          {name}
        </b>
        {after.join(name)}
      </span>
      <audio controls preload="none" src={source} aria-labelledby={own}>
        <a href={source}>{words}</a>
      </audio>
      <span className="hint">
        {checkedOn ? t('spoken.checked', { on: date(checkedOn) }) : t('spoken.unchecked')}
      </span>
    </li>
  )
}

/** Where a page is tried before it is open, what marks the try goes along. */
function useSource(id: string): string {
  const home = useDoorPath()
  const mark = new URLSearchParams(useLocation().search).get('t')
  return `${home}/spoken/${id}${mark ? `?${new URLSearchParams({ t: mark }).toString()}` : ''}`
}

function useSpoken(): readonly SpokenShown[] {
  for (const { data } of useMatches()) {
    const shell = typeof data === 'object' && data !== null && 'shell' in data ? data.shell : null
    if (typeof shell === 'object' && shell !== null && 'spoken' in shell && Array.isArray(shell.spoken))
      return shell.spoken as SpokenShown[]
  }
  return []
}
