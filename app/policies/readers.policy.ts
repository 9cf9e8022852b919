export const bodyKinds = ['receiving', 'next_up', 'independent'] as const
export type BodyKind = (typeof bodyKinds)[number]

/** What a key is for: the account and messages, who the reporter is, or recovery by two. */
export type Duty = 'handle' | 'custody' | 'escrow'

export interface ReceivingBody {
  organisationId: string
  kind: BodyKind
  /** Among bodies of the same kind the lowest is asked first. */
  position: number
}

/** One key of one person, for one body. A person may hold several, and belong to organisations beside that body. */
export interface HandlerFact {
  keyId: string
  personId: string
  organisationIds: readonly string[]
  bodyId: string
  duties: readonly Duty[]
  /** Two present handlers have signed it. */
  counted: boolean
}

/** Whom the reporter does not trust. It is used here and sealed: the database keeps only the resulting envelopes. */
export interface Removed {
  keyIds: readonly string[]
  organisationIds: readonly string[]
  personIds: readonly string[]
}

export interface ReadingFacts {
  bodies: readonly ReceivingBody[]
  /** Everybody of the project and its site, whatever else they belong to. */
  teamOrganisationIds: readonly string[]
  teamPersonIds: readonly string[]
  handlers: readonly HandlerFact[]
  removed: Removed
}

export interface Readers {
  level: BodyKind
  bodyId: string
  handlers: string[]
  custodians: string[]
  /** Two different persons each; a case can be recovered only by both. None where no two are free of conflict. */
  escrowPairs: [string, string][]
  /** Handlers of the next body in which somebody else is left: they read when everybody before them has stepped back. */
  reserve: string[]
}

/** Who holds an envelope of a new case. The first body with somebody left receives it; `nobody` when every last one is out. */
export function readersFor(facts: ReadingFacts): Readers | { nobody: true } {
  const mayHold = screened(facts)
  const bodies = inOrder(facts.bodies)
  for (const [index, { kind, organisationId }] of bodies.entries()) {
    const held = mayHold.filter(({ bodyId }) => bodyId === organisationId)
    const handlers = keysFor('handle', held)
    if (handlers.length > 0)
      return {
        level: kind,
        bodyId: organisationId,
        handlers,
        custodians: keysFor('custody', held),
        escrowPairs: pairsOf(held),
        reserve: reserveOf(bodies.slice(index + 1), held, mayHold),
      }
  }
  return { nobody: true }
}

function reserveOf(
  later: readonly ReceivingBody[],
  held: readonly { person: number }[],
  mayHold: readonly (HandlerFact & { person: number })[],
): string[] {
  const first = new Set(held.map(({ person }) => person))
  for (const { organisationId } of later) {
    const others = mayHold.filter(({ bodyId, person }) => bodyId === organisationId && !first.has(person))
    const handlers = keysFor('handle', others)
    if (handlers.length > 0) return handlers
  }
  return []
}

/** The keys that may hold anything. Whoever joins later is asked the same, with what was removed then. */
export function mayHold(facts: Omit<ReadingFacts, 'bodies'>, keyId: string): boolean {
  return screened(facts).some((one) => one.keyId === keyId)
}

/** Keys that count, of people of whom nothing is named: each with the person it belongs to, under whatever name. */
function screened({ handlers, removed, teamOrganisationIds, teamPersonIds }: Omit<ReadingFacts, 'bodies'>) {
  const organisations = [...removed.organisationIds, ...teamOrganisationIds]
  const persons = [...removed.personIds, ...teamPersonIds]
  const isNamed = ({ keyId, personId, bodyId, organisationIds }: HandlerFact) =>
    removed.keyIds.includes(keyId) ||
    persons.includes(personId) ||
    [bodyId, ...organisationIds].some((id) => organisations.includes(id))
  return peopleIn(handlers)
    .filter((keys) => !keys.some(isNamed))
    .flatMap((keys, person) => keys.map((key) => ({ ...key, person })))
    .filter(({ counted }) => counted)
}

/** A person is all their keys; whoever shares a key with somebody counts as the same person. */
function peopleIn(handlers: readonly HandlerFact[]): HandlerFact[][] {
  let people: HandlerFact[][] = []
  for (const handler of handlers) {
    const isSame = (keys: HandlerFact[]) =>
      keys.some(({ personId, keyId }) => personId === handler.personId || keyId === handler.keyId)
    people = [...people.filter((keys) => !isSame(keys)), [...people.filter(isSame).flat(), handler]]
  }
  return people
}

function inOrder(bodies: readonly ReceivingBody[]): ReceivingBody[] {
  return [...bodies].sort(
    (one, other) =>
      bodyKinds.indexOf(one.kind) - bodyKinds.indexOf(other.kind) || one.position - other.position,
  )
}

function keysFor(duty: Duty, held: readonly HandlerFact[]): string[] {
  return [...new Set(held.filter(({ duties }) => duties.includes(duty)).map(({ keyId }) => keyId))]
}

function pairsOf(held: readonly (HandlerFact & { person: number })[]): [string, string][] {
  const holders = new Map(
    held.filter(({ duties }) => duties.includes('escrow')).map(({ keyId, person }) => [keyId, person]),
  )
  const keys = [...holders.keys()]
  return keys.flatMap((one, index) =>
    keys
      .slice(index + 1)
      .filter((other) => holders.get(one) !== holders.get(other))
      .map((other): [string, string] => [one, other]),
  )
}
