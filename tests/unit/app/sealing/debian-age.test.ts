import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newKeyPair, sealTo, sealToPair } from '#app/sealing/age.ts'
import { lockWithPhrase, newHandlerSecret, newOpeningPhrase } from '#app/sealing/handler-key.ts'
import { padded } from '#app/sealing/padding.ts'

/** What anybody can install: a case can be opened without this product. */
const installed = spawnSync('age', ['--version']).status === 0
const python = spawnSync('python3', ['--version']).status === 0
if (!installed)
  process.stderr.write('The age program is not installed: that it opens our files was not tried.\n')

const folder = mkdtempSync(join(tmpdir(), 'amana-age-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test.runIf(installed)('Debian’s age opens a sealed part with the key of its case', async () => {
  const { identity, recipient } = await newKeyPair()
  const part = { kind: 'note', words: 'écrit à la main' }
  const sealed = write('part.age', await sealTo([recipient], padded(part)))
  const opened = execFileSync('age', ['-d', '-i', write('case.key', `${identity}\n`), sealed], {
    encoding: 'utf8',
  })
  expect(JSON.parse(opened)).toEqual(part)
})

test.runIf(installed)('two holders recover a key with Debian’s age, one after the other', async () => {
  const [one, other] = [await newKeyPair(), await newKeyPair()]
  const sealed = write(
    'pair.age',
    await sealToPair(one.recipient, other.recipient, 'AGE-SECRET-KEY-OF-THE-CASE'),
  )
  const half = execFileSync('age', ['-d', '-i', write('one.key', `${one.identity}\n`), sealed])
  const opened = execFileSync('age', [
    '-d',
    '-i',
    write('other.key', `${other.identity}\n`),
    write('half.age', half),
  ])
  expect(opened.toString()).toBe('AGE-SECRET-KEY-OF-THE-CASE')
})

/** age asks for a phrase on a terminal only, so it is given one. */
const terminal = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp('age', ['age', '-d', '-o', sys.argv[2], sys.argv[1]])
said = b''
while b'assphrase' not in said:
    said += os.read(fd, 1024)
time.sleep(0.2)
os.write(fd, sys.argv[3].encode() + b'\\n')
try:
    while os.read(fd, 1024): pass
except OSError:
    pass
os.waitpid(pid, 0)
`

test.runIf(installed && python)('Debian’s age opens a locked key with its opening phrase', async () => {
  const secret = await newHandlerSecret()
  const phrase = newOpeningPhrase()
  const sealed = write('locked.age', await lockWithPhrase(secret, phrase))
  const opened = join(folder, 'opened.json')
  spawnSync('python3', ['-c', terminal, sealed, opened, phrase], { timeout: 15_000 })
  expect(existsSync(opened)).toBe(true)
  expect(JSON.parse(execFileSync('cat', [opened], { encoding: 'utf8' }))).toEqual(secret)
})
