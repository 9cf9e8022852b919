import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAuthority, type Authority } from '#app/server/crypto/authority.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import { openTimeStamping } from '#app/server/documents/time-stamping.server.ts'
import type { ExpectedSigner } from '#app/server/documents/verify-own.server.ts'
import { check, has, named, opensslStamps, opensslVerify, pdfsig } from '#tests/support/pdf-tools.ts'
import { startTimeStampAuthority, type TestAuthority } from '#tests/support/time-stamp-authority.ts'

let authority: Authority
let tsa: TestAuthority
let press: Press
let drawn: Uint8Array
let clock = () => new Date()

function pressWith(urls: string[], pinned: string[] | null, patience = 15_000): Press {
  const patienceInMilliseconds = patience
  const timeStamping = openTimeStamping({ urls, pinned, now: () => clock(), patienceInMilliseconds })
  return openPress({
    authority: () => Promise.resolve(authority),
    timeStamping: () => timeStamping,
    now: () => clock(),
  })
}

beforeAll(async () => {
  authority = await createAuthority('Northlight Research Fund', new Date())
  tsa = await startTimeStampAuthority()
  press = pressWith([tsa.url], [tsa.rootPem])
  drawn = await press.draw(sampleRecord)
})
beforeEach(() => {
  tsa.manners = {}
  clock = () => new Date()
})
afterAll(async () => {
  await press.close()
  await tsa.close()
})

type Signed = { bytes: Uint8Array; previous: Uint8Array; signers: ExpectedSigner[]; last: boolean }

async function signedBy(count: number, by = press): Promise<Signed> {
  let [bytes, previous, last] = [drawn, drawn, false]
  const signers: ExpectedSigner[] = []
  for (const { capacity, name, roleLabel, organisationName } of sampleRecord.signers.slice(0, count)) {
    const signatory = { name, roleLabel, organisationName }
    last = signers.length === sampleRecord.signers.length - 1
    previous = bytes
    bytes = await by.sign({ bytes, capacity, signatory, locale: 'en', at: clock(), last })
    signers.push({ capacity, signatory })
  }
  return { bytes, previous, signers, last }
}

const verify = ({ bytes, previous, signers, last }: Signed, by = press) =>
  by.verifyOwn(bytes, { drawn, previous, signers, last })

describe('with a time stamp authority', () => {
  let full: Signed
  beforeAll(async () => {
    full = await signedBy(3)
  })

  test('each signature carries the time, and the last one is followed by a stamp over everything', async () => {
    const found = await verify(full)
    expect(found.map(({ stampedAt }) => stampedAt instanceof Date)).toEqual([true, true, true])
    expect(found.at(-1)!.coversUntil).toBeLessThan(full.bytes.byteLength)
    const text = Buffer.from(full.bytes).toString('latin1')
    expect(text.match(/\/SubFilter\s*\/ETSI\.RFC3161/g)).toHaveLength(1)
    expect(text.match(/\/Type\s*\/DSS\b/g)).toHaveLength(1)
  })

  test('the first two signatures have their stamp before the document is complete', async () => {
    const two = await signedBy(2)
    expect((await verify(two)).every(({ stampedAt }) => stampedAt)).toBe(true)
    expect(Buffer.from(two.bytes).toString('latin1')).not.toContain('/DocTimeStamp')
  })

  test(named('OpenSSL accepts every signature and every stamp', 'openssl'), async () => {
    expect(has('openssl')).toBe(true)
    const answers = await opensslVerify(full.bytes, authority.rootPem)
    expect(answers.slice(0, 3).every((answer) => /CMS Verification successful/i.test(answer))).toBe(true)
    const stamps = await opensslStamps(full.bytes, tsa.rootPem)
    expect(stamps).toEqual(Array(4).fill('Verification: OK'))
  })

  test(named('Poppler finds the three signatures valid and trusted', 'pdfsig', 'certutil'), async () => {
    expect(has('pdfsig', 'certutil')).toBe(true)
    const reports = await pdfsig(full.bytes, authority.rootPem)
    expect(reports.slice(0, 3).map(({ valid, trusted }) => [valid, trusted])).toEqual(
      Array(3).fill(['Signature is Valid.', 'Certificate is Trusted.']),
    )
    // Poppler knows what it is not: it does not judge time stamps over a document.
    expect(reports[3]?.field).toBe('document_time_stamp')
  })

  test(named('qpdf has nothing to complain about, and MuPDF opens it', 'qpdf', 'mutool'), async () => {
    expect(has('qpdf', 'mutool')).toBe(true)
    const { code, output } = await check('qpdf', ['--check'], full.bytes)
    expect([code, /warning|error:/i.test(output)]).toEqual([0, false])
    const said = await check('mutool', ['sign', '-v'], full.bytes)
    expect(said.output.match(/Verifying signature/g)!.length).toBeGreaterThanOrEqual(3)
  })

  test('a byte flipped in a stamp, or in the validation data, is noticed', async () => {
    const closing = full.bytes.byteLength - 3000
    for (const at of [closing, full.bytes.byteLength - 30_000, full.bytes.byteLength - 100]) {
      const bytes = Uint8Array.from(full.bytes)
      bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31
      await expect(verify({ ...full, bytes }), `byte ${at}`).rejects.toMatchObject({
        name: 'DocumentFailure',
      })
    }
  })

  test('the authority’s own list of withdrawn certificates goes into the document, where there is one', async () => {
    const listsIn = ({ bytes }: Signed) =>
      /\/CRLs\s*\[([^\]]*)\]/.exec(Buffer.from(bytes).toString('latin1'))![1]!.match(/ R/g)?.length ?? 0
    expect(tsa.listsAsked).toBeGreaterThan(0)
    expect(listsIn(full)).toBe(1)
    for (const list of ['none', 'garbage'] as const) {
      tsa.manners = { list }
      const without = await signedBy(3)
      expect(listsIn(without)).toBe(0)
      expect(await verify(without)).toHaveLength(3)
    }
    tsa.manners = { list: 'withdrawn' }
    await expect(signedBy(3)).rejects.toMatchObject({ problem: 'timeStampRefused' })
  })

  test('no address is followed out of a certificate that nobody chose to believe', async () => {
    const trusting = pressWith([tsa.url], null)
    const asked = tsa.listsAsked
    const signed = await signedBy(3, trusting)
    expect(await verify(signed, trusting)).toHaveLength(3)
    expect(tsa.listsAsked).toBe(asked)
    await trusting.close()
  })

  test('the closing stamp may be neither missing nor on a document that is not complete', async () => {
    const unclosed = await signedBy(2)
    await expect(verify({ ...unclosed, last: true })).rejects.toMatchObject({ problem: 'notAsSigned' })
    await expect(verify({ ...full, last: false })).rejects.toMatchObject({ problem: 'notAsSigned' })
  })

  test('a signature without a stamp is not stored, and a former one without a stamp does not stand in the way', async () => {
    const plain = openPress({ authority: () => Promise.resolve(authority) })
    try {
      const one = await signedBy(1, plain)
      await expect(verify(one)).rejects.toMatchObject({ problem: 'notAsSigned' })
      const { capacity, name, roleLabel, organisationName } = sampleRecord.signers[1]!
      const signatory = { name, roleLabel, organisationName }
      const bytes = await press.sign({ bytes: one.bytes, capacity, signatory, locale: 'en', at: clock() })
      const signers = [...one.signers, { capacity, signatory }]
      const found = await verify({ bytes, previous: one.bytes, signers, last: false })
      expect(found.map(({ stampedAt }) => stampedAt !== null)).toEqual([false, true])
    } finally {
      await plain.close()
    }
  })

  test('the next authority is asked when the first does not answer', async () => {
    const two = pressWith(['http://127.0.0.1:9/', tsa.url], [tsa.rootPem])
    const signed = await signedBy(1, two)
    expect((await verify(signed, two))[0]!.stampedAt).not.toBeNull()
    await two.close()
  })
})

describe('signing is refused, and can be tried again', () => {
  const refusal = (problem: string) =>
    expect.objectContaining({ name: 'DocumentFailure', problem }) as unknown

  test.each([
    ['when the authority is down', { down: true }, 'timeStampUnavailable'],
    ['when it never ends', { endless: true }, 'timeStampUnavailable'],
    ['when it has a fault of its own', { status: 500 }, 'timeStampUnavailable'],
    [
      'when it answers with something else',
      { garbage: Buffer.from('<html>welcome</html>') },
      'timeStampRefused',
    ],
    ['when it answers with nothing', { garbage: Buffer.alloc(0) }, 'timeStampRefused'],
    ['when it refuses', { refuses: true }, 'timeStampRefused'],
    ['when it repeats another number', { otherNonce: true }, 'timeStampRefused'],
    ['when it stamps something else', { otherImprint: true }, 'timeStampRefused'],
    ['when its signature is wrong', { brokenSignature: true }, 'timeStampRefused'],
    ['when its clock is an hour ahead', { hoursOff: 1 }, 'clockDiffers'],
    ['when its clock is an hour behind', { hoursOff: -1 }, 'clockDiffers'],
  ])('%s', async (_, manners, problem) => {
    tsa.manners = manners
    await expect(signedBy(1)).rejects.toEqual(refusal(problem))
    tsa.manners = {}
    expect((await verify(await signedBy(1)))[0]!.stampedAt).not.toBeNull()
  })

  test('when it says nothing for as long as we wait', async () => {
    tsa.manners = { silent: true }
    const impatient = pressWith([tsa.url], null, 300)
    await expect(signedBy(1, impatient)).rejects.toEqual(refusal('timeStampUnavailable'))
    await impatient.close()
  })

  test('when a genuine stamp of another document comes back', async () => {
    await signedBy(1)
    tsa.manners = { replay: tsa.lastReply }
    await expect(signedBy(1)).rejects.toEqual(refusal('timeStampRefused'))
  })

  test('when a stamp is cut or changed anywhere', async () => {
    await signedBy(1)
    const genuine = tsa.lastReply
    for (let at = 3; at < genuine.length; at += Math.ceil(genuine.length / 40)) {
      tsa.manners = { garbage: genuine.subarray(0, at) }
      await expect(signedBy(1), `cut at ${at}`).rejects.toEqual(refusal('timeStampRefused'))
    }
  })

  test('when this computer’s clock has jumped', async () => {
    clock = () => new Date(Date.now() + 30 * 60_000)
    await expect(signedBy(1)).rejects.toEqual(refusal('clockDiffers'))
    clock = () => new Date(Date.now() - 30 * 60_000)
    await expect(signedBy(1)).rejects.toEqual(refusal('clockDiffers'))
    clock = () => new Date(Date.now() - 3 * 24 * 60 * 60_000)
    await expect(signedBy(1)).rejects.toEqual(refusal('clockBeforeKeys'))
    clock = () => new Date(Date.now() + 40 * 365 * 24 * 60 * 60_000)
    await expect(signedBy(1)).rejects.toEqual(refusal('signingKeyExpired'))
  })

  test.each([
    ['has expired', { notAfter: new Date(Date.now() - 60_000) }],
    ['is not yet valid', { notBefore: new Date(Date.now() + 60 * 60_000) }],
    ['is for web servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
    ['is for more than time stamps', { purposes: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.1'] }],
    ['does not insist on its purpose', { critical: false }],
  ])('when the authority’s certificate %s', async (_, certified) => {
    const odd = await startTimeStampAuthority(certified)
    const asking = pressWith([odd.url], [odd.rootPem])
    await expect(signedBy(1, asking)).rejects.toEqual(refusal('timeStampRefused'))
    await asking.close()
    await odd.close()
  })

  test('when the authority is not one that is believed here; without such a list any is', async () => {
    const other = await startTimeStampAuthority()
    const strict = pressWith([other.url], [tsa.rootPem])
    await expect(signedBy(1, strict)).rejects.toEqual(refusal('timeStampRefused'))
    await strict.close()
    const trusting = pressWith([other.url], null)
    expect((await verify(await signedBy(1, trusting), trusting))[0]!.stampedAt).not.toBeNull()
    await trusting.close()
    await other.close()
  })

  test('when the authority sends the question elsewhere', async () => {
    const server = createServer((_, response) => response.writeHead(307, { Location: tsa.url }).end())
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const led = pressWith([url], [tsa.rootPem])
    await expect(signedBy(1, led)).rejects.toEqual(refusal('timeStampUnavailable'))
    await led.close()
    server.close()
  })

  test('while a slow authority thinks, other documents are drawn', async () => {
    const slow = await startTimeStampAuthority()
    slow.manners = { silent: true }
    const patient = pressWith([slow.url], null, 60_000)
    const signing = signedBy(1, patient).catch((error: unknown) => error)
    await vi.waitUntil(() => slow.asked > 0, 15_000)
    expect(await Promise.race([signing, patient.draw(sampleRecord)])).toBeInstanceOf(Uint8Array)
    await slow.close()
    expect(await signing).toEqual(refusal('timeStampUnavailable'))
    await patient.close()
  })
})
