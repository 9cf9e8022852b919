import { sha256 } from '#app/server/crypto/hash.server.ts'
import { prefixHashes } from '#app/server/crypto/prefix-hashes.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { now } from '#app/server/clock.server.ts'
import { proofFile, proofOf, type LedgerProof } from '#app/server/queries/ledger-proof.server.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import { asShown, type Audience } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import type { SigningCapacity } from '#machines/processes.ts'

/** More marks than a document of ours has; a file made of marks costs no more than this. */
const mostMarks = 4096
/** The lengths at which one file is hashed, at the most. */
const mostLengths = 64

export type Verdict = 'unchanged' | 'not_yet_complete' | 'changed' | 'not_found'

/** Facts about an issued document that anybody may know. */
export interface PublicFacts {
  number: string
  kind: 'full_record' | 'public_statement'
  title: string
  organisationName: string
  country: string
  programmeTitle: string | null
  issuerName: string
  framework: string
  locale: string
  audience: 'funder' | 'project'
  fictional: boolean
  outcome: 'approved' | 'approved_with_conditions' | 'declined'
  decidedAt: Date
  status: 'current' | 'replaced' | 'no_longer_in_force'
  /** The day from which the status holds, and the number of the document that replaces it. */
  statusOn: Date | null
  replacedBy: string | null
  signatures: { capacity: SigningCapacity; organisationName: string; signedAt: Date }[]
  complete: boolean
}

export interface Verified {
  verdict: Verdict
  sha256: string
  size: number
  facts: PublicFacts | null
  /** How many of the first bytes are genuine, when the rest was changed. */
  genuineBytes: number | null
  /** Of the bytes that are genuine. */
  step: number | null
  proof: LedgerProof | null
}

/**
 * Compares a file with what was issued, by length and hash alone: no parser touches it.
 * A file that begins with an issued document and goes on otherwise was changed after issue.
 */
export async function verifyFile(bytes: Buffer): Promise<Verified> {
  const own = { sha256: sha256(bytes).toString('hex'), size: bytes.length }
  const nothing = {
    ...own,
    verdict: 'not_found' as const,
    facts: null,
    genuineBytes: null,
    step: null,
    proof: null,
  }
  const ends = possibleEnds(bytes)
  return asSystem('the public verify page compares hashes', async (tx) => {
    const lengths = await issuedLengths(tx, ends)
    if (lengths.length === 0) return nothing
    const hashes = prefixHashes(bytes, lengths)
    const revision = await tx.documentRevision.findFirst({
      where: { OR: lengths.map((size, index) => ({ size, sha256: new Uint8Array(hashes[index]!) })) },
      orderBy: { size: 'desc' },
      select: revisionColumns,
    })
    if (!revision) return nothing
    const facts = await factsAbout(tx, revision.document.number)
    const proof = await proofOfRevision(tx, revision)
    const found = { ...own, facts, proof, step: revision.number }
    if (revision.size < bytes.length) return { ...found, verdict: 'changed', genuineBytes: revision.size }
    return { ...found, verdict: revision.final ? 'unchanged' : 'not_yet_complete', genuineBytes: null }
  })
}

const revisionColumns = {
  size: true,
  number: true,
  final: true,
  sha256: true,
  document: { select: { number: true, assessmentId: true, kind: true } },
} as const

function proofOfRevision(
  tx: Transaction,
  {
    sha256,
    document: { assessmentId, kind },
  }: { sha256: Uint8Array; document: { assessmentId: string; kind: string } },
): Promise<LedgerProof | null> {
  return proofOf(tx, { assessmentId, kind, sha256 })
}

/** What the number on a document leads to: facts to compare, which say nothing about the file in hand. */
export function factsByNumber(
  given: string,
): Promise<(PublicFacts & Pick<Verified, 'step' | 'proof'>) | null> {
  const number = tidied(given)
  return asSystem('the public verify page looks up a number', async (tx) => {
    const facts = await factsAbout(tx, number)
    if (!facts) return null
    const revision = await newestRevision(tx, number, null)
    const proof = revision && (await proofOfRevision(tx, revision))
    return { ...facts, step: revision?.number ?? null, proof }
  })
}

/** As a file for tools, of the newest step of a document or of the one asked for; null when there is none to show. */
export function proofByNumber(given: string, step: number | null): Promise<string | null> {
  return asSystem('the proof of a document in the ledger', async (tx) => {
    const revision = await newestRevision(tx, tidied(given), step)
    const proof = revision && (await proofOfRevision(tx, revision))
    return proof && proofFile(proof)
  })
}

function newestRevision(tx: Transaction, number: string, step: number | null) {
  return tx.documentRevision.findFirst({
    where: { document: { number }, ...(step === null ? {} : { number: step }) },
    orderBy: { number: 'desc' },
    select: revisionColumns,
  })
}

function tidied(number: string): string {
  return number
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^AM(.{4})(.{4})$/, 'AM-$1-$2')
}

async function factsAbout(tx: Transaction, number: string): Promise<PublicFacts | null> {
  const row = await tx.issuedDocument.findUnique({
    where: { number },
    select: {
      number: true,
      kind: true,
      status: true,
      statusOn: true,
      replacedById: true,
      organisation: { select: { name: true } },
      revisions: {
        orderBy: { number: 'asc' },
        select: { capacity: true, signedAt: true, final: true },
      },
      assessment: {
        select: {
          title: true,
          country: true,
          locale: true,
          audience: true,
          frameworkId: true,
          frameworkVersion: true,
          organisation: { select: { name: true, fictional: true } },
          call: { select: { programme: { select: { title: true } } } },
        },
      },
    },
  })
  if (!row) return null
  const { assessment } = row
  const [decided] = await tx.$queryRaw<{ outcome: PublicFacts['outcome']; decidedOn: string }[]>`
    SELECT model -> 'decision' ->> 'outcome' AS outcome, model -> 'decision' ->> 'decidedOn' AS "decidedOn"
    FROM issued_document WHERE number = ${row.number}`
  await knowFramework(tx, assessment.frameworkId, assessment.frameworkVersion)
  const published = row.statusOn === null || row.statusOn <= now()
  const replacement =
    published && row.status === 'replaced' && row.replacedById
      ? await tx.issuedDocument.findUnique({ where: { id: row.replacedById }, select: { number: true } })
      : null
  return {
    number: row.number,
    kind: row.kind as PublicFacts['kind'],
    title: assessment.title,
    organisationName: assessment.organisation.name,
    country: assessment.country,
    programmeTitle: assessment.call?.programme.title ?? null,
    issuerName: row.organisation.name,
    framework: frameworkName(assessment),
    locale: assessment.locale,
    audience: assessment.audience as PublicFacts['audience'],
    fictional: assessment.organisation.fictional,
    // As the document itself says: the assessment may have been decided anew since.
    outcome: decided!.outcome,
    decidedAt: new Date(`${decided!.decidedOn}T00:00:00Z`),
    status: published ? (row.status as PublicFacts['status']) : 'current',
    statusOn: published && row.status !== 'current' ? row.statusOn : null,
    replacedBy: replacement?.number ?? null,
    signatures: row.revisions.flatMap(({ capacity, signedAt }) =>
      capacity && signedAt
        ? [
            {
              capacity: capacity as SigningCapacity,
              signedAt,
              organisationName:
                capacity === 'principal_investigator' ? assessment.organisation.name : row.organisation.name,
            },
          ]
        : [],
    ),
    complete: row.revisions.some(({ final }) => final),
  }
}

/** A revision of a PDF ends with a mark and at most two bytes of line end. */
function possibleEnds(bytes: Buffer): number[] {
  const mark = Buffer.from('%%EOF')
  const ends = new Set([bytes.length])
  let at = bytes.indexOf(mark)
  for (let marks = 0; at >= 0 && marks < mostMarks; marks += 1) {
    for (const lineEnd of [0, 1, 2]) {
      const end = at + mark.length + lineEnd
      if (end <= bytes.length) ends.add(end)
    }
    at = bytes.indexOf(mark, at + mark.length)
  }
  return [...ends]
}

async function issuedLengths(tx: Transaction, ends: number[]): Promise<number[]> {
  const rows = await tx.documentRevision.findMany({
    where: { size: { in: ends } },
    distinct: ['size'],
    orderBy: { size: 'desc' },
    take: mostLengths,
    select: { size: true },
  })
  return rows.map(({ size }) => size).sort((a, b) => a - b)
}

/** In the language of the document, as it is printed there. */
function frameworkName(of: {
  frameworkId: string
  frameworkVersion: number
  audience: string
  locale: string
}): string {
  const { framework } = asShown(
    of.frameworkId,
    of.frameworkVersion,
    of.audience as Audience,
    of.locale as Locale,
  )
  return `${framework.title}, ${framework.versionName}`
}
