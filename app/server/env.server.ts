import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { certificatesInFile, keptSecret } from '#app/server/crypto/secret.server.ts'

export type Env = Readonly<{
  mode: 'evaluation' | 'production'
  origin: string
  host: string
  port: number
  dataFolder: string
  keysFolder: string
  /** Documents that people added, sealed. */
  filesFolder: string
  databaseUrl: string | null
  secret: string
  smtpUrl: string | null
  mailFrom: string
  /** Where clamd listens; null when nobody looks for viruses. */
  clamdUrl: string | null
  /** Who puts the time beside each signature; null when nobody is asked to. */
  timeStamps: Readonly<{ urls: string[]; pinned: string[] | null }> | null
  demonstration: boolean
  trustProxy: boolean
}>

/** The secret is read, or made, when it is first used: looking at the settings leaves no trace. */
export type Files = {
  keptSecret(keysFolder: string): string
  /** Throws when the file cannot be read. */
  certificatesIn(path: string): string[]
}

/** Why the program does not start: one sentence for each thing to set. */
export class RefusedToStart extends Error {
  override readonly name = 'RefusedToStart'
  readonly sentences: string[]

  constructor(sentences: string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

const yesOrNo = z.stringbool({ truthy: ['yes', 'true', '1', 'on'], falsy: ['no', 'false', '0', 'off'] })

const Source = z.object({
  AMANA_MODE: z
    .enum(['evaluation', 'production'], 'AMANA_MODE must be evaluation or production.')
    .default('evaluation'),
  AMANA_ORIGIN: z.url('AMANA_ORIGIN must be an address such as https://amana.example.org.').optional(),
  AMANA_HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('PORT must be a number from 1 to 65535.').int().min(1).max(65535).default(3000),
  AMANA_DATA: z.string().optional(),
  AMANA_KEYS: z.string().optional(),
  AMANA_SECRET: z.string().optional(),
  AMANA_DEMONSTRATION: yesOrNo.optional(),
  AMANA_TRUST_PROXY: yesOrNo.default(false),
  DATABASE_URL: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://.')
    .optional(),
  MAIL_FROM: z.string().includes('@', 'MAIL_FROM must be an e-mail address.').optional(),
  CLAMD_URL: z
    .string()
    .regex(
      /^(tcp:\/\/[^\s/]+(:\d{1,5})?|unix:\/.+)$/,
      'CLAMD_URL must be an address such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl.',
    )
    .optional(),
  TSA_URL: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine(
      (urls) => urls.every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? '')),
      'TSA_URL must be one or more addresses such as https://tsa.example.org/tsr, with spaces between them.',
    )
    .optional(),
  TSA_CA: z.string().optional(),
  NODE_ENV: z.string().optional(),
})
type Source = z.infer<typeof Source>

/** Pure apart from `files`: the same source gives the same answer, or the same refusals. */
export function readEnv(source: Record<string, string | undefined>, files: Files): Env {
  const given = Object.entries(source).filter(([, value]) => value?.trim())
  const parsed = Source.safeParse(Object.fromEntries(given))
  if (!parsed.success) throw new RefusedToStart(parsed.error.issues.map(sentenceFor))

  const read = parsed.data
  const { timeStamps, refusals: stampRefusals } = readTimeStamps(read, files)
  const refusals = [
    ...refusalsFor(read),
    ...stampRefusals,
    ...(read.AMANA_MODE === 'production' ? productionRefusals(read) : evaluationRefusals(read)),
  ]
  if (refusals.length > 0) throw new RefusedToStart(refusals)

  const dataFolder = resolve(read.AMANA_DATA ?? (read.NODE_ENV === 'test' ? testFolder() : 'data'))
  const keysFolder = resolve(read.AMANA_KEYS ?? join(dataFolder, 'keys'))
  let secret = read.AMANA_SECRET
  return Object.freeze({
    mode: read.AMANA_MODE,
    origin: new URL(read.AMANA_ORIGIN ?? `http://localhost:${read.PORT}`).origin,
    host: read.AMANA_HOST,
    port: read.PORT,
    dataFolder,
    keysFolder,
    filesFolder: join(dataFolder, 'files'),
    databaseUrl: read.DATABASE_URL ?? null,
    get secret() {
      secret ??= files.keptSecret(keysFolder)
      return secret
    },
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: read.MAIL_FROM ?? 'Amana <amana@localhost>',
    clamdUrl: read.CLAMD_URL ?? null,
    timeStamps,
    demonstration: read.AMANA_DEMONSTRATION ?? read.AMANA_MODE === 'evaluation',
    trustProxy: read.AMANA_TRUST_PROXY,
  })
}

function sentenceFor(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0])
  if (issue.message.startsWith(name)) return issue.message
  return name === 'PORT' ? 'PORT must be a number from 1 to 65535.' : `${name} must be yes or no.`
}

function refusalsFor(read: Source): string[] {
  const refusals: string[] = []
  if (read.DATABASE_URL && !/^postgres(ql)?:\/\//.test(read.DATABASE_URL)) {
    refusals.push(
      'DATABASE_URL must begin with postgresql://, as in postgresql://user:password@host:5432/amana.',
    )
  }
  if (read.AMANA_SECRET && Buffer.byteLength(read.AMANA_SECRET) < 32) {
    refusals.push(
      'AMANA_SECRET is too short: set at least 32 random characters, for example from "openssl rand -base64 48".',
    )
  } else if (read.AMANA_SECRET && isDefaultSecret(read.AMANA_SECRET)) {
    refusals.push(
      'AMANA_SECRET is a default that anyone can know: set your own, for example from "openssl rand -base64 48".',
    )
  }
  return refusals
}

/** Over plain HTTP anybody on the way could put a time beside a signature: then it has to be said whose are believed. */
function readTimeStamps({ TSA_URL: urls, TSA_CA: file }: Source, files: Files) {
  const timeStamps = urls?.length ? { urls, pinned: null } : null
  if (!timeStamps) {
    const unused = 'TSA_CA says whose time stamps are believed, and nobody is asked for any: set TSA_URL too.'
    return { timeStamps, refusals: file ? [unused] : [] }
  }
  if (!file) {
    const open = timeStamps.urls.some((url) => url.startsWith('http:') && !isThisComputer(new URL(url)))
    const needed =
      'TSA_URL begins with http://, so anybody on the way could answer: set TSA_CA to a file with the certificates of the authority (PEM).'
    return { timeStamps, refusals: open ? [needed] : [] }
  }
  try {
    return { timeStamps: { ...timeStamps, pinned: files.certificatesIn(file) }, refusals: [] }
  } catch {
    const unread = `TSA_CA must be a file with at least one certificate in PEM: ${file} cannot be read as one.`
    return { timeStamps, refusals: [unread] }
  }
}

function productionRefusals(read: Source): string[] {
  const refusals: string[] = []
  if (!read.DATABASE_URL) {
    refusals.push(
      'Production does not run on the embedded database: set DATABASE_URL to a PostgreSQL 15 or newer, as in postgresql://user:password@host:5432/amana.',
    )
  }
  if (!read.AMANA_ORIGIN) {
    refusals.push('Production needs its public address: set AMANA_ORIGIN, as in https://amana.example.org.')
  } else if (!isSafeOrigin(new URL(read.AMANA_ORIGIN))) {
    refusals.push('AMANA_ORIGIN must begin with https:// (http:// is taken for localhost only).')
  } else if (new URL(read.AMANA_ORIGIN).pathname !== '/') {
    refusals.push('AMANA_ORIGIN must have no path: set only the scheme, the name and the port.')
  }
  if (!read.AMANA_SECRET) {
    refusals.push(
      'Production needs its own secret: set AMANA_SECRET to at least 32 random characters, for example from "openssl rand -base64 48".',
    )
  }
  if (!read.SMTP_URL) {
    refusals.push('Production sends mail: set SMTP_URL, as in smtps://user:password@mail.example.org:465.')
  }
  if (!read.MAIL_FROM) {
    refusals.push('Production sends mail in a name: set MAIL_FROM, as in "Amana <amana@example.org>".')
  }
  if (read.AMANA_DEMONSTRATION) {
    refusals.push('Production refuses demonstration accounts: remove AMANA_DEMONSTRATION or set it to no.')
  }
  return refusals
}

function evaluationRefusals(read: Source): string[] {
  const refusals: string[] = []
  if (!['127.0.0.1', '::1', 'localhost'].includes(read.AMANA_HOST)) {
    refusals.push(
      'Evaluation answers on this computer only, because its accounts are known: remove AMANA_HOST, or set AMANA_MODE to production.',
    )
  }
  // A tunnel or a proxy would open the same door as listening to a network.
  if (
    read.AMANA_ORIGIN &&
    !isThisComputer(new URL(read.AMANA_ORIGIN)) &&
    read.AMANA_DEMONSTRATION !== false
  ) {
    refusals.push(
      'Demonstration accounts are for this computer only, because anyone may know them: remove AMANA_ORIGIN, set AMANA_DEMONSTRATION to no, or set AMANA_MODE to production.',
    )
  }
  return refusals
}

function isSafeOrigin(origin: URL): boolean {
  if (origin.protocol === 'https:') return true
  return origin.protocol === 'http:' && isThisComputer(origin)
}

function isThisComputer({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function isDefaultSecret(secret: string): boolean {
  return (
    /change.?me|your.?secret|example|default|placeholder|0123456789/i.test(secret) ||
    new Set(secret).size < 10
  )
}

function testFolder(): string {
  return join(tmpdir(), `amana-test-${process.pid}`)
}

function readOrExit(): Env {
  try {
    return readEnv(process.env, { keptSecret, certificatesIn: certificatesInFile })
  } catch (error) {
    if (!(error instanceof RefusedToStart)) throw error
    process.stderr.write(
      `Amana did not start.\n${error.sentences.map((sentence) => `  • ${sentence}\n`).join('')}`,
    )
    process.exit(1)
  }
}

export const env: Env = readOrExit()
