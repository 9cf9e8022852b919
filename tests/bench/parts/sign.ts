import { createAuthority } from '#app/server/crypto/authority.server.ts'
import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import { median, milliseconds } from '#tests/bench/statistics.ts'
import { atMost, ratio, type Row } from '#tests/bench/table.ts'
import { wholeRecord } from '#tests/support/whole-record.ts'

const rounds = 15

/** In the press's own thread, as the program does it. Three signatures on each drawing, each checked. */
export async function measureSigning(): Promise<Row[]> {
  const { rootKey: _, ...authority } = await createAuthority(sampleRecord.issuerName, new Date())
  const press = openPress({ authority: () => Promise.resolve(authority) })
  try {
    const short = await measure(press, sampleRecord)
    const whole = await measure(press, wholeRecord('en'))
    return [
      rowOf('sign against draw', short),
      rowOf('sign against draw, 162 requirements', whole),
      chainOf(whole),
    ]
  } finally {
    await press.close()
  }
}

type Measured = { draw: number; sign: number; verify: number; whole: number; pages: number; bytes: number }

function rowOf(what: string, { draw, sign, verify, pages, bytes }: Measured): Row {
  const detail = `${milliseconds(sign)} against ${milliseconds(draw)} for ${pages} pages, ${Math.round(bytes / 1024)} kB; checking one signature ${milliseconds(verify)}`
  return { what, ...atMost(sign / draw, 0.25), detail }
}

/** Everything that happens to one document, from the decision to the last signature. */
function chainOf({ whole, draw }: Measured): Row {
  const detail = `${milliseconds(whole)} for drawing, three signatures and three checks`
  return {
    what: 'draw, sign, verify against draw',
    measured: ratio(whole / draw),
    budget: null,
    within: null,
    detail,
  }
}

async function measure(press: Press, model: FullRecordModel): Promise<Measured> {
  const times = { draw: [] as number[], sign: [] as number[], verify: [] as number[], whole: [] as number[] }
  let [pages, bytes] = [0, 0]
  for (let round = -3; round < rounds; round += 1) {
    const once = await drawAndSign(press, model)
    if (round < 0) continue
    times.draw.push(once.draw)
    times.sign.push(...once.sign)
    times.verify.push(...once.verify)
    times.whole.push(once.whole)
    ;({ pages, bytes } = once)
  }
  const { draw, sign, verify, whole } = times
  return {
    draw: median(draw),
    sign: median(sign),
    verify: median(verify),
    whole: median(whole),
    pages,
    bytes,
  }
}

async function drawAndSign(press: Press, model: FullRecordModel) {
  const began = performance.now()
  const drawn = await press.draw(model)
  const once = { draw: performance.now() - began, sign: [] as number[], verify: [] as number[] }
  let bytes = drawn
  const signers = []
  for (const signer of model.signers) {
    const { capacity, roleLabel, organisationName, name } = signer
    const signatory = { name, roleLabel, organisationName }
    const previous = bytes
    const started = performance.now()
    bytes = await press.sign({ bytes, capacity, signatory, locale: model.locale, at: new Date() })
    const signed = performance.now()
    signers.push({ capacity, signatory })
    await press.verifyOwn(bytes, { drawn, previous, signers })
    once.sign.push(signed - started)
    once.verify.push(performance.now() - signed)
  }
  const pages = Buffer.from(drawn).toString('latin1').split('/Type /Page\n').length - 1
  return { ...once, whole: performance.now() - began, pages, bytes: bytes.byteLength }
}
