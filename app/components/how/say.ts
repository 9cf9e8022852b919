import { isKey, listOf, tagOf, type Key, type Locale, type Words } from '#content/words.ts'
import type {
  ByWhom,
  ToldProcess,
  ToldLane,
  ToldMove,
  ToldState,
  Side,
} from '#app/server/queries/told-process.server.ts'
import type { Condition, DescribedAction } from '#machines/processes.ts'

export type Say = ReturnType<typeof sayIn>

/** The words for what stands in a machine: every name in it has a key, and a test sees to that. */
export function sayIn(t: Words, locale: Locale, { process, viewpoint, lanes }: ToldProcess) {
  const as = viewpoint
  const labels = new Map(
    lanes.flatMap(({ id, alike, states }) =>
      withInner(states).flatMap(({ place, label }) =>
        alike.map((lane) => [lane + place.slice(id.length), label] as const),
      ),
    ),
  )

  const name = (label: string) => t(nameKey(process, label))
  const place = (at: string) => name(labels.get(at) ?? at)
  const sentence = (label: string) => t(known(`${label}.${viewpoint}`))
  const event = (type: string) => t(known(`how.${process}.event.${type}`), { as })
  const lane = (id: string) => t(known(`how.lane.${process}.${id}`))
  const action = ({ name: type, params }: DescribedAction) => {
    const clock = params.clock === undefined ? {} : { clock: t(known(`cases.clock.${params.clock}`)) }
    return t(known(`how.${process}.action.${type}`), { ...params, ...clock, as })
  }
  const actions = (list: readonly DescribedAction[]) => [...new Set(list.map(action))]

  function condition(one: Condition, within = false): string {
    switch (one.kind) {
      case 'fact':
        return t(known(`how.${process}.guard.${one.name}`), { ...one.params, as })
      case 'at':
        return t('how.condition.at', { state: place(one.place) })
      case 'not': {
        const { of } = one
        const own = of.kind === 'fact' ? `how.${process}.guard.${of.name}.not` : ''
        if (isKey(own)) return t(own, { as })
        return t('how.condition.not', { what: condition(of, true) })
      }
      default: {
        const parts = one.of.map((part) => condition(part, true))
        const list = one.kind === 'all' ? listOf(locale, parts) : orOf(locale, parts)
        return within && parts.length > 1 ? t('how.condition.together', { what: list }) : list
      }
    }
  }

  /** What has to be true, one line for each thing that has to be true with the others. */
  function conditions(one: Condition | null): string[] {
    if (one === null) return []
    return one.kind === 'all' ? one.of.flatMap(conditions) : [condition(one)]
  }

  /** Everybody who may do it, and what a person among them must or must not have done before. */
  function by(ways: readonly ByWhom[]): string {
    return `${ways.map((one) => raised(orOf(locale, [...itself(one), ...one.sides.map((side) => sideOf(side, one.ownRoles))]) || t('how.by.nobody'))).join('. ')}.`
  }

  /** Their jobs only. */
  function jobs({ sides, ...one }: ByWhom): string {
    const people = sides.flatMap(({ roles }) => roles.map(job))
    return raised(orOf(locale, [...itself(one), ...new Set(people)]) || t('how.by.nobody'))
  }

  const itself = ({ system, code }: Pick<ByWhom, 'system' | 'code'>) => [
    ...(code ? [t(`how.by.code.${code}`, { as })] : []),
    ...(system ? [t('how.by.system')] : []),
  ]
  const job = (role: string) => lowered(t(known(`content.role.${role}`)))

  function sideOf({ capacity, roles, only, never }: Side, ownRoles: ByWhom['ownRoles']): string {
    const own = capacity === 'author' && ownRoles.length > 0
    const traits = never.map((trait) => t(known(`how.by.trait.${trait}`)))
    return [
      t(known(`how.by.${capacity}`), { roles: orOf(locale, roles.map(job)), as }),
      ...(own ? [t('how.by.own', { roles: orOf(locale, ownRoles.map(job)) })] : []),
      ...only.map((trait) => t(known(`how.by.only.${trait}`))),
      ...(traits.length > 0 ? [t('how.by.never', { what: orOf(locale, traits) })] : []),
    ].join(', ')
  }

  const turnsOf = ({ tags }: ToldState) => tags.map((tag) => `how.turn.${process}.${tag}`).filter(isKey)

  /** Whose turn the tags say it is, or those around it; where they say nothing, whether Amana acts by itself. */
  function turn(state: ToldState, within: ToldState | null): string {
    const own = turnsOf(state)
    const whose = own.length > 0 || within === null ? own : turnsOf(within)
    if (whose.length > 0)
      return listOf(
        locale,
        whose.map((key) => t(key, { as })),
      )
    if (state.inner.some(hasTurn)) return t('how.turn.inner')
    return t(movesWithin(state).some(({ by: { system } }) => system) ? 'how.turn.system' : 'how.turn.none')
  }

  /** What else holds as long as it stands here. */
  function holds(state: ToldState): string[] {
    return state.tags
      .map((tag) => `how.tag.${process}.${tag}`)
      .filter(isKey)
      .map((key) => t(key))
  }

  /** Whether somebody is waited for there, and not only something holds. */
  function hasTurn(state: ToldState): boolean {
    return turnsOf(state).length > 0 || state.inner.some(hasTurn)
  }

  /** Null where it says the same whatever the step. */
  function meaning(lane: Pick<ToldLane, 'states'>): ((state: ToldState) => string) | null {
    const told = new Set(withInner(lane.states).map(({ label }) => sentence(label)))
    return told.size > 1 ? ({ label }) => sentence(label) : null
  }

  /** Whether there is something to say of its steps beside their names. */
  function tells(lane: Pick<ToldLane, 'states'>): boolean {
    const states = withInner(lane.states)
    return (
      meaning(lane) !== null ||
      states.some((state) => holds(state).length + state.entry.length + state.exit.length > 0)
    )
  }

  return {
    ...{ name, place, sentence, event, lane, actions, conditions, by, jobs },
    ...{ turn, hasTurn, holds, meaning, tells },
  }
}

export function withInner(states: readonly ToldState[]): ToldState[] {
  return states.flatMap((state) => [state, ...withInner(state.inner)])
}

export function movesWithin(state: ToldState): ToldMove[] {
  return [...state.moves, ...state.inner.flatMap(movesWithin)]
}

/** Some states have a short name of their own, some share it with the pages that show records. */
function nameKey(process: string, label: string): Key {
  const stem = process === 'concern' ? 'concernMachine' : `machines.${process}`
  const tail = label.slice(stem.length + 1)
  const keys = [label, `how.name.${process}.${tail}`, `${stem}.step.${tail.slice(tail.indexOf('.') + 1)}`]
  return keys.find(isKey) ?? known(label)
}

/** A key without words fails where words are asked for, and says which it is. */
function known(key: string): Key {
  return key as Key
}

function orOf(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(tagOf(locale), { type: 'disjunction' }).format(items)
}

function lowered(text: string): string {
  return text.slice(0, 1).toLocaleLowerCase() + text.slice(1)
}

export function raised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}
