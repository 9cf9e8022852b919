import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '#app/server/env.server.ts'

const Witnessed = z.object({
  size: z.int().positive(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
})
export type Witnessed = z.infer<typeof Witnessed>

/** The newest checkpoint that may have left this machine. Kept with the keys, so that restoring the data does not undo it. */
export function newestWitnessed(): Witnessed | null {
  let text: string
  try {
    text = readFileSync(file(), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return Witnessed.parse(JSON.parse(text))
}

/** Call it once the checkpoint's transaction has committed. `evenIfShorter` only after a recorded restore. */
export function recordWitnessed(witnessed: Witnessed, { evenIfShorter = false } = {}): void {
  const known = newestWitnessed()
  if (known && known.size >= witnessed.size && !evenIfShorter) return
  mkdirSync(env.keysFolder, { recursive: true, mode: 0o700 })
  const draft = `${file()}.${process.pid}.draft`
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(witnessed, null, 2)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, file())
}

function file(): string {
  return join(env.keysFolder, 'witnessed.json')
}
