import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAuthority } from '#app/server/crypto/authority.server.ts'
import { openPress } from '#app/server/documents/open-press.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import { authorityFolder, ensureAuthority } from '#app/server/documents/signing-keys.server.ts'
import { writeSample } from '#app/server/scripts/sample.server.ts'
import { has, inFolder, named, pdfsig } from '#tests/support/pdf-tools.ts'

const request = {
  bytes: new Uint8Array(),
  capacity: 'reviewer',
  signatory: { name: 'A', roleLabel: 'Reviewer', organisationName: 'B' },
  locale: 'en',
  at: new Date(),
} as const

test('the signing authority is made once, sealed, and read afterwards', () =>
  inFolder(async (folder) => {
    const made = await ensureAuthority(folder, 'Northlight Research Fund')
    const read = await ensureAuthority(folder)
    expect(read).toEqual(made)
    const keyFile = join(authorityFolder(folder), 'issuing.key.sealed')
    expect((await readFile(keyFile)).includes(Buffer.from(made.issuingKey))).toBe(false)
    expect((await stat(keyFile)).mode & 0o077).toBe(0)
  }))

test('a lost signing key is said in words, and is not replaced by another', () =>
  inFolder(async (folder) => {
    await ensureAuthority(folder)
    await rm(join(authorityFolder(folder), 'issuing.key.sealed'))
    const press = openPress({ authority: () => ensureAuthority(folder) })
    try {
      await expect(press.sign(request)).rejects.toMatchObject({
        problem: 'signingKeyMissing',
        key: 'documents.failure.signingKeyMissing',
      })
    } finally {
      await press.close()
    }
  }))

test('a signing key that does not open is said in words', () =>
  inFolder(async (folder) => {
    await ensureAuthority(folder)
    await writeFile(join(authorityFolder(folder), 'issuing.key.sealed'), 'not a key')
    await expect(ensureAuthority(folder)).rejects.toMatchObject({ problem: 'signingKeyUnreadable' })
  }))

test('a job that takes too long is stopped, and the next one is done', async () => {
  const authority = await createAuthority('Northlight Research Fund', new Date())
  const options = { authority: () => Promise.resolve(authority) }
  const impatient = openPress({ ...options, longestJobInMilliseconds: 1 })
  await expect(impatient.draw(sampleRecord)).rejects.toMatchObject({ problem: 'tookTooLong' })
  await impatient.close()

  const press = openPress(options)
  const failures = await Promise.allSettled([press.sign(request), press.draw(sampleRecord)])
  expect(failures.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  await press.close()
  await expect(press.draw(sampleRecord)).rejects.toMatchObject({ problem: 'pressStopped' })
})

test('closing finishes the document in hand', async () => {
  const press = openPress({ authority: () => Promise.reject(new Error('not asked')) })
  const [drawing, waiting] = [press.draw(sampleRecord), press.draw(sampleRecord)]
  const refused = expect(waiting).rejects.toMatchObject({ problem: 'pressStopped' })
  await press.close()
  await refused
  expect((await drawing).byteLength).toBeGreaterThan(50_000)
})

test(named('the sample is written whole, with keys of its own', 'pdfsig', 'certutil'), () =>
  inFolder(async (folder) => {
    const target = join(folder, 'not there yet', 'sample')
    await writeSample(target)
    const [assessment, statement, root, issuing, json] = await Promise.all(
      ['assessment.pdf', 'statement.pdf', 'root.pem', 'issuing.pem', 'assessment.json'].map((name) =>
        readFile(join(target, name)),
      ),
    )
    expect(JSON.parse(json!.toString())).toEqual(sampleRecord)
    expect(issuing!.toString()).toContain('BEGIN CERTIFICATE')
    if (!has('pdfsig', 'certutil')) return
    for (const document of [assessment!, statement!]) {
      const reports = await pdfsig(document, root!.toString())
      expect(reports.map(({ valid, trusted }) => [valid, trusted])).toEqual(
        Array(3).fill(['Signature is Valid.', 'Certificate is Trusted.']),
      )
    }
  }),
)
