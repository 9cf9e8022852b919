import { isDatabaseDown } from '#app/server/database/down.server.ts'

/** Runs what a command does; a failure that somebody can put right is one sentence, without a stack. */
export async function runScript(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    process.exitCode = 1
    console.error(
      isDatabaseDown(error)
        ? 'The database does not answer: check DATABASE_URL and that it is running.'
        : sentence(error),
    )
  }
}

const spoken = new Set([
  'FolderInUse',
  'KeysUnderAnotherSecret',
  'LedgerKeyMissing',
  'MigrationFailed',
  'RestoreRefused',
  'RotationRefused',
  'ServerTooOld',
  'Usage',
])

export class Usage extends Error {
  override readonly name = 'Usage'
}

function sentence(error: unknown): unknown {
  return error instanceof Error && spoken.has(error.name) ? error.message : error
}
