import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { now } from '#app/server/clock.server.ts'
import { unlockedKey } from '#app/server/crypto/authority.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'
import { rotateAndRecord } from '#app/server/workflows/keys.server.ts'

const usage =
  'npm run keys:rotate [-- --root-key file [--password-file file]] [--withdraw]\n' +
  'The password of the key is read from a file, so that it does not stay in the history of the terminal.'

/** Makes a new signing authority: under the same root with its key, else under a new root. */
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      'root-key': { type: 'string' },
      'password-file': { type: 'string' },
      withdraw: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) throw new Usage(usage)
  const rootKey = values['root-key'] ? readKey(values['root-key'], values['password-file']) : null
  await openDatabase()
  try {
    const withdraw = values.withdraw ?? false
    const { issuing, newRoot } = await rotateAndRecord({ rootKey, withdraw }, null, now())
    console.log(`A new authority signs from now on. SHA-256 of its certificate: ${issuing}`)
    if (newRoot)
      console.log(
        'It stands under a new root, because the key of the old one was not at hand: tell everybody who was given the old certificate.',
      )
    if (withdraw && newRoot)
      console.log(
        'The old one could not be put on a list, which takes the key of its root. Tell whoever checks signatures.',
      )
    console.log('What was signed before stays good. Back up the keys now: npm run backup:keys -- keys.amana')
  } finally {
    await closeDatabase()
  }
})

function readKey(file: string, passwordFile: string | undefined): Uint8Array {
  const key = unlockedKey(read(file), passwordFile ? read(passwordFile).trim() : '')
  if (!key) throw new Usage(`${file} is no private key, or the password does not open it.\n${usage}`)
  return key
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Usage(`${file} cannot be read.\n${usage}`)
  }
}
