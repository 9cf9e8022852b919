import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ledgerPublicKey } from '#app/server/crypto/ledger-key.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openMemory } from '#app/server/database/engine.server.ts'
import { restore } from '#app/server/database/restore.server.ts'
import { readHeldNote, type Agreement, type HeldNote } from '#app/server/ledger/held-note.server.ts'
import { verifierKey } from '#app/server/ledger/note.server.ts'
import { describeAgreement, describeProblem } from '#app/server/ledger/problems.server.ts'
import { ledgerStanding } from '#app/server/ledger/restored.server.ts'
import { checkWhole, checkWholeWhileOpen, type WholeVerdict } from '#app/server/ledger/whole-check.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/**
 * npm run ledger:verify: works the whole ledger out again from its entries, checks every signed checkpoint, and compares
 * decisions, conditions, submissions and documents with what their entries recorded. --file verifies a backup instead of
 * the database; --key takes the verifier key from elsewhere, as printed on /ledger; --checkpoint compares with what
 * somebody else holds.
 */
await runScript(async () => {
  const { values } = parseArgs({
    options: { file: { type: 'string' }, key: { type: 'string' }, checkpoint: { type: 'string' } },
  })
  const own = ledgerPublicKey()
  const vkey = values.key ?? (own && verifierKey(own.name, own.publicKey))
  const held = values.checkpoint === undefined ? null : readHeld(values.checkpoint, vkey)
  await open(values.file)
  try {
    const verdict = await (values.file ? checkWhole : checkWholeWhileOpen)(vkey, held)
    report(verdict, vkey)
    if (held && verdict.held) reportHeld(held, verdict.held, verdict.size)
    if (!values.file) await reportStanding()
  } finally {
    await closeDatabase()
  }
})

function readHeld(file: string, vkey: string | null): HeldNote {
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`)
  const held = readHeldNote(readFileSync(file, 'utf8'), vkey ?? '')
  if (!held)
    throw new Usage(
      `${file} holds no checkpoint: three lines are wanted, with a name, a number of entries and a root.`,
    )
  return held
}

async function open(file: string | undefined): Promise<void> {
  if (!file) return openDatabase()
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`)
  const engine = await openMemory()
  try {
    await restore(engine.pool, file)
  } catch (error) {
    await engine.close()
    throw error
  }
  await openDatabase({ engine })
}

function report(verdict: WholeVerdict, vkey: string | null): void {
  const { size, root, checkpoints, erased, rows, problems } = verdict
  console.log(`${size} entries, ${erased} of them erased, ${checkpoints} checkpoints. Root: ${root}`)
  console.log(
    vkey
      ? `Signatures checked with ${vkey}`
      : 'Signatures not checked: there is no ledger key here. Give one with --key.',
  )
  for (const problem of problems) console.log(`✗ ${describeProblem(problem)}`)
  if (problems.length > 0 || (!vkey && checkpoints > 0)) process.exitCode = 1
  const ofRows = problems.filter(({ at }) => at === 'row').length
  const ofLog = problems.length - ofRows
  console.log(
    ofLog === 0
      ? 'The ledger holds together.'
      : `${counted(ofLog)} in the ledger: it was changed or damaged after it was written.`,
  )
  console.log(
    ofRows === 0
      ? `${rows} rows of the record are what the ledger says of them.`
      : `${counted(ofRows)} in ${rows} rows of the record: they are not what the ledger says of them.`,
  )
}

function counted(problems: number): string {
  return problems === 1 ? 'One problem' : `${problems} problems`
}

function reportHeld({ size, signature }: HeldNote, found: Agreement, here: number): void {
  if (signature === 'none')
    console.log('The checkpoint you gave carries no signature: its numbers are compared all the same.')
  if (signature === 'bad')
    console.log(
      '✗ The checkpoint you gave is not signed by the key of this ledger: anybody may have written it.',
    )
  const agrees = found === 'same' || found === 'older'
  console.log(`${agrees ? '✓' : '✗'} ${describeAgreement(found, size, here)}`)
  if (!agrees || signature === 'bad') process.exitCode = 1
}

async function reportStanding(): Promise<void> {
  const standing = await ledgerStanding()
  if (standing.state === 'whole') return
  const { size, witnessed } = standing
  console.log(
    `✗ Others have seen a ledger of ${witnessed.size} entries which is not this one of ${size}: see npm run ledger:restored.`,
  )
  process.exitCode = 1
}
