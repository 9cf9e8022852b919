import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { RestoreRefused } from '#app/server/database/restore.server.ts'

const KeysBackup = z.object({
  amana: z.literal('keys'),
  format: z.literal(1),
  files: z.array(z.object({ path: z.string(), bytes: z.base64(), sha256: z.string() })),
})

/** Everything in the keys folder as one file. Whoever has it can sign in this installation's name: keep it apart from the data. */
export async function backUpKeys(keysFolder: string, file: string): Promise<number> {
  const entries = await readdir(keysFolder, { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        const bytes = await readFile(path)
        return {
          path: relative(keysFolder, path).split(sep).join('/'),
          bytes: bytes.toString('base64'),
          sha256: sha256(bytes).toString('hex'),
        }
      }),
  )
  const backup = JSON.stringify({ amana: 'keys', format: 1, files })
  await writeFile(file, gzipSync(backup), { flag: 'wx', mode: 0o600, flush: true })
  return files.length
}

/** Only into a folder without keys, so that none is ever replaced. */
export async function restoreKeys(keysFolder: string, file: string): Promise<number> {
  const { files } = readKeys(await readFile(file))
  const there = await readdir(keysFolder).catch(() => [])
  if (there.length > 0) {
    throw new RestoreRefused(
      `There are keys in ${keysFolder} already: move them away first, so that none is replaced.`,
    )
  }
  for (const { path, bytes, sha256: expected } of files) {
    const content = Buffer.from(bytes, 'base64')
    const target = resolve(keysFolder, path)
    const outside = relative(keysFolder, target).startsWith('..')
    if (outside || sha256(content).toString('hex') !== expected)
      throw new RestoreRefused('The backup of the keys is damaged.')
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await writeFile(target, content, { flag: 'wx', mode: 0o600, flush: true })
  }
  return files.length
}

function readKeys(bytes: Buffer): z.infer<typeof KeysBackup> {
  try {
    return KeysBackup.parse(JSON.parse(gunzipSync(bytes).toString('utf8')))
  } catch (error) {
    throw new RestoreRefused('This file is not a backup of the keys of Amana, or it is damaged.', {
      cause: error,
    })
  }
}
