import { createAuthority } from '#app/server/crypto/authority.server.ts'
import { openPress } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import { median, milliseconds } from '#tests/bench/statistics.ts'
import { atMost, type Row } from '#tests/bench/table.ts'

const rounds = 15

/** In the press's own thread, as the program does it. Three signatures on each drawing. */
export async function measureSigning(): Promise<Row[]> {
  const { rootKey: _, ...authority } = await createAuthority(sampleRecord.issuerName, new Date())
  const press = openPress({ authority: () => Promise.resolve(authority) })
  const times = { draw: [] as number[], sign: [] as number[], verify: [] as number[] }
  let pages = 0
  try {
    for (let round = -3; round < rounds; round += 1) {
      const once = await drawAndSign()
      if (round < 0) continue
      times.draw.push(once.draw)
      times.sign.push(...once.sign)
      times.verify.push(...once.verify)
    }
  } finally {
    await press.close()
  }
  const [draw, sign] = [median(times.draw), median(times.sign)]
  const detail = `${milliseconds(sign)} against ${milliseconds(draw)} for ${pages} pages; checking one signature ${milliseconds(median(times.verify))}`
  return [{ what: 'sign against draw', ...atMost(sign / draw, 0.25), detail }]

  async function drawAndSign() {
    const began = performance.now()
    const drawn = await press.draw(sampleRecord)
    const once = { draw: performance.now() - began, sign: [] as number[], verify: [] as number[] }
    pages = Buffer.from(drawn).toString('latin1').split('/Type /Page\n').length - 1
    let bytes = drawn
    const signers = []
    for (const signer of sampleRecord.signers) {
      const { capacity, roleLabel, organisationName, name } = signer
      const signatory = { name, roleLabel, organisationName }
      const previous = bytes
      const started = performance.now()
      bytes = await press.sign({ bytes, capacity, signatory, locale: sampleRecord.locale, at: new Date() })
      const signed = performance.now()
      signers.push({ capacity, signatory })
      await press.verifyOwn(bytes, { drawn, previous, signers })
      once.sign.push(signed - started)
      once.verify.push(performance.now() - signed)
    }
    return once
  }
}
