import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFolder } from '#app/server/database/engine.server.ts'
import { FolderInUse, lockByFile, lockFolder } from '#app/server/database/folder-lock.server.ts'
import { migrate } from '#app/server/database/migrator.server.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana folder '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The command as somebody types it, in a process of its own. */
function migrateCommand(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const script = join(import.meta.dirname, '../../../../../app/server/scripts/migrate.server.ts')
  return new Promise((resolve) => {
    const own = { PATH: process.env.PATH ?? '', ...env } as unknown as NodeJS.ProcessEnv
    execFile(process.execPath, [script], { env: own }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: `${out}${err}` }),
    )
  })
}

describe('the data folder', () => {
  test('keeps what was written, and is free again after closing', { timeout: 60_000 }, async () => {
    const first = await openFolder(join(folder, 'database'))
    await migrate(first.pool)
    await first.pool.query(`insert into setting (name, value) values ('kept', '1')`)
    await first.close()
    const second = await openFolder(join(folder, 'database'))
    expect((await second.pool.query('select name from setting')).rows).toEqual([{ name: 'kept' }])
    await second.close()
  })

  test(
    'refuses a second process with a sentence and exit code 1, and lets it in afterwards',
    { timeout: 90_000 },
    async () => {
      const unlock = await lockFolder(join(folder, 'database'))
      const refused = await migrateCommand({ AMANA_DATA: folder })
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.said).toMatch(
        /^The data folder .* is already in use: Amana is running there\. Stop that one first/,
      )
      expect(refused.said).not.toContain(' at ')
      await unlock()
      const let_in = await migrateCommand({ AMANA_DATA: folder })
      expect(let_in).toMatchObject({ code: 0 })
      expect(let_in.said).toContain('Applied 0001_tables')
    },
  )

  test('is known by its real path', async () => {
    const unlock = await lockFolder(folder)
    symlinkSync(folder, `${folder} link`)
    await expect(lockFolder(`${folder} link`)).rejects.toThrow(FolderInUse)
    rmSync(`${folder} link`)
    await unlock()
  })

  test('is locked by a file where the system has no better way, and a dead owner’s file does not count', async () => {
    const unlock = await lockByFile(folder)
    await expect(lockByFile(folder)).rejects.toThrow(FolderInUse)
    await unlock()
    writeFileSync(join(folder, 'amana.pid'), '999999999')
    const again = await lockByFile(folder)
    await again()
  })

  test('production refuses it in the same breath as everything else that is missing', async () => {
    const { code, said } = await migrateCommand({ AMANA_MODE: 'production' })
    expect(code).toBe(1)
    expect(said).toContain('Amana did not start.')
    expect(said.match(/•/g)).toHaveLength(5)
    expect(said).not.toContain('    at ')
  })

  test('a database that does not answer is said in a sentence', async () => {
    const { code, said } = await migrateCommand({
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      AMANA_DATA: folder,
    })
    expect({ code, said: said.trim() }).toEqual({
      code: 1,
      said: 'The database does not answer: check DATABASE_URL and that it is running.',
    })
  })
})
