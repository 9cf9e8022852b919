import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import {
  account,
  aDoor,
  aHandler,
  anOrganisation,
  newestCase,
  readAs,
  toFile,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')

let bodies: string[]
let handlers: TestHandler[]
let homes: Map<string, Set<string>>

/** Tiny bodies, people with keys in two of them, people who also belong to another. */
beforeAll(async () => {
  bodies = await Promise.all(['One', 'Two', 'Three'].map(anOrganisation))
  const [one, two, three] = bodies as [string, string, string]
  const alone = await aHandler(one, ['handle', 'escrow'])
  const alias = await aHandler(two, ['handle', 'custody'], { personId: alone.personId })
  const both = await aHandler(one, ['handle', 'custody', 'escrow'], { alsoIn: [three] })
  const second = await aHandler(two, ['handle', 'escrow'])
  const custodian = await aHandler(two, ['custody', 'escrow'])
  const outside = await aHandler(three, ['handle'])
  handlers = [alone, alias, both, second, custodian, outside]
  homes = new Map()
  for (const { person_id, organisation_id } of await database.query<{
    person_id: string
    organisation_id: string
  }>(`select person_id, organisation_id from membership`))
    homes.set(person_id, new Set([...(homes.get(person_id) ?? []), organisation_id]))
})

const some = (length: number) => fc.uniqueArray(fc.nat(length - 1), { maxLength: length })

test(
  'whoever is taken out, by whatever key or body, holds nothing, and somebody else always reads',
  {
    timeout: 240_000,
  },
  async () => {
    const [one, two, three] = bodies as [string, string, string]
    const given = fc.record({ keys: some(6), organisations: some(3), team: some(3), again: some(6) })
    await fc.assert(
      fc.asyncProperty(given, async ({ keys, organisations, team, again }) => {
        const door = await aDoor(one, {
          bodies: [
            { organisationId: one, kind: 'receiving', position: 0 },
            { organisationId: two, kind: 'next_up', position: 0 },
            { organisationId: three, kind: 'independent', position: 0 },
          ],
          teamOrganisationIds: team.map((index) => bodies[index]!),
        })
        forgetDoors()
        const removal = (indexes: number[]) => ({
          keyIds: indexes.map((index) => handlers[index]!.keyId),
          organisationIds: organisations.map((index) => bodies[index]!),
        })
        const isOut = ({ personId }: TestHandler, indexes: number[]) =>
          indexes.some((index) => handlers[index]!.personId === personId) ||
          [...organisations, ...team].some((index) => homes.get(personId)!.has(bodies[index]!))
        const first = toFile(door.slug, 'First', { removed: removal(keys) })
        const { state } = await fileConcern(first, now)
        const mayRead = handlers.filter((one) => !isOut(one, keys))
        const handles = (some: TestHandler[]) => some.some(({ keyId }) => keyId !== handlers[4]!.keyId)
        expect(state).toBe(handles(mayRead) ? 'received' : 'nobodyLeft')
        if (state !== 'received') return
        const id = await newestCase()
        const all = new Set([...keys, ...again])
        const more = await fileConcern(
          { ...first, account: account('Second'), removed: removal([...all]) },
          now,
        )
        const readBy = async (word: string) => {
          const found: TestHandler[] = []
          for (const handler of handlers)
            if ((await readAs(handler, id)).some((part) => part.kind === 'account' && part.words === word))
              found.push(handler)
          return found
        }
        const held = await database.query<{ person_id: string }>(
          `select distinct h.person_id from concern_envelope e join concern_key k on k.id = e.key_id
         join handler_key h on h.id in (e.handler_key_id, e.inner_key_id) where k.concern_id = $1`,
          [id],
        )
        for (const { person_id } of held)
          expect(isOut({ ...handlers[0]!, personId: person_id }, keys)).toBe(false)
        const readFirst = await readBy('First')
        expect(readFirst.length).toBeGreaterThan(0)
        const readSecond = await readBy('Second')
        expect(readSecond.filter((one) => isOut(one, [...all]))).toEqual([])
        expect(readSecond.length > 0).toBe(more.state === 'received')
      }),
      { numRuns: 40, interruptAfterTimeLimit: 90_000 },
    )
  },
)
