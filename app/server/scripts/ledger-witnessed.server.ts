import { existsSync, readFileSync } from 'node:fs'
import { now } from '#app/server/clock.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { ledgerVerifierKey } from '#app/server/ledger/checkpoint.server.ts'
import { compareHeld, standBy } from '#app/server/ledger/compare-held.server.ts'
import { readHeldNote } from '#app/server/ledger/held-note.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run ledger:witnessed -- file: enters a checkpoint that a witness kept, after the keys were restored or lost too. */
await runScript(async () => {
  const [file] = process.argv.slice(2)
  if (!file)
    throw new Usage('Say which file holds the checkpoint: npm run ledger:witnessed -- checkpoint.txt')
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`)
  await openDatabase()
  try {
    const held = readHeldNote(readFileSync(file, 'utf8'), await ledgerVerifierKey())
    if (!held) throw new Usage(`${file} holds no checkpoint.`)
    if (held.signature !== 'good')
      throw new Usage(
        'The checkpoint is not signed by the key of this ledger, so it proves nothing here. Nothing was entered.',
      )
    const found = await compareHeld(held)
    if (found === 'same' || found === 'older') {
      console.log(`It agrees: the first ${held.size} entries here are the ones that this witness has seen.`)
    } else if (found === 'lost') {
      console.log(
        `Its ${held.size} entries were lost in a restore that is recorded already. There is nothing to do.`,
      )
    } else {
      standBy(held, now())
      console.log(
        `Entered: somebody has seen a ledger of ${held.size} entries that is not this one. Nothing is signed until you ` +
          `record what happened: npm run ledger:restored -- --reason "why it was restored"`,
      )
    }
  } finally {
    await closeDatabase()
  }
})
