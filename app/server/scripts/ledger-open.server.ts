import { now } from '#app/server/clock.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { rootOfCaseLog } from '#app/server/case-log.server.ts'
import { commitmentTo, endOf } from '#app/server/ledger/case-log.server.ts'
import { canonicalEntry, LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/**
 * npm run ledger:open -- position: shows what is behind one leaf, for an auditor. The SHA-256 of the salt followed by the
 * text is what the ledger holds, and nobody can find another text that gives it. --day opens a day of the case log.
 */
await runScript(async () => {
  const [given = '', word = ''] = process.argv.slice(2)
  await openDatabase()
  try {
    if (given === '--day' && /^\d{4}-\d\d-\d\d$/.test(word)) await openDay(word)
    else if (/^\d{1,15}$/.test(given)) await openEntry(Number(given))
    else throw new Usage('Say which: npm run ledger:open -- 41, or npm run ledger:open -- --day 2026-03-04')
  } finally {
    await closeDatabase()
  }
})

async function openEntry(position: number): Promise<void> {
  const row = await asSystem('an entry is opened', (tx) => tx.ledgerEntry.findUnique({ where: { position } }))
  if (!row) throw new Usage(`There is no entry ${position}.`)
  if (!row.salt) throw new Usage(`Entry ${position} was erased: what it said is gone, its leaf stays.`)
  const { action, subject, actorId, data, at } = row
  const text = canonicalEntry(LedgerEntry.parse({ action, subject, actorId, data, at }))
  const salt = Buffer.from(row.salt)
  console.log(`text     ${text}`)
  console.log(`salt     ${salt.toString('hex')}`)
  console.log(`entry    ${sha256(Buffer.concat([salt, Buffer.from(text)])).toString('hex')}`)
  console.log(`leaf     ${Buffer.from(row.leaf).toString('hex')}`)
}

async function openDay(day: string): Promise<void> {
  if (endOf(day) > now()) throw new Usage('That day is not over.')
  const opened = await asSystem('a commitment to the case log is opened', async (tx) => {
    const row = await tx.ledgerCommitment.findUnique({ where: { onDay: new Date(`${day}T00:00:00Z`) } })
    return row && { salt: Buffer.from(row.salt), root: await rootOfCaseLog(tx, endOf(day)) }
  })
  if (!opened) throw new Usage(`Nothing was committed to for ${day}.`)
  console.log(`day          ${day}`)
  console.log(`salt         ${opened.salt.toString('hex')}`)
  console.log(`root         ${opened.root.toString('hex')}`)
  console.log(`commitment   ${commitmentTo(day, opened.salt, opened.root).toString('hex')}`)
}
