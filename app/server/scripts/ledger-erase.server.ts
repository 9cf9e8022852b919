import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { now } from '#app/server/clock.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { erasureReasons } from '#app/server/ledger/erasures.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'
import { entryToErase, EraseRefused, eraseFromLedger } from '#app/server/workflows/erase-entry.server.ts'

const example = 'npm run ledger:erase -- 41 --reason asked --by amina --agreed-by boubacar'

/** npm run ledger:erase: makes one entry say nothing, which two people decided. Nothing brings back what it said. */
await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { reason: { type: 'string' }, by: { type: 'string' }, 'agreed-by': { type: 'string' } },
  })
  const [given = ''] = positionals
  const reason = erasureReasons.find((one) => one === values.reason)
  if (!/^\d{1,15}$/.test(given) || !values.by || !values['agreed-by'])
    throw new Usage(`Say which entry, why, who asks and who agrees: ${example}`)
  if (!reason) throw new Usage(`The reason is one of ${erasureReasons.join(', ')}: ${example}`)
  const position = Number(given)
  await openDatabase()
  try {
    const { action, at, subject } = await entryToErase(position)
    console.log(`Entry ${position}: ${action} of ${at.toISOString()}${subject ? `, about ${subject}` : ''}.`)
    if ((await typed('What it says is lost for good. Type its number again to erase it: ')) !== given)
      throw new Usage('Nothing was erased.')
    const asked = { position, reason, askedBy: values.by, agreedBy: values['agreed-by'] }
    const recorded = await eraseFromLedger(asked, now())
    console.log(`Erased. Entry ${recorded} says so, and the ledger verifies as before.`)
  } catch (error) {
    if (error instanceof EraseRefused) throw new Usage(`${error.message} Nothing was erased.`)
    throw error
  } finally {
    await closeDatabase()
  }
})

async function typed(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await Promise.race([terminal.question(question), closed(terminal)])).trim()
  } finally {
    terminal.close()
  }
}

/** Without anybody at the keyboard the answer is no. */
function closed(terminal: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve) => terminal.once('close', () => resolve('')))
}
