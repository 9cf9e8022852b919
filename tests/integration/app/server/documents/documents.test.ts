import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority, type Authority } from '#app/server/crypto/authority.server.ts'
import {
  statementOf,
  type AssessmentRecordModel,
  type FullRecordModel,
} from '#app/server/documents/assessment-model.server.ts'
import { drawDocument, jsonOf } from '#app/server/documents/draw.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import type { ExpectedSigner } from '#app/server/documents/verify-own.server.ts'
import { check, has, named, opensslVerify, pdfsig, textOf } from '#tests/support/pdf-tools.ts'

const statement = statementOf(sampleRecord, {
  number: 'AM-88PT-4MXC',
  verifyUrl: 'https://amana.example/verify/AM-88PT-4MXC',
  fullRecordSha256: 'ab'.repeat(32),
})
const declined: FullRecordModel = {
  ...sampleRecord,
  decision: { ...sampleRecord.decision, outcome: 'declined' },
  conditions: [],
  signers: sampleRecord.signers.slice(1),
}

type Signed = { drawn: Uint8Array; previous: Uint8Array; bytes: Uint8Array; signers: ExpectedSigner[] }
let authority: Authority
let press: Press
let full: Signed
let open: Signed

beforeAll(async () => {
  authority = await createAuthority('Northlight Research Fund', new Date())
  press = openPress({ authority: () => Promise.resolve(authority) })
  full = await signed(sampleRecord)
  open = await signed(statement)
})
afterAll(() => press.close())

async function signed(model: AssessmentRecordModel): Promise<Signed> {
  const drawn = await press.draw(model)
  let [bytes, previous] = [drawn, drawn]
  const signers: ExpectedSigner[] = []
  for (const signer of model.signers) {
    const { capacity, roleLabel, organisationName } = signer
    const name = 'name' in signer ? signer.name : null
    const signatory = { name, roleLabel, organisationName }
    previous = bytes
    bytes = await press.sign({ bytes, capacity, signatory, locale: model.locale, at: new Date() })
    signers.push({ capacity, signatory })
  }
  return { drawn, previous, bytes, signers }
}

const verify = (bytes: Uint8Array, { drawn, previous, signers }: Signed = full) =>
  press.verifyOwn(bytes, { drawn, previous, signers })

describe('a document that three people signed', () => {
  test('passes its own check, with the signers in their order', async () => {
    const found = await verify(full.bytes)
    expect(found.map(({ name }) => name)).toEqual(sampleRecord.signers.map(({ name }) => name))
    expect(found.at(-1)?.coversUntil).toBe(full.bytes.byteLength)
  })

  test.runIf(has('pdfsig', 'certutil'))(
    named('is valid and trusted in Poppler, three times, to its last byte', 'pdfsig', 'certutil'),
    async () => {
      const reports = await pdfsig(full.bytes, authority.rootPem)
      expect(reports).toHaveLength(3)
      for (const { type, valid, trusted } of reports) {
        expect(type).toBe('ETSI.CAdES.detached')
        expect(valid).toBe('Signature is Valid.')
        expect(trusted).toBe('Certificate is Trusted.')
      }
      expect(reports.map(({ total }) => total)).toEqual([false, false, true])
      expect(reports.map(({ field }) => field)).toEqual(['principal_investigator', 'reviewer', 'approver'])
    },
  )

  test.runIf(has('qpdf'))(named('has nothing for qpdf to complain about', 'qpdf'), async () => {
    const { code, output } = await check('qpdf', ['--check'], full.bytes)
    expect(code).toBe(0)
    expect(output).not.toMatch(/warning|error:/i)
  })

  test.runIf(has('mutool'))(named('is unchanged since the last signature for MuPDF', 'mutool'), async () => {
    const { output } = await check('mutool', ['sign', '-v'], full.bytes)
    expect(output.match(/Verifying signature/g)).toHaveLength(3)
    expect(output).toContain('The document is unchanged since signing')
    expect((await check('mutool', ['info'], full.bytes)).code).toBe(0)
  })

  test.runIf(has('openssl'))(named('verifies in OpenSSL, each signature on its own', 'openssl'), async () => {
    const answers = await opensslVerify(full.bytes, authority.rootPem)
    expect(answers).toHaveLength(3)
    for (const answer of answers) expect(answer).toMatch(/CMS Verification successful/i)
  })

  test('is certified by the first signature alone, and says no signing time of its own in any of them', () => {
    const text = Buffer.from(full.bytes).toString('latin1')
    expect(text.match(/\/DocMDP\s/g)?.length).toBeGreaterThan(0)
    expect(text.match(/\/TransformMethod\s*\/DocMDP/g)).toHaveLength(1)
    const signingTime = Buffer.from('06092a864886f70d010905', 'hex').toString('hex')
    expect(text.toLowerCase()).not.toContain(signingTime)
  })
})

describe('a signed document that was touched', () => {
  const refused = expect.objectContaining({ name: 'DocumentFailure', problem: 'notAsSigned' }) as unknown

  test('is refused with one byte flipped, wherever it is', async () => {
    for (const place of [0.2, 0.62, 0.75, 0.9, 0.999]) {
      const bytes = Uint8Array.from(full.bytes)
      const at = Math.floor(bytes.length * place)
      bytes[at] = bytes[at]! ^ 1
      await expect(verify(bytes), `byte ${at}`).rejects.toEqual(refused)
    }
  })

  test('is refused with something appended', async () => {
    const overlay = Buffer.from('\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n')
    await expect(verify(Buffer.concat([full.bytes, overlay]))).rejects.toEqual(refused)
    await expect(verify(Buffer.concat([full.bytes, Buffer.from(' ')]))).rejects.toEqual(refused)
  })

  test('is refused when its end is missing', async () => {
    await expect(verify(full.bytes.subarray(0, -1))).rejects.toEqual(refused)
    await expect(verify(full.previous)).rejects.toEqual(refused)
  })

  test('is refused when another authority signed in the same names', async () => {
    const other = await createAuthority('Northlight Research Fund', new Date())
    const rogue = openPress({ authority: () => Promise.resolve(other) })
    try {
      const { capacity, signatory } = full.signers[2]!
      const bytes = await rogue.sign({
        bytes: full.previous,
        capacity,
        signatory,
        locale: 'en',
        at: new Date(),
      })
      await expect(verify(bytes)).rejects.toEqual(refused)
    } finally {
      await rogue.close()
    }
  })

  test('is refused when somebody else signed, or in another order', async () => {
    const [first, second, third] = full.signers as [ExpectedSigner, ExpectedSigner, ExpectedSigner]
    await expect(verify(full.bytes, { ...full, signers: [second, first, third] })).rejects.toEqual(refused)
    const other = { ...third, signatory: { ...third.signatory, name: 'Nobody Else' } }
    await expect(verify(full.bytes, { ...full, signers: [first, second, other] })).rejects.toEqual(refused)
  })

  test('cannot be signed twice in one place', async () => {
    const { capacity, signatory } = full.signers[0]!
    const again = press.sign({ bytes: full.bytes, capacity, signatory, locale: 'en', at: new Date() })
    await expect(again).rejects.toEqual(expect.objectContaining({ problem: 'signingFailed' }))
  })
})

describe('drawing', () => {
  test('gives the same bytes again, also after another document in another thread', async () => {
    await press.draw({ ...statement, title: 'ﬁ \u00a0 و ﻭ fi', locale: 'fr' })
    const again = await press.draw(sampleRecord)
    expect(Buffer.from(again).equals(Buffer.from(full.drawn))).toBe(true)
    expect(Buffer.from(await drawDocument(sampleRecord)).equals(Buffer.from(full.drawn))).toBe(true)
  })

  test.runIf(has('pdftotext'))(named('keeps every letter readable for a machine', 'pdftotext'), async () => {
    const text = await textOf(full.bytes)
    for (const word of ['ɓoye', 'ɗaukar', 'ƙarami', 'ŋkɔ', 'Eʋegbe', 'ẹ̀kọ́', 'ọ̀rẹ́', 'inverse', 'Hélène']) {
      expect(text.normalize('NFC')).toContain(word.normalize('NFC'))
    }
    for (const word of ['للشكوى', 'الغرفة', '12', 'الأمانة', 'مسؤوليتنا', '2026'])
      expect(text).toContain(word)
  })

  test.runIf(has('pdfinfo'))(named('is tagged, titled and of the size of our paper', 'pdfinfo'), async () => {
    const { output } = await check('pdfinfo', [], full.bytes)
    expect(output).toMatch(/Tagged:\s+yes/)
    expect(output).toMatch(/Title:\s+Safeguarding assessment, full record: Nets and Names/)
    expect(output).toMatch(/\(A4\)/)
    const structure = await check('pdfinfo', ['-struct'], full.bytes)
    for (const tag of [
      'Document',
      'Sect',
      'H1',
      'H2',
      'P',
      'Table',
      'TR',
      'TH',
      'TD',
      'L',
      'LI',
      'Figure',
      'Form',
      'Link',
    ]) {
      expect(structure.output).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'))
    }
  })

  test.runIf(has('pdfdetach'))(named('carries its own facts as data', 'pdfdetach'), async () => {
    const { output } = await check('pdfdetach', ['-list'], full.bytes)
    expect(output).toContain('AM-7F3K-29QD.json')
    expect(Buffer.from(full.bytes).toString('latin1')).toMatch(/\/AFRelationship\s*\/Data/)
    expect(jsonOf(sampleRecord)).toContain('ɗaukar nauyi')
  })

  test('a public statement holds no person’s name, in its text or in its certificates', async () => {
    const found = await verify(open.bytes, open)
    expect(found.map(({ name }) => name)).toEqual(['Principal investigator', 'Reviewer', 'Approver'])
    const everything =
      Buffer.from(open.bytes).toString('latin1') + (has('pdftotext') ? await textOf(open.bytes) : '')
    const hex = everything.toLowerCase()
    for (const { name } of sampleRecord.signers) {
      for (const part of name.split(/[ -]/)) {
        expect(everything).not.toContain(part)
        expect(hex).not.toContain(Buffer.from(part).toString('hex'))
      }
    }
  })

  test('a declined assessment asks nobody from the project to sign', async () => {
    const two = await signed(declined)
    expect((await verify(two.bytes, two)).map(({ capacity }) => capacity)).toEqual(['reviewer', 'approver'])
    expect(Buffer.from(two.bytes).toString('latin1')).not.toContain('(principal_investigator)')
  })

  test('a very long answer, a word without end and hostile characters still make a whole document', async () => {
    const [first, ...others] = sampleRecord.principles
    const [requirement, ...rest] = first!.requirements
    const hostile = `\u0000\u202e${'W'.repeat(3000)}\ud800 🐟 ${'mot ɗaya '.repeat(110_000)}`
    const model: FullRecordModel = {
      ...sampleRecord,
      title: 'A'.repeat(400),
      organisationName: 'Long name '.repeat(30),
      decision: { ...sampleRecord.decision, reason: 'Because. '.repeat(2000) },
      conditions: sampleRecord.conditions.map((condition) => ({
        ...condition,
        evidenceAsked: 'x '.repeat(4000),
      })),
      principles: [
        {
          ...first!,
          remark: 'Remark '.repeat(3000),
          requirements: [{ ...requirement!, text: hostile }, ...rest],
        },
        ...others,
      ],
    }
    const bytes = await press.draw(model)
    if (!has('qpdf')) return
    const { code } = await check('qpdf', ['--check'], bytes)
    expect(code).toBe(0)
  }, 90_000)

  test('a model that is not whole is refused, and the reason quotes nobody', async () => {
    const bad = { ...sampleRecord, title: 7, number: 'Adwoa' } as unknown as AssessmentRecordModel
    const failure = await press.draw(bad).catch((error: unknown) => error)
    expect(failure).toMatchObject({ problem: 'modelRefused', key: 'documents.failure.modelRefused' })
    expect(String(failure)).not.toContain('Adwoa')
  })
})
