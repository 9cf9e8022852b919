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
      <LaneFigure lane={lane} say={say} hereOf={hereIn(lane)} />
      <StateTable lane={lane} say={say} hereOf={hereIn(lane)} standing={standing} />
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
      </ul>
      {lanes}
    </>
  )
}
