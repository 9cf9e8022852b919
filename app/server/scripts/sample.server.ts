import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createAuthority, type Authority } from '#app/server/crypto/authority.server.ts'
import { fingerprintOf } from '#app/server/crypto/signature.server.ts'
import { statementOf, type AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { jsonOf } from '#app/server/documents/draw.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import type { ExpectedSigner } from '#app/server/documents/verify-own.server.ts'

/** Draws, has three people sign, and verifies, as the program does, with keys that are made for it and thrown away. */
export async function writeSample(
  folder: string,
  record = sampleRecord,
  print = (_line: string) => {},
): Promise<void> {
  const { rootKey: _, ...authority } = await createAuthority(record.issuerName, new Date(record.createdAt))
  const press = openPress({ authority: () => Promise.resolve(authority) })
  try {
    const drawn = await press.draw(record)
    const statement = statementOf(record, {
      number: 'AM-88PT-4MXC',
      verifyUrl: 'https://amana.example/verify/AM-88PT-4MXC',
      fullRecordSha256: fingerprintOf(drawn),
    })
    const full = await signAll(press, record, drawn)
    const open = await signAll(press, statement, await press.draw(statement))
    await writeAll(folder, record, { full, open, authority }, print)
  } finally {
    await press.close()
  }
}

/** A day between one signature and the next, beginning when the document was drawn. */
async function signAll(press: Press, model: AssessmentRecordModel, drawn: Uint8Array): Promise<Uint8Array> {
  const signers: ExpectedSigner[] = []
  let bytes = drawn
  for (const [index, signer] of model.signers.entries()) {
    const { capacity, roleLabel, organisationName } = signer
    const signatory = { name: nameOf(signer), roleLabel, organisationName }
    const at = new Date(Date.parse(model.createdAt) + index * 24 * 60 * 60 * 1000)
    const previous = bytes
    bytes = await press.sign({ bytes, capacity, signatory, locale: model.locale, at })
    signers.push({ capacity, signatory })
    await press.verifyOwn(bytes, { drawn, previous, signers })
  }
  return bytes
}

function nameOf(signer: AssessmentRecordModel['signers'][number]): string | null {
  return 'name' in signer && typeof signer.name === 'string' ? signer.name : null
}

type Made = { full: Uint8Array; open: Uint8Array; authority: Authority }

async function writeAll(
  folder: string,
  record: AssessmentRecordModel,
  made: Made,
  print: (line: string) => void,
) {
  await mkdir(folder, { recursive: true })
  const files: [string, Uint8Array | string][] = [
    ['assessment.pdf', made.full],
    ['statement.pdf', made.open],
    ['root.pem', made.authority.rootPem],
    ['issuing.pem', made.authority.issuingPem],
    ['assessment.json', jsonOf(record)],
  ]
  for (const [name, content] of files) {
    await writeFile(join(folder, name), content)
    print(`${join(folder, name)}  ${Buffer.byteLength(content)} bytes`)
  }
}

if (import.meta.main) {
  const folder = process.argv[2]
  if (!folder) {
    process.stderr.write('Say where to: npm run sample -- <folder>\n')
    process.exit(2)
  }
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  await writeSample(resolve(folder), sampleRecord, print)
  print(
    'Drawn, signed by three people and verified. The people and organisations are fictional; the keys were made for this and are gone.',
  )
}
