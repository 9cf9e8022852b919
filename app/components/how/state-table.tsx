import { NumberMark } from '#app/components/how/lane-figure.tsx'
import { type Say } from '#app/components/how/say.ts'
import { toldBefore } from '#app/components/how/told-before.ts'
import { useLocale, useWords } from '#app/components/words.tsx'
import { listOf } from '#content/words.ts'
import type { ToldLane, ToldMove, ToldState } from '#app/server/queries/told-process.server.ts'

/** Everything the picture shows and all that it leaves out: one row for each state, in the order of the machine. */
export function StateTable({
  lane,
  say,
  hereOf,
  standing,
}: {
  lane: ToldLane
  say: Say
  hereOf: (state: ToldState) => string | null
  /** Where the record stands, the aim of the link at the top of the page. */
  standing?: ToldState | undefined
}) {
  const t = useWords()
  const columns: Columns = {
    meaning: say.meaning(lane),
    means: say.tells(lane),
    turns: lane.states.some(say.hasTurn),
    before: toldBefore(lane, say),
  }
  return (
    <table className="am-table am-how-table">
      <caption>{t('how.table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('how.column.state')}</th>
          {columns.means && <th scope="col">{t('how.column.meaning')}</th>}
          {columns.turns && <th scope="col">{t('how.column.turn')}</th>}
          <th scope="col">{t('how.column.next')}</th>
        </tr>
      </thead>
      <tbody>
        {lane.states.flatMap((state) => [
          <Row
            key={state.place}
            state={state}
            within={null}
            {...{ say, hereOf, columns }}
            {...(state === standing ? { id: 'here' } : {})}
          />,
          ...state.inner.map((inner) => (
            <Row key={inner.place} state={inner} within={state} {...{ say, hereOf, columns }} />
          )),
        ])}
        {lane.anywhere.length > 0 && (
          <tr>
            <th scope="row">
              <b>{t('how.anywhere')}</b>
            </th>
            {columns.means && <td data-l={t('how.column.meaning')}>{t('how.anywhere.meaning')}</td>}
            {columns.turns && <td data-l={t('how.column.turn')} />}
            <td data-l={t('how.column.next')}>
              <div>
                <Moves moves={lane.anywhere} from={null} before={columns.before} say={say} />
              </div>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

interface Columns {
  meaning: ReturnType<Say['meaning']>
  means: boolean
  turns: boolean
  before: ReadonlyMap<ToldMove, string>
}

function Row({
  state,
  within,
  say,
  hereOf,
  columns,
  id,
}: {
  id?: string
  state: ToldState
  within: ToldState | null
  say: Say
  hereOf: (state: ToldState) => string | null
  columns: Columns
}) {
  const t = useWords()
  const locale = useLocale()
  const here = hereOf(state)
  const name = say.name(state.label)
  const entry = say.actions(state.entry)
  const exit = say.actions(state.exit)
  return (
    <tr className={here === null ? undefined : 'is-here'} id={id}>
      <th scope="row" aria-current={here === null ? undefined : 'step'}>
        <b>{within ? t('how.table.within', { outer: say.name(within.label), inner: name }) : name}</b>
        {here !== null && <span className="am-how-here">{here}</span>}
        {state.passed && <span className="am-how-passed">{t('how.passed')}</span>}
      </th>
      {columns.means && (
        <td data-l={t('how.column.meaning')}>
          <div>
            {columns.meaning && <p>{columns.meaning(state)}</p>}
            {say.holds(state).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {entry.length > 0 && (
              <p className="am-how-small">{t('how.arrival', { what: listOf(locale, entry) })}</p>
            )}
            {exit.length > 0 && (
              <p className="am-how-small">{t('how.departure', { what: listOf(locale, exit) })}</p>
            )}
          </div>
        </td>
      )}
      {columns.turns && (
        <td data-l={t('how.column.turn')}>
          <div>
            <p>{say.turn(state, within)}</p>
          </div>
        </td>
      )}
      <td data-l={t('how.column.next')}>
        <div>
          {state.moves.length === 0 ? (
            <p>
              {t(state.inner.length > 0 ? 'how.next.inner' : within ? 'how.next.outer' : 'how.next.none')}
            </p>
          ) : (
            <Moves moves={state.moves} from={state} before={columns.before} say={say} />
          )}
        </div>
      </td>
    </tr>
  )
}

type MovesProps = Pick<Columns, 'before'> & { moves: readonly ToldMove[]; from: ToldState | null; say: Say }

function Moves({ moves, from, before, say }: MovesProps) {
  return (
    <ul className="am-how-moves">
      {moves.map((move, index) => (
        <Move key={index} move={move} from={from} asIn={before.get(move) ?? null} say={say} />
      ))}
    </ul>
  )
}

type MoveProps = { move: ToldMove; from: ToldState | null; asIn: string | null; say: Say }

function Move({ move, from, asIn, say }: MoveProps) {
  const t = useWords()
  const locale = useLocale()
  const conditions = asIn === null ? say.conditions(move.condition) : []
  const actions = asIn === null ? say.actions(move.actions) : []
  const stays = move.target === null || move.target === from?.place
  return (
    <li>
      <p>
        <NumberMark number={move.number} /> <b>{say.event(move.event)}.</b>{' '}
        {stays ? t('how.next.stays') : t('how.next.to', { state: say.place(move.target!) })}
      </p>
      <p className="am-how-small">{t('how.next.who', { who: say.jobs(move.by) })}</p>
      {conditions.length > 0 && (
        <p className="am-how-small">{t('how.next.if', { what: listOf(locale, conditions) })}</p>
      )}
      {actions.length > 0 && (
        <p className="am-how-small">{t('how.next.then', { what: listOf(locale, actions) })}</p>
      )}
      {asIn !== null && <p className="am-how-small">{t('how.next.same', { state: asIn })}</p>}
    </li>
  )
}
