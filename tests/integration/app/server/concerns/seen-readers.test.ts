import { beforeEach, expect, test } from 'vitest'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { fileConcern, openDoor } from '#app/server/workflows/concern-filing.server.ts'
import { takeStep } from '#app/server/workflows/reporter-steps.server.ts'
import { newCode } from '#app/sealing/code.ts'
import {
  aDoor,
  aHandler,
  anOrganisation,
  newestCase,
  readAs,
  toFile,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')
const always = { languages: ['en'], fromOn: '2020-01-01', untilOn: '2099-12-31' }
const none = { files: [], notTaken: [], wasCut: false }

let body: string
let above: string
let first: TestHandler
let higher: TestHandler
let slug: string

beforeEach(async () => {
  ;[body, above] = (await Promise.all(['Receiving', 'Above'].map(anOrganisation))) as [string, string]
  first = await aHandler(body)
  higher = await aHandler(above)
  const door = await aDoor(body, {
    bodies: [
      { organisationId: body, kind: 'receiving', position: 0 },
      { organisationId: above, kind: 'next_up', position: 0 },
    ],
    rota: (['primary', 'deputy', 'out_of_hours'] as const).map((part) => ({
      personId: first.personId,
      part,
      ...always,
    })),
  })
  slug = door.slug
})

async function ends({ keyId }: TestHandler): Promise<void> {
  await asSystem('test', (tx) => tx.handlerKey.update({ where: { id: keyId }, data: { endedOn: now } }))
  forgetDoors()
}

async function comesToCount(): Promise<TestHandler> {
  const late = await aHandler(body, ['handle', 'custody'])
  forgetDoors()
  return late
}

const envelopesOf = ({ keyId }: TestHandler) =>
  asSystem('test', (tx) =>
    tx.concernEnvelope.count({ where: { OR: [{ handlerKeyId: keyId }, { innerKeyId: keyId }] } }),
  )

const shownOn = async () => (await openDoor(slug))!.readers.map(({ keyId }) => keyId)

test('a key that came to count after the page of readers was shown gets nothing of this concern', async () => {
  const seen = await shownOn()
  const late = await comesToCount()
  expect(await shownOn()).toContain(late.keyId)
  expect(await fileConcern(toFile(slug, 'It happened', { seen }), now)).toMatchObject({ state: 'received' })
  expect(await envelopesOf(late)).toBe(0)
  expect(await readAs(first, await newestCase())).toMatchObject([{ words: 'It happened' }])
})

test('where those who were shown have gone, the next body that was shown reads; nobody new does', async () => {
  const seen = await shownOn()
  await ends(first)
  const late = await comesToCount()
  expect(await fileConcern(toFile(slug, 'It happened', { seen }), now)).toMatchObject({ state: 'received' })
  expect(await envelopesOf(late)).toBe(0)
  expect(await readAs(higher, await newestCase())).toHaveLength(1)
})

test('when nobody of them is left the list is shown again, and nothing that was typed is lost', async () => {
  const seen = await shownOn()
  await ends(first)
  await ends(higher)
  const late = await comesToCount()
  const form = new URLSearchParams({ code: newCode(), words: 'It happened', danger: 'yes', go: 'send' })
  for (const keyId of seen) form.append('seen', keyId)
  const sends = async () =>
    takeStep((await openDoor(slug))!, form, none, { forSomeone: false, locale: 'en', now })
  const again = await sends()
  expect(again).toMatchObject({
    status: 409,
    shown: {
      step: 'readers',
      changed: { withFiles: false },
      filing: { code: form.get('code'), words: 'It happened', danger: 'yes' },
    },
  })
  expect(await envelopesOf(late)).toBe(0)
  form.append('seen', late.keyId)
  expect((await sends()).shown.step).toBe('received')
  expect(await envelopesOf(late)).toBeGreaterThan(0)
})

test('with nobody at all left it says so', async () => {
  const seen = await shownOn()
  await ends(first)
  await ends(higher)
  expect(await fileConcern(toFile(slug, 'It happened', { seen }), now)).toEqual({ state: 'nobodyLeft' })
})
