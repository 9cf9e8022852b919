import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { PDF, PdfName } from '@libpdf/core'
import { now } from '#app/server/clock.server.ts'
import { modelSchema } from '#app/server/documents/assessment-model.server.ts'
import { draw, sign, closePress } from '#app/server/documents/press.server.ts'
import { verifyFile } from '#app/server/queries/verify.server.ts'
import { downloadDocument, signDocuments, signOrSayWhyNot } from '#app/server/workflows/documents.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlanToSign, revisionOf, stateOf, type Cast } from '#tests/support/line.ts'
import { startTimeStampAuthority, type TestAuthority } from '#tests/support/time-stamp-authority.ts'

/** The settings are read once, at the start: the address has to be known before anything else is. */
const port = await vi.hoisted(async () => {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const free = (server.address() as { port: number }).port
  await new Promise<void>((done) => server.close(() => done()))
  vi.stubEnv('TSA_URL', `http://127.0.0.1:${free}/tsr`)
  return free
})

const database = withTestDatabase()
let tsa: TestAuthority
let cast: Cast
let id = ''

beforeAll(async () => {
  tsa = await startTimeStampAuthority({ port })
  cast = await aCast()
  id = await aPlanToSign(cast)
})
beforeEach(() => {
  tsa.manners = {}
})
afterAll(async () => {
  await closePress()
  await tsa.close()
})

const everyRow = () =>
  database.query<{ count: string }>(
    'select (select count(*) from document_revision) + (select count(*) from ledger_entry) as count',
  )

describe('when time stamps are asked for', () => {
  test.each([
    ['is down', { down: true }, 'documents.failure.timeStampUnavailable'],
    ['has a fault', { status: 500 }, 'documents.failure.timeStampUnavailable'],
    ['answers with something else', { garbage: Buffer.from('hello') }, 'documents.failure.timeStampRefused'],
    ['repeats another number', { otherNonce: true }, 'documents.failure.timeStampRefused'],
    ['lives in another hour', { hoursOff: 2 }, 'documents.failure.clockDiffers'],
  ])(
    'and the authority %s, nobody has signed, nothing is stored and the page says why',
    async (_, manners, key) => {
      const [revision, before] = [await revisionOf(id), await everyRow()]
      tsa.manners = manners
      expect(await signOrSayWhyNot(cast.investigator, id, revision, now())).toBe(key)
      expect([await revisionOf(id), await everyRow()]).toEqual([revision, before])
    },
  )

  test('a stamp of another document that comes back is refused, also when it is the first of the two', async () => {
    const [revision, before] = [await revisionOf(id), await everyRow()]
    const another = await aPlanToSign(cast)
    await signDocuments(cast.investigator, another, await revisionOf(another), now())
    const genuine = tsa.lastReply
    const rows = await everyRow()
    tsa.manners = { replay: genuine }
    expect(await signOrSayWhyNot(cast.investigator, id, revision, now())).toBe(
      'documents.failure.timeStampRefused',
    )
    expect(await everyRow()).toEqual(rows)
    expect(rows).not.toEqual(before)
  })

  test('the database is free while the authority thinks', async () => {
    tsa.manners = { silent: true }
    const asked = tsa.asked
    const signing = signOrSayWhyNot(cast.investigator, id, await revisionOf(id), now())
    await vi.waitUntil(() => tsa.asked > asked, 15_000)
    expect(await Promise.race([signing, stateOf(id)])).toBe('being_signed')
    tsa.hangUp()
    expect(await signing).toBe('documents.failure.timeStampUnavailable')
  })

  test('the last signature closes the document, and these bytes are the ones that verify finds', async () => {
    for (const signer of [cast.investigator, cast.reviewer, cast.approver])
      await signDocuments(signer, id, await revisionOf(id), now())
    expect(await stateOf(id)).toBe('signed')
    const { bytes } = await downloadDocument(cast.investigator, id, 'public_statement', now())
    expect(bytes.toString('latin1')).toContain('/DocTimeStamp')
    expect((await verifyFile(bytes)).verdict).toBe('unchanged')

    const ends = [...bytes.toString('latin1').matchAll(/%%EOF\n/g)].map(({ index }) => index + 6)
    const withoutClosing = bytes.subarray(0, ends.at(-2))
    expect((await verifyFile(withoutClosing)).verdict).toBe('changed')
  })
})

describe('a genuine key over other content', () => {
  test('signing altered facts gives a document that was not issued here', async () => {
    const [row] = await database.query<{ model: unknown }>(
      `select model from issued_document where assessment_id = $1 and kind = 'public_statement'`,
      [id],
    )
    const model = modelSchema.parse(row!.model)
    let bytes = await draw({ ...model, title: `${model.title}, altered` })
    for (const { capacity, roleLabel, organisationName } of model.signers) {
      const signatory = { name: null, roleLabel, organisationName }
      bytes = await sign({ bytes, capacity, signatory, locale: 'en', at: now() })
    }
    expect((await verifyFile(Buffer.from(bytes))).verdict).toBe('not_found')
  })

  test('signing again over a page that was changed in between is called changed, and names what is genuine', async () => {
    const rows = await database.query<{ bytes: Buffer; model: unknown }>(
      `select r.bytes, d.model from document_revision r join issued_document d on d.id = r.document_id
       where d.assessment_id = $1 and d.kind = 'public_statement' order by r.number`,
      [id],
    )
    const genuine = Buffer.from(rows[2]!.bytes)
    const pdf = await PDF.load(new Uint8Array(genuine))
    pdf.getPages()[0]!.dict.set('Rotate', pdf.getPages()[0]!.dict.get('Rotate') ?? PdfName.of('Altered'))
    const altered = await pdf.save({ incremental: true, useXRefStream: false })
    const model = modelSchema.parse(rows[2]!.model)
    const { capacity, roleLabel, organisationName } = model.signers.at(-1)!
    const signatory = { name: null, roleLabel, organisationName }
    const bytes = await sign({ bytes: altered, capacity, signatory, locale: 'en', at: now(), last: true })
    expect(await verifyFile(Buffer.from(bytes))).toMatchObject({
      verdict: 'changed',
      genuineBytes: genuine.length,
    })
  })
})
