import type { DoorTerms } from '#app/forms/door-terms.ts'
import { rotaGaps, rotaHoldsUntil, type RotaPart } from '#app/forms/door-rota.ts'
import type { OpeningFacts } from '#app/policies/door.policy.ts'
import { mayHold, type HandlerFact } from '#app/policies/readers.policy.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import {
  listBodies,
  listChain,
  listKeyHolders,
  namesOfPeople,
  statesOfTests,
  type DoorRow,
  type NamedBody,
} from '#app/server/repositories/doors.server.ts'

export interface NamedPerson {
  id: string
  name: string
  bodyId: string
}

/** How a page stands with these terms, whether they are saved or only proposed. */
export interface Standing {
  terms: DoorTerms
  bodyIds: string[]
  bodies: NamedBody[]
  /** Everybody who gives or holds money here, the receiving body and whoever is next up. */
  chain: string[]
  /** Holders of keys that count, of every body that may receive. */
  people: NamedPerson[]
  /** Of these, who may read an account, having nothing to do with the project: in the receiving body, and outside the chain. */
  handlers: NamedPerson[]
  outside: NamedPerson[]
  rotaGaps: RotaPart[]
  rotaUntil: string | null
  signerName: string | null
}

/** As the owner: it looks at bodies and people who are strangers to whoever asks. The caller has said that they may ask. */
export async function standingOf(tx: Transaction, door: DoorRow, now: Date): Promise<Standing> {
  const { terms } = door
  const bodies = await listBodies(tx)
  const receiving = [door.organisationId, ...terms.bodies.map(({ organisationId }) => organisationId)]
  const holders = await listKeyHolders(tx, receiving, now)
  const ofProgramme = door.programmeId ? await listChain(tx, door.programmeId) : []
  const above = terms.bodies
    .filter(({ kind }) => kind !== 'independent')
    .map(({ organisationId }) => organisationId)
  const chain = [...new Set([door.organisationId, ...above, ...ofProgramme, ...terms.teamOrganisationIds])]

  const ids = [
    ...holders.map(({ personId }) => personId),
    ...(terms.retentionSignedById ? [terms.retentionSignedById] : []),
  ]
  const names = await namesOfPeople(tx, ids)
  const named = (some: readonly HandlerFact[]) => [
    ...new Map(
      some.map(({ personId: id, bodyId }) => [id, { id, bodyId, name: names.get(id) ?? '' }]),
    ).values(),
  ]
  const reading = {
    teamOrganisationIds: terms.teamOrganisationIds,
    teamPersonIds: terms.teamPersonIds,
    handlers: holders,
    removed: { keyIds: [], organisationIds: [], personIds: [] },
  }
  const mayRead = holders.filter(({ keyId, duties }) => duties.includes('handle') && mayHold(reading, keyId))
  const outsideIds = terms.bodies
    .filter(({ kind, organisationId }) => kind === 'independent' && !chain.includes(organisationId))
    .map(({ organisationId }) => organisationId)
  const handlers = named(mayRead.filter(({ bodyId }) => bodyId === door.organisationId))
  // Only whoever reads first is on duty: an account goes to the receiving body.
  const onDuty = new Set(handlers.map(({ id }) => id))
  return {
    terms,
    bodies,
    bodyIds: bodies.map(({ id }) => id),
    chain,
    people: named(holders),
    handlers,
    outside: named(
      mayRead.filter(
        ({ bodyId, organisationIds }) =>
          outsideIds.includes(bodyId) && !organisationIds.some((id) => chain.includes(id)),
      ),
    ),
    rotaGaps: rotaGaps(terms, now, onDuty),
    rotaUntil: rotaHoldsUntil(terms, now, onDuty),
    signerName: terms.retentionSignedById ? (names.get(terms.retentionSignedById) ?? null) : null,
  }
}

export function openingFactsOf(door: DoorRow, standing: Standing): OpeningFacts {
  const { terms } = standing
  const { languages, place, runBy, readWhen, retention, retentionSignedOn, controller } = terms
  const isWorded = (locale: string) =>
    [place, runBy, readWhen].every((words) => (words as Record<string, string | undefined>)[locale])
  return {
    handlers: standing.handlers.length,
    outside: standing.outside.length,
    rotaGaps: standing.rotaGaps.length,
    retentionRows: retention.length,
    retentionSigned: retentionSignedOn !== null,
    controllerNamed: controller !== null,
    worded: languages.length > 0 && languages.every(isWorded),
    tested: door.testedOn !== null,
  }
}

/** As far as `acknowledged`: somebody has opened the account and answered it. */
const answered = [
  'acknowledged',
  'assessing',
  'investigating',
  'deciding',
  'outcome_decided',
  'feedback_given',
  'closed',
  'answered',
]

export type TestStands = 'none' | 'waiting' | 'answered'

export async function testStands(doorId: string): Promise<TestStands> {
  const states = await asSystem('how far a test concern is', (tx) => statesOfTests(tx, doorId))
  if (states.some((state) => answered.includes(state))) return 'answered'
  return states.length > 0 ? 'waiting' : 'none'
}
