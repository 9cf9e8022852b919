import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { canonicalEntry, leafOf, LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { appendLeaf, rootOf } from '#app/server/ledger/merkle.server.ts'
import { signedNote, verifierKey } from '#app/server/ledger/note.server.ts'
import { describeProblem } from '#app/server/ledger/problems.server.ts'
import { verifyLedger, type EntryRow } from '#app/server/ledger/verify.server.ts'

const pair = generateKeyPairSync('ed25519')
const key = {
  name: 'amana.example.org/ledger',
  publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey),
}
const vkey = verifierKey(key.name, key.publicKey)

function logOf(size: number) {
  const entries: EntryRow[] = Array.from({ length: size }, (_, position) => {
    const entry = {
      action: position % 5 === 4 ? 'assessment.submit' : 'answer.save',
      subject: `record-${position}`,
      actorId: null,
      data: { revision: position, content: sha256(String(position)).toString('hex') },
      at: new Date(Date.UTC(2026, 2, 4, 10, position)),
    }
    const salt = sha256(`salt ${position}`)
    return { position, salt, leaf: leafOf(salt, entry), ...entry }
  })
  const leaves = entries.map(({ leaf }) => Buffer.from(leaf))
  const checkpoints = [3, 8, size]
    .filter((at) => at > 0 && at <= size)
    .map((at) => {
      const root = rootOf(leaves.slice(0, at))
      return { size: at, root, note: signedNote({ origin: key.name, size: at, root }, key) }
    })
  const edge = Buffer.concat(leaves.reduce<Buffer[]>((kept, leaf, n) => appendLeaf(kept, n, leaf), []))
  return { entries, checkpoints, head: { size, edge } }
}

function verdictOn(log: ReturnType<typeof logOf>, withKey: string | null = vkey) {
  // eslint-disable-next-line @typescript-eslint/require-await -- rows arrive in pieces, as from a database
  async function* pieces() {
    yield log.entries.slice(0, 4)
    yield log.entries.slice(4)
  }
  return verifyLedger({ ...log, entries: pieces() }, withKey)
}

test('a log that nobody touched verifies, whatever its size', async () => {
  for (const size of [0, 1, 2, 3, 8, 21]) {
    const { problems, ...verdict } = await verdictOn(logOf(size))
    expect(problems).toEqual([])
    expect(verdict.size).toBe(size)
  }
})

const changes: [string, (row: EntryRow) => void][] = [
  ['who did it', (row) => (row.actorId = '7b0f4bb4-6a7e-4c0a-9a53-0f0f3a1f9a11')],
  ['what was done', (row) => (row.action = 'assessment.decide')],
  ['when', (row) => (row.at = new Date(row.at.getTime() + 1))],
  ['to what', (row) => (row.subject = 'record-elsewhere')],
  ['the facts', (row) => (row.data = { ...(row.data as object), revision: 99 })],
  ['the salt', (row) => (row.salt = sha256('another salt'))],
  ['the leaf', (row) => (row.leaf = sha256('another leaf'))],
]

test.each(changes)(
  'a row in which %s was changed by hand is named by its position',
  async (_what, change) => {
    const log = logOf(12)
    change(log.entries[6]!)
    const { problems } = await verdictOn(log)
    expect(problems[0]).toEqual({ at: 'entry', position: 6, wrong: 'changed' })
    expect(describeProblem(problems[0]!)).toContain('entry 6')
  },
)

test('a row changed together with its leaf still disagrees with every signed checkpoint after it', async () => {
  const log = logOf(12)
  const row = log.entries[6]!
  row.action = 'assessment.decide'
  row.leaf = leafOf(
    row.salt!,
    LedgerEntry.parse({
      action: row.action,
      subject: row.subject,
      actorId: null,
      data: row.data,
      at: row.at,
    }),
  )
  const { problems } = await verdictOn(log)
  expect(problems.map((problem) => 'size' in problem && problem.size)).toEqual([8, 12, 12])
})

test('a log rewritten whole, head and checkpoints too, lacks the signature', async () => {
  const log = logOf(12)
  const forged = logOf(12)
  const thief = generateKeyPairSync('ed25519')
  forged.checkpoints = log.checkpoints.map(({ size, root }) => ({
    size,
    root,
    note: signedNote(
      { origin: key.name, size, root },
      { ...key, sign: (bytes) => sign(null, bytes, thief.privateKey) },
    ),
  }))
  const { problems } = await verdictOn(forged)
  expect(problems).toEqual([3, 8, 12].map((size) => ({ at: 'checkpoint', size, wrong: 'signature' })))
})

test('a removed row, a row swapped with its neighbour and a cut tail are found', async () => {
  const removed = logOf(12)
  removed.entries.splice(5, 1)
  expect((await verdictOn(removed)).problems[0]).toEqual({ at: 'entry', position: 5, wrong: 'missing' })

  const cut = logOf(12)
  cut.entries.splice(9)
  expect((await verdictOn(cut)).problems).toEqual([
    { at: 'checkpoint', size: 12, wrong: 'beyondTheLog' },
    { at: 'head', size: 12, wrong: 'size' },
  ])

  const swapped = logOf(12)
  const [a, b] = [swapped.entries[1]!, swapped.entries[2]!]
  swapped.entries.splice(1, 2, { ...b, position: 1 }, { ...a, position: 2 })
  expect((await verdictOn(swapped)).problems[0]).toEqual({ at: 'checkpoint', size: 3, wrong: 'root' })
})

test('an erased entry keeps its place, but only if an entry says that it was erased', async () => {
  const log = logOf(12)
  Object.assign(log.entries[2]!, { salt: null, subject: null, data: {} })
  expect((await verdictOn(log)).problems).toEqual([{ at: 'entry', position: 2, wrong: 'erasedWithoutEntry' }])
})

test('the entry takes ids, hashes and codes, and no sentence', () => {
  const entry = { action: 'assessment.submit', subject: null, actorId: null, data: {}, at: new Date(0) }
  expect(LedgerEntry.safeParse(entry).success).toBe(true)
  for (const bad of ['Amina was here', 'x'.repeat(65), 'é', '"', 'a\nb', '\0']) {
    expect(LedgerEntry.safeParse({ ...entry, data: { said: bad } }).success, bad).toBe(false)
    expect(LedgerEntry.safeParse({ ...entry, subject: bad }).success, bad).toBe(false)
  }
  expect(LedgerEntry.safeParse({ ...entry, action: 'not an action' }).success).toBe(false)
  expect(LedgerEntry.safeParse({ ...entry, data: { nested: { a: 1 } } }).success).toBe(false)
  expect(LedgerEntry.safeParse({ ...entry, actorId: 'somebody' }).success).toBe(false)
})

test('the order in which facts were written down does not change the leaf', () => {
  const base = { action: 'a', subject: null, actorId: null, at: new Date(0) }
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,9}$/), fc.integer()), (data) => {
      const reversed = Object.fromEntries(Object.entries(data).reverse())
      expect(canonicalEntry({ ...base, data })).toBe(canonicalEntry({ ...base, data: reversed }))
    }),
  )
})
