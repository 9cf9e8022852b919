import { newKeyPair, openWith } from '#app/sealing/age.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { newCode } from '#app/sealing/code.ts'
import type { Duty } from '#app/sealing/handler-key.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'
import { openSealedFile } from '#app/server/concerns/sealed-files.server.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { ToFile } from '#app/server/workflows/concern-filing.server.ts'

const day = new Date('2020-01-01T00:00:00Z')

export interface TestHandler {
  keyId: string
  personId: string
  organisationId: string
  identity: string
  recipient: string
}

export async function anOrganisation(name: string): Promise<string> {
  const data = { id: randomId(), name, kind: 'ngo', country: 'SL', fictional: true }
  await asSystem('test', (tx) => tx.organisation.create({ data }))
  return data.id
}

/** Somebody with a key that counts. */
export async function aHandler(
  organisationId: string,
  duties: Duty[] = ['handle'],
  more: { counted?: boolean; alsoIn?: string[]; personId?: string } = {},
): Promise<TestHandler> {
  const { identity, recipient } = await newKeyPair()
  const keyId = randomId()
  const personId = more.personId ?? randomId()
  await asSystem('test', async (tx) => {
    if (!more.personId)
      await tx.person.create({ data: { id: personId, name: 'A fictional handler', fictional: true } })
    for (const home of [organisationId, ...(more.alsoIn ?? [])])
      await tx.membership.createMany({
        data: [{ personId, organisationId: home, role: 'case_handler', fromAt: day }],
        skipDuplicates: true,
      })
    await tx.handlerKey.create({
      data: {
        id: keyId,
        personId,
        organisationId,
        duties,
        recipient,
        verifyKey: new Uint8Array(32),
        statement: '{}',
        createdOn: day,
        countedOn: more.counted === false ? null : day,
      },
    })
  })
  return { keyId, personId, organisationId, identity, recipient }
}

export async function aLead(...organisationIds: string[]): Promise<string> {
  const personId = randomId()
  await asSystem('test', async (tx) => {
    await tx.person.create({ data: { id: personId, name: 'A fictional lead', fictional: true } })
    await tx.membership.createMany({
      data: organisationIds.map((organisationId) => ({
        personId,
        organisationId,
        role: 'safeguarding_lead',
        fromAt: day,
      })),
    })
  })
  return personId
}

export async function aProgramme(organisationId: string): Promise<string> {
  const id = randomId()
  await asSystem('test', async (tx) => {
    await tx.record.create({ data: { id, kind: 'programme' } })
    await tx.programme.create({
      data: { id, organisationId, title: 'A programme', summary: '', fictional: true },
    })
  })
  return id
}

export async function aDoor(
  organisationId: string,
  terms: Partial<DoorTerms> = {},
  isOpen = true,
  programmeId: string | null = null,
) {
  const data = {
    id: randomId(),
    slug: `p-${randomId().slice(0, 8)}`,
    organisationId,
    programmeId,
    name: 'A fictional page',
    terms: DoorTerms.parse(terms),
    createdById: randomId(),
    createdOn: day,
    openedOn: isOpen ? day : null,
  }
  await asSystem('test', (tx) => tx.concernDoor.create({ data }))
  forgetDoors()
  return { id: data.id, slug: data.slug }
}

export const account = (words: string): ToFile['account'] => ({
  words,
  danger: 'not_said',
  child: 'not_said',
  light: false,
  channel: 'page',
  locale: 'en',
})

export function toFile(slug: string, words: string, more: Partial<ToFile> = {}): ToFile {
  return {
    slug,
    code: newCode(),
    account: account(words),
    removed: { keyIds: [], organisationIds: [] },
    files: [],
    ...more,
  }
}

interface Held {
  sealed: Uint8Array
  envelope: Uint8Array
}

/** Every part of a case that this handler can open, in the order of arrival. */
export async function readAs({ keyId, identity }: TestHandler, concernId: string): Promise<Part[]> {
  const rows = await asSystem(
    'test',
    (tx) => tx.$queryRaw<Held[]>`
      select p.sealed, e.sealed as envelope from sealed_part p join concern_key k on k.id = p.key_id
      join concern_envelope e on e.key_id = k.id and e.handler_key_id = ${keyId}::uuid and e.inner_key_id is null
      where p.concern_id = ${concernId}::uuid order by p.position`,
  )
  return Promise.all(
    rows.map(async ({ sealed, envelope }) => {
      const key = new TextDecoder().decode(await openWith([identity], envelope))
      return Part.parse(unpadded(await openWith([key], sealed)))
    }),
  )
}

/** The bytes of a file as the handler's browser would open them. */
export async function readFileAs(handler: TestHandler, concernId: string, fileId: string): Promise<Buffer> {
  const [row] = await asSystem(
    'test',
    (tx) => tx.$queryRaw<{ recipient: string; envelope: Uint8Array }[]>`
      select k.recipient, e.sealed as envelope from sealed_file f join concern_key k on k.id = f.key_id
      join concern_envelope e on e.key_id = k.id and e.handler_key_id = ${handler.keyId}::uuid
      where f.id = ${fileId}::uuid`,
  )
  const key = new TextDecoder().decode(await openWith([handler.identity], row!.envelope))
  const file = await openSealedFile({ concernId, fileId, recipient: row!.recipient })
  const chunks: Uint8Array[] = []
  for await (const chunk of file!.stream) chunks.push(chunk)
  return Buffer.from(await openWith([key], new Uint8Array(Buffer.concat(chunks))))
}

export async function newestCase(): Promise<string> {
  const row = await asSystem('test', (tx) => tx.caseLogEntry.findFirst({ orderBy: { position: 'desc' } }))
  return row!.concernId
}
