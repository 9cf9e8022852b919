import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

const run = promisify(execFile)

export type Tool =
  'pdfsig' | 'certutil' | 'qpdf' | 'mutool' | 'openssl' | 'pdftotext' | 'pdfinfo' | 'pdfdetach'

/** Other people's programs judge our documents where they are installed. */
export function has(...tools: Tool[]): boolean {
  return tools.every((tool) => {
    try {
      execFileSync('which', [tool], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/** For the name of a test that cannot run here, so that its absence is seen. */
export function named(name: string, ...tools: Tool[]): string {
  const absent = tools.filter((tool) => !has(tool))
  return absent.length === 0 ? name : `${name} (not checked: no ${absent.join(', ')} on this machine)`
}

export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'amana-pdf-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What it printed, whether it was content or not. */
async function said(tool: Tool, args: string[]): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run(tool, args, { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' })
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string }
    return { code: code ?? 1, output: `${stdout ?? ''}${stderr ?? ''}` }
  }
}

export type SignatureReport = {
  field: string
  name: string
  type: string
  valid: string
  trusted: string
  total: boolean
}

/** Poppler's view, with our root among the authorities it trusts. */
export function pdfsig(bytes: Uint8Array, rootPem: string): Promise<SignatureReport[]> {
  return inFolder(async (folder) => {
    const [pdf, root, database] = [join(folder, 'a.pdf'), join(folder, 'root.pem'), `sql:${folder}`]
    await Promise.all([writeFile(pdf, bytes), writeFile(root, rootPem)])
    await run('certutil', ['-N', '-d', database, '--empty-password'])
    await run('certutil', ['-A', '-d', database, '-n', 'root', '-t', 'CT,C,C', '-i', root])
    const { output } = await said('pdfsig', ['-nssdir', database, pdf])
    return output
      .split(/^Signature #\d+:/m)
      .slice(1)
      .map((part) => {
        const line = (label: string) => new RegExp(`${label}: (.*)`).exec(part)?.[1]?.trim() ?? ''
        return {
          field: line('Signature Field Name'),
          name: line('Signer Certificate Common Name'),
          type: line('Signature Type'),
          valid: line('Signature Validation'),
          trusted: line('Certificate Validation'),
          total: /^\s+- Total document signed/m.test(part),
        }
      })
  })
}

export function check(tool: 'qpdf' | 'mutool' | 'pdfinfo' | 'pdfdetach', args: string[], bytes: Uint8Array) {
  return inFolder(async (folder) => {
    const pdf = join(folder, 'a.pdf')
    await writeFile(pdf, bytes)
    return said(tool, [...args, pdf])
  })
}

export async function textOf(bytes: Uint8Array): Promise<string> {
  return inFolder(async (folder) => {
    const pdf = join(folder, 'a.pdf')
    await writeFile(pdf, bytes)
    return (await said('pdftotext', ['-layout', pdf, '-'])).output
  })
}

/** The text of each page by itself, in the order in which it was drawn: a cell is read to its end before the next. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  return inFolder(async (folder) => {
    const pdf = join(folder, 'a.pdf')
    await writeFile(pdf, bytes)
    return (await said('pdftotext', ['-raw', pdf, '-'])).output.split('\f').slice(0, -1)
  })
}

/** OpenSSL's view of each signature, from the bytes that its byte range covers. */
export async function opensslVerify(bytes: Uint8Array, rootPem: string): Promise<string[]> {
  const file = Buffer.from(bytes)
  const ranges = [...file.toString('latin1').matchAll(/\/ByteRange\s*\[0 (\d+) (\d+) (\d+)\]/g)]
  return Promise.all(
    ranges.map((match) =>
      inFolder(async (folder) => {
        const [hole, end, length] = match.slice(1).map(Number) as [number, number, number]
        const reserve = Buffer.from(file.subarray(hole + 1, end - 1).toString('latin1'), 'hex')
        const [cms, content, root] = ['a.der', 'content', 'root.pem'].map((name) => join(folder, name)) as [
          string,
          string,
          string,
        ]
        await writeFile(cms, reserve.subarray(0, 4 + reserve.readUInt16BE(2)))
        await writeFile(content, Buffer.concat([file.subarray(0, hole), file.subarray(end, end + length)]))
        await writeFile(root, rootPem)
        const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', cms, '-content', content]
        const { output } = await said('openssl', [
          ...args,
          '-CAfile',
          root,
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ])
        return output.trim()
      }),
    ),
  )
}

/** OpenSSL's view of every time stamp: those inside signatures, against the signature, and the closing one, against its bytes. */
export async function opensslStamps(bytes: Uint8Array, rootPem: string): Promise<string[]> {
  const file = Buffer.from(bytes)
  const ranges = [...file.toString('latin1').matchAll(/\/ByteRange\s*\[0 (\d+) (\d+) (\d+)\]/g)]
  return Promise.all(
    ranges.map((match) =>
      inFolder(async (folder) => {
        const [hole, end, length] = match.slice(1).map(Number) as [number, number, number]
        const reserve = Buffer.from(file.subarray(hole + 1, end - 1).toString('latin1'), 'hex')
        const cms = reserve.subarray(0, 4 + reserve.readUInt16BE(2))
        const inside = stampInside(cms)
        const [token, data, root] = ['token', 'data', 'root'].map((name) => join(folder, name)) as [
          string,
          string,
          string,
        ]
        const whole = Buffer.concat([file.subarray(0, hole), file.subarray(end, end + length)])
        await writeFile(token, inside?.token ?? cms)
        await writeFile(data, inside?.over ?? whole)
        await writeFile(root, rootPem)
        const args = ['ts', '-verify', '-token_in', '-in', token, '-data', data, '-CAfile', root]
        return (await said('openssl', args)).output.match(/Verification: \w+/)?.[0] ?? 'no answer'
      }),
    ),
  )
}

/** The token beside a signature, and the signature that it stamps. */
function stampInside(cms: Uint8Array): { token: Uint8Array; over: Uint8Array } | null {
  const signed = new pkijs.SignedData({
    schema: pkijs.ContentInfo.fromBER(Buffer.from(cms)).content as asn1js.AsnType,
  })
  const info = signed.signerInfos[0]!
  const value = info.unsignedAttrs?.attributes[0]?.values[0] as asn1js.AsnType | undefined
  if (!value) return null
  return { token: Buffer.from(value.toBER()), over: Buffer.from(info.signature.valueBlock.valueHexView) }
}
