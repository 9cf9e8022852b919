import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { homePage } from '#app/server/queries/home.server.ts'
import { verifyFile } from '#app/server/queries/verify.server.ts'
import { downloadDocument, drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { removeRow, saveRow } from '#app/server/workflows/registers.server.ts'
import { acceptCriticalRisk, signOffRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { answerTypes, principles } from '#content/index.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, decided, move, revisionOf, stateOf, type Cast } from '#tests/support/line.ts'
import { has, named, textOf } from '#tests/support/pdf-tools.ts'
import { aWholePlan, typed, type WholePlan } from '#tests/support/whole-plan.ts'

const database = withTestDatabase()
afterAll(() => closePress())

type Content = {
  requirements: { id: string; answer: string; unanswered?: true; value?: unknown }[]
  plan: { tier: number; audiences: string[]; reasons: string[] }
  evidence: {
    id: string
    title: string
    fileId: string | null
    sha256: string | null
    requirementIds: string[]
  }[]
  registers: {
    risks: { level: string; sealed: boolean }[]
    money: { rows: object[] }
  } & Record<'sites' | 'referrals' | 'people', object[]>
}

const sent = async (id: string) => {
  const rows = await database.query<{ content: Content }>(
    'select content from submission where assessment_id = $1 order by number desc limit 1',
    [id],
  )
  return rows[0]!.content
}
/** What the first page of somebody says is waiting. */
const waitsFor = async (who: Cast['approver']) =>
  (await homePage(who)).waiting.map(({ waiting }) => waiting).sort()

const accepted = principles.map((principle) => ({
  type: 'acceptPrinciple' as const,
  principle,
  reason: 'Clear.',
}))

let cast: Cast
let plan: WholePlan
let content: Content

beforeAll(async () => {
  cast = await aCast()
  plan = await aWholePlan(cast, { signed: false })
}, 120_000)

describe('a whole plan', () => {
  test('is asked in every way in which a question can be asked', () => {
    expect(new Set(plan.asked.map(({ answer }) => answer))).toEqual(new Set(answerTypes))
  })

  test('is not sent while a grave risk is signed off by nobody, and signing is for a second person', async () => {
    const { lead, rows, id } = plan
    const send = () => move(cast.investigator, id, { type: 'submit' })
    await expect(send()).rejects.toMatchObject({ code: 'notReady' })
    for (const row of [rows.high, rows.sealed, rows.critical]) {
      await expect(signOffRisk(cast.investigator, id, row, 'Mine.', 1, now())).rejects.toMatchObject({
        code: 'notPermitted',
      })
      await expect(send()).rejects.toMatchObject({ code: 'notReady' })
      await signOffRisk(lead, id, row, 'Paid for and watched.', 1, now())
    }
    await send()
    content = await sent(id)
    expect(await stateOf(id)).toBe('submitted')
  })

  test('goes out with its description, its answers, its evidence and its lists', () => {
    expect(content.plan).toMatchObject({ tier: 3, audiences: ['project', 'organisation'] })
    expect(content.plan.reasons).toEqual(['children', 'subGranting'])
    expect(content.requirements.map(({ id }) => id)).toEqual(plan.asked.map(({ id }) => id))
    expect(content.requirements.filter(({ unanswered }) => unanswered)).toEqual([])
    const figures = content.requirements.filter(({ answer }) => answer === 'from-the-record')
    expect(figures.map(({ value }) => value)).toEqual(
      figures.map(() => ({
        figure: expect.any(String) as string,
        count: expect.toSatisfy(isCount) as number,
      })),
    )
    expect(content.evidence.map(({ title }) => title).sort()).toEqual([typed.evidence, typed.file].sort())
    const file = content.evidence.find(({ title }) => title === typed.file)
    expect(file).toMatchObject({
      fileId: plan.fileId,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect(content.evidence.find(({ id }) => id === plan.evidenceId)?.requirementIds).toHaveLength(2)
    const { risks, sites, referrals, people, money } = content.registers
    expect([risks, sites, referrals, people, money.rows].map((rows) => rows.length)).toEqual([3, 2, 1, 1, 1])
    expect(risks.map(({ level, sealed }) => [level, sealed])).toEqual([
      ['high', false],
      ['high', true],
      ['critical', false],
    ])
  })

  test('goes out without sealed words, comments, hidden places and what stays in the house', () => {
    const words = JSON.stringify(content)
    for (const shown of [typed.answer, typed.cell, typed.role, typed.risk, typed.critical, typed.site])
      expect(words).toContain(shown)
    for (const kept of [typed.sealed, typed.comment, typed.settled, typed.hiddenSite, typed.reach])
      expect(words).not.toContain(kept)
  })

  test('stays as it was sent, whatever is tried on its lists meanwhile', async () => {
    const { id, rows } = plan
    const change = { values: { name: 'Elsewhere' }, seal: false }
    await expect(removeRow(cast.investigator, id, 'risks', rows.critical, 1, now())).rejects.toMatchObject({
      code: 'notReady',
    })
    await expect(saveRow(cast.investigator, id, 'sites', rows.site, change, 1, now())).rejects.toMatchObject({
      code: 'notReady',
    })
  })

  test('is not approved before the funder accepts what remains critical, by whoever decides there', async () => {
    const { id, rows, lead } = plan
    const accept = (who: Cast['approver'], row: string, revision = 1) =>
      acceptCriticalRisk(who, id, row, 'Boats carry radios.', revision, now())
    await move(cast.reviewer, id, { type: 'startReview' }, ...accepted, { type: 'completeReview' })
    await expect(move(cast.approver, id, decided())).rejects.toMatchObject({ code: 'notReady' })
    expect(await waitsFor(cast.approver)).toEqual(['accept_risk', 'decide'])
    expect(await waitsFor(cast.reviewer)).toEqual([])
    for (const [who, code] of [
      [cast.officer, 'notPermitted'],
      [cast.reviewer, 'notPermitted'],
      [cast.investigator, 'notPermitted'],
      [lead, 'notPermitted'],
    ] as const)
      await expect(accept(who, rows.critical), who.name).rejects.toMatchObject({ code })
    await expect(accept(cast.approver, rows.high)).rejects.toMatchObject({ code: 'notFound' })
    await expect(accept(cast.approver, rows.critical, 0)).rejects.toMatchObject({ code: 'changedByAnother' })
    await accept(cast.approver, rows.critical)
    expect(await waitsFor(cast.approver)).toEqual(['decide'])
    await accept(cast.approver, rows.critical)
    await move(cast.approver, id, decided())
    const entries = await database.query<{ action: string }>(
      `select action from ledger_entry where subject = $1 and action like 'risk.%' order by position`,
      [id],
    )
    expect(entries.map(({ action }) => action)).toEqual([
      ...Array<string>(3).fill('risk.signOff'),
      'risk.accept',
    ])
  })

  test('is drawn and signed by three, and stands unchanged', async () => {
    await drawDocumentsOf(plan.id)
    for (const signer of [cast.investigator, cast.reviewer, cast.approver])
      await signDocuments(signer, plan.id, await revisionOf(plan.id), now())
    expect(await stateOf(plan.id)).toBe('signed')
    for (const kind of ['full_record', 'public_statement'] as const) {
      const { bytes } = await downloadDocument(cast.investigator, plan.id, kind, now())
      expect((await verifyFile(bytes)).verdict, kind).toBe('unchanged')
    }
  }, 120_000)

  test.runIf(has('pdftotext'))(
    named('reads in its documents as it was written, and says nothing that a program would', 'pdftotext'),
    async () => {
      const read = async (kind: 'full_record' | 'public_statement') => {
        const { bytes } = await downloadDocument(cast.approver, plan.id, kind, now())
        return (await textOf(bytes)).replace(/\s+/g, ' ')
      }
      const [record, statement] = [await read('full_record'), await read('public_statement')]
      for (const shown of [typed.answer, typed.cell, typed.role, 'The spring tide', '7 GBP'])
        expect(record).toContain(shown)
      for (const text of [record, statement]) {
        expect(text).not.toMatch(/\[object Object\]|\bundefined\b|\bnull\b|\bNaN\b|[{}]|Invalid Date/)
        for (const kept of [typed.sealed, typed.comment, typed.settled, typed.hiddenSite, typed.reach])
          expect(text).not.toContain(kept)
      }
      for (const kept of [typed.answer, typed.risk, typed.critical, typed.file, typed.site])
        expect(statement).not.toContain(kept)
    },
    60_000,
  )
})

function isCount(value: unknown): boolean {
  return value === null || typeof value === 'number'
}
