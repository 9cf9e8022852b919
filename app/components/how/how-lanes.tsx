import type { ReactNode } from 'react'
import { HowClocks } from '#app/components/how/how-clocks.tsx'
import { LaneFigure } from '#app/components/how/lane-figure.tsx'
import { sayIn } from '#app/components/how/say.ts'
import { StateTable } from '#app/components/how/state-table.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { ToldProcess, ToldLane, ToldState } from '#app/server/queries/told-process.server.ts'
import { listOf, type Key } from '#content/words.ts'

/** A whole process: each lane with its picture, what the numbers mean, and the same in words. */
export function HowLanes({ page }: { page: ToldProcess }) {
  const t = useWords()
  const locale = useLocale()
  const say = sayIn(t, locale, page)
  const hereIn = (lane: ToldLane) => (state: ToldState) => {
    if (state.here.length === 0) return null
    if (lane.alike.length === 1) return t('how.here')
    const names = state.here.map((id) => t(`content.principle.${id}` as Key))
    return t('how.here.of', { names: listOf(locale, names) })
  }
  const standing = page.lanes
    .filter(({ alike }) => alike.length === 1)
    .flatMap((lane) => lane.states.filter(({ here }) => here.length > 0))[0]
  const lanes = page.lanes.map((lane) => (
    <section key={lane.id} className="am-how" aria-labelledby={`how-${lane.id}`}>
      <h2 className="govuk-heading-m" id={`how-${lane.id}`}>
        {say.lane(lane.id)}
      </h2>
      <Told once={say.meaning(lane) === null ? say.sentence(lane.states[0]!.label) : null}>
        <LaneFigure lane={lane} say={say} hereOf={hereIn(lane)} />
        <StateTable lane={lane} say={say} hereOf={hereIn(lane)} standing={standing} />
      </Told>
    </section>
  ))
  return (
    <>
      <ul className="am-how-contents">
        {standing && (
          <li>
            <a className="govuk-link" href="#here">
              {t('how.contents.here', { state: say.name(standing.label) })}
            </a>
          </li>
        )}
        {page.lanes.length > 1 &&
          page.lanes.map(({ id }) => (
            <li key={id}>
              <a className="govuk-link" href={`#how-${id}`}>
                {say.lane(id)}
              </a>
            </li>
          ))}
        {page.process === 'concern' && (
          <li>
            <a className="govuk-link" href="#how-clocks">
              {t('how.clocks.title')}
            </a>
          </li>
        )}
      </ul>
      {lanes}
      {page.process === 'concern' && <HowClocks />}
    </>
  )
}

/** Where a lane says one thing to whoever looks, whatever its step, that comes first and the rest is folded away. */
function Told({ once, children }: { once: string | null; children: ReactNode }) {
  const t = useWords()
  if (once === null) return children
  return (
    <>
      <p className="am-measure">{once}</p>
      <details className="am-how-more">
        <summary>{t('how.lane.more')}</summary>
        {children}
      </details>
    </>
  )
}
