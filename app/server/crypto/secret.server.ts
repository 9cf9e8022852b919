import { randomBytes, X509Certificate } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The installation's secret for evaluation: made once, kept in the keys folder, readable by its owner alone.
 * Written aside and linked into place, so that two processes starting at once agree on one secret.
 */
export function keptSecret(keysFolder: string): string {
  mkdirSync(keysFolder, { recursive: true, mode: 0o700 })
  chmodSync(keysFolder, 0o700)
  const file = join(keysFolder, 'secret')
  const kept = readIfThere(file)
  if (kept) return kept

  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  const secret = readIfThere(file)
  if (!secret) throw new Error(`The secret in ${file} is empty: restore it from a backup of the keys.`)
  return secret
}

/** Throws unless the file holds at least one certificate, and each is one. */
export function certificatesInFile(path: string): string[] {
  const found = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!found) throw new Error('no certificate')
  return found.map((pem) => new X509Certificate(pem).toString())
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
