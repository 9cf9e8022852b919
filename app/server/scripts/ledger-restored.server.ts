import { parseArgs } from 'node:util'
import { now } from '#app/server/clock.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { recordRestored } from '#app/server/ledger/restored.server.ts'
import { recordWitnessed } from '#app/server/ledger/witnesses.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run ledger:restored -- --reason "…": records that the database comes from an older backup, so that signing goes on. */
await runScript(async () => {
  const { values } = parseArgs({ options: { reason: { type: 'string' } } })
  const reason = values.reason?.trim()
  if (!reason)
    throw new Usage(
      'Say why, for everybody to read: npm run ledger:restored -- --reason "why it was restored"',
    )
  await openDatabase()
  try {
    const restoration = await recordRestored(reason, now())
    if (!restoration) {
      console.log('The ledger is the one that others have seen: there is nothing to record.')
      return
    }
    const checkpoint = await makeCheckpoint(now())
    if (checkpoint) {
      const { size, root, at } = checkpoint
      recordWitnessed({ size, root: root.toString('hex'), at: at.toISOString() }, { evenIfShorter: true })
    }
    const { position, witnessedSize } = restoration
    console.log(
      `Recorded as entry ${position}: others had seen ${witnessedSize} entries, and ${position} are left. ` +
        `The reason stands on the public page of the ledger. Tell the witnesses before they ask.`,
    )
  } finally {
    await closeDatabase()
  }
})
