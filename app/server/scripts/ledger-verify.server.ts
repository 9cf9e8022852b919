import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ledgerPublicKey } from '#app/server/crypto/ledger-key.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openMemory } from '#app/server/database/engine.server.ts'
import { restore } from '#app/server/database/restore.server.ts'
import { verifierKey } from '#app/server/ledger/note.server.ts'
import { ledgerStanding } from '#app/server/ledger/restored.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { describeProblem, verifyLedger, type Verdict } from '#app/server/ledger/verify.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/**
 * npm run ledger:verify: works the whole ledger out again from its entries and checks every signed checkpoint.
 * --file verifies a backup instead of the database; --key takes the verifier key from elsewhere, as printed on /ledger.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: { file: { type: 'string' }, key: { type: 'string' } } })
  await open(values.file)
  try {
    const own = ledgerPublicKey()
    const vkey = values.key ?? (own && verifierKey(own.name, own.publicKey))
    const verdict = await verifyLedger(await ledgerRows(), vkey)
    report(verdict, vkey)
    if (!values.file) await reportStanding()
  } finally {
    await closeDatabase()
  }
})

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

function report({ size, root, checkpoints, erased, problems }: Verdict, vkey: string | null): void {
  console.log(`${size} entries, ${erased} of them erased, ${checkpoints} checkpoints. Root: ${root}`)
  console.log(
    vkey
      ? `Signatures checked with ${vkey}`
      : 'Signatures not checked: there is no ledger key here. Give one with --key.',
  )
  for (const problem of problems) console.log(`✗ ${describeProblem(problem)}`)
  if (problems.length > 0 || (!vkey && checkpoints > 0)) process.exitCode = 1
  console.log(
    problems.length === 0
      ? 'The ledger holds together.'
      : `${problems.length} problems: the ledger was changed or damaged.`,
  )
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
