import {
  disc,
  lineHeight,
  noteHeight,
  wordsHeight,
  type DrawnBox,
  type DrawnNumber,
  type DrawnText,
} from '#app/components/how/drawing.ts'
import { eventsIn, modelOf, type LaneEvent } from '#app/components/how/lane-model.ts'
import { laidOut } from '#app/components/how/layout.ts'
import { movesWithin, type Say } from '#app/components/how/say.ts'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { ToldLane, ToldState } from '#app/server/queries/told-process.server.ts'
import { listOf } from '#content/words.ts'

/** One lane drawn from its definition, and beside it what the numbers mean. The table below says everything the picture says. */
export function LaneFigure({
  lane,
  say,
  hereOf,
}: {
  lane: ToldLane
  say: Say
  hereOf: (state: ToldState) => string | null
}) {
  const t = useWords()
  const locale = useLocale()
  const notesOf = (state: ToldState) => {
    const starts = state.initial && lane.states.includes(state) ? [t('how.start')] : []
    const here = hereOf(state)
    return here === null ? starts : [...starts, here]
  }
  const { boxes, arrows } = modelOf(lane, say, notesOf)
  const { width, height, ...drawn } = laidOut(boxes, arrows)
  const names = (branch: boolean) =>
    listOf(
      locale,
      boxes.filter((box) => box.branch === branch).map(({ name }) => name),
    )
  const id = `how-${lane.id}`
  return (
    <div className="am-how-figure">
      <svg
        className="am-how-picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <title id={`${id}-title`}>{t('how.picture.title', { lane: say.lane(lane.id) })}</title>
        <desc id={`${id}-desc`}>
          {[
            t('how.picture.line', { states: names(false) }),
            ...(boxes.some(({ branch }) => branch) ? [t('how.picture.beside', { states: names(true) })] : []),
            ...boxes.filter(({ here }) => here).map(({ name }) => t('how.picture.here', { state: name })),
            t('how.picture.table'),
          ].join(' ')}
        </desc>
        {drawn.lines.map((line, index) => (
          <path key={index} className="line" d={line} />
        ))}
        {drawn.boxes.map((box) => (
          <Box key={box.id} box={box} />
        ))}
        {drawn.heads.map((tip, index) => (
          <path key={index} className="head" d={tip} />
        ))}
        {drawn.numbers.map((one, index) => (
          <Numbered key={index} {...one} />
        ))}
        {drawn.words.map((text, index) => (
          <Lines key={index} {...text} className="t start" step={wordsHeight} />
        ))}
      </svg>
      <div className="am-how-key">
        <h3 className="govuk-heading-s">{t('how.key')}</h3>
        <Events events={eventsIn(lane.states.flatMap(movesWithin))} say={say} />
        {lane.anywhere.length > 0 && (
          <>
            <h3 className="govuk-heading-s">{t('how.anywhere')}</h3>
            <Events events={eventsIn(lane.anywhere)} say={say} />
          </>
        )}
      </div>
    </div>
  )
}

function Events({ events, say }: { events: readonly LaneEvent[]; say: Say }) {
  return (
    <ol>
      {events.map(({ event, number, by }) => (
        <li key={event} value={number}>
          <NumberMark number={number} />
          <div>
            <p>
              <b>{say.event(event)}</b>
            </p>
            <p className="am-how-small">{say.by(by)}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The number as it stands in the picture; a list or a table names it again for whoever hears it. */
export function NumberMark({ number }: { number: number }) {
  return <span className="am-how-number">{number}</span>
}

function Box({ box }: { box: DrawnBox }) {
  const { x, y, width, height, look, here, passed, name, notes, stays, fromAbove } = box
  const looks = ['box', look, ...(here ? ['here'] : []), ...(passed ? ['passed'] : [])].join(' ')
  return (
    <>
      <rect className={looks} x={x} y={y} width={width} height={height} rx={look === 'branch' ? 16 : 4} />
      {passed && <path className="tick" d={`M${x + 7} ${y + 11}l3 3 5.5-6.5`} />}
      <Lines {...name} className="name" step={lineHeight} />
      <Lines {...notes} className={here ? 't strong' : 't'} step={noteHeight} />
      {fromAbove && (
        <>
          <path className="line" d={fromAbove.line} />
          <path className="head" d={fromAbove.head} />
          <Numbered {...fromAbove.number} />
        </>
      )}
      {stays && (
        <>
          <path className="line" d={`M${stays.x - 4} ${stays.y - 5}a6 6 0 1 0 8 0`} />
          <path className="head" d={`M${stays.x + 1} ${stays.y - 8}h6v6z`} />
          {stays.numbers.map((one) => (
            <Numbered key={one.number} {...one} />
          ))}
        </>
      )}
    </>
  )
}

function Numbered({ x, y, number }: DrawnNumber) {
  return (
    <>
      <circle className="disc" cx={x} cy={y} r={disc} />
      <text className="number" x={x} y={y + 4.2}>
        {number}
      </text>
    </>
  )
}

function Lines({ x, y, lines, className, step }: DrawnText & { className: string; step: number }) {
  return lines.map((line, index) => (
    <text key={index} className={className} x={x} y={y + index * step}>
      {line}
    </text>
  ))
}
