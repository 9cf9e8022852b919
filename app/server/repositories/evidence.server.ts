import type { Transaction } from '#app/server/database.server.ts'
import { factsColumns, factsOf, isId } from '#app/server/repositories/assessments.server.ts'

const fileColumns = {
  id: true,
  organisationId: true,
  name: true,
  mediaType: true,
  size: true,
  sha256: true,
  cleaned: true,
  scan: true,
} as const

const itemColumns = {
  id: true,
  organisationId: true,
  kind: true,
  title: true,
  url: true,
  page: true,
  assessedBy: true,
  datedOn: true,
  reviewOn: true,
  stillTrueOn: true,
  stillTrueById: true,
  inPassport: true,
  createdById: true,
  createdAt: true,
  removedAt: true,
  revision: true,
  file: { select: fileColumns },
} as const

export type EvidenceRow = NonNullable<Awaited<ReturnType<typeof findEvidence>>>
export type EvidenceWords = Pick<
  EvidenceRow,
  'title' | 'url' | 'page' | 'assessedBy' | 'datedOn' | 'reviewOn' | 'inPassport'
>

/** Row-level security shows what my own bodies gave, and what stands in or went with records I take part in. */
export async function findEvidence(tx: Transaction, id: string) {
  if (!isId(id)) return null
  return tx.evidenceItem.findUnique({ where: { id }, select: itemColumns })
}

export function listEvidence(tx: Transaction, organisationIds: string[]): Promise<EvidenceRow[]> {
  return tx.evidenceItem.findMany({
    where: { organisationId: { in: organisationIds }, removedAt: null },
    select: itemColumns,
    orderBy: [{ title: 'asc' }, { createdAt: 'asc' }],
  })
}

/** Those of them that this person may read, also ones that the body keeps no longer. */
export function listEvidenceByIds(tx: Transaction, ids: readonly string[]): Promise<EvidenceRow[]> {
  return tx.evidenceItem.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: itemColumns,
    orderBy: [{ title: 'asc' }, { createdAt: 'asc' }],
  })
}

/** What stands in a plan now, one line for each requirement it serves. */
export function listUses(tx: Transaction, assessmentId: string) {
  return tx.evidenceUse.findMany({
    where: { assessmentId, removedAt: null },
    select: { requirementId: true, evidence: { select: itemColumns } },
    orderBy: [{ evidence: { title: 'asc' } }, { requirementId: 'asc' }],
  })
}

export function listUsesAt(tx: Transaction, assessmentId: string, requirementId: string) {
  return tx.evidenceUse.findMany({
    where: { assessmentId, requirementId, removedAt: null },
    select: { evidence: { select: itemColumns } },
    orderBy: { evidence: { title: 'asc' } },
  })
}

/** In how many plans that I write each of these stands. */
export async function countPlans(tx: Transaction, evidenceIds: string[]): Promise<Map<string, number>> {
  const uses = await tx.evidenceUse.findMany({
    where: { evidenceId: { in: evidenceIds }, removedAt: null },
    select: { evidenceId: true, assessmentId: true },
    distinct: ['evidenceId', 'assessmentId'],
  })
  const counts = new Map<string, number>()
  for (const { evidenceId } of uses) counts.set(evidenceId, (counts.get(evidenceId) ?? 0) + 1)
  return counts
}

export async function createFile(
  tx: Transaction,
  row: {
    id: string
    organisationId: string
    name: string
    mediaType: string
    size: number
    sha256: string
    cleaned: boolean
    scan: string
    uploadedById: string
    uploadedAt: Date
  },
): Promise<void> {
  const { sha256, ...plain } = row
  await tx.evidenceFile.createMany({
    data: [{ ...plain, sha256: Buffer.from(sha256, 'hex') }],
    skipDuplicates: true,
  })
}

export async function createEvidence(
  tx: Transaction,
  row: EvidenceWords & {
    organisationId: string
    kind: string
    fileId: string | null
    createdById: string
    createdAt: Date
  },
): Promise<string> {
  const { id } = await tx.evidenceItem.create({ data: row, select: { id: true } })
  return id
}

/** False when somebody else changed it since `seenRevision`. */
export async function changeEvidence(
  tx: Transaction,
  id: string,
  seenRevision: number,
  change: Partial<EvidenceWords & { stillTrueOn: Date; stillTrueById: string; removedAt: Date }>,
): Promise<boolean> {
  const { count } = await tx.evidenceItem.updateMany({
    where: { id, revision: seenRevision, removedAt: null },
    data: { ...change, revision: { increment: 1 } },
  })
  return count === 1
}

export async function addUses(
  tx: Transaction,
  assessmentId: string,
  evidenceId: string,
  requirementIds: string[],
  personId: string,
  now: Date,
): Promise<void> {
  const given = { addedById: personId, addedAt: now }
  await tx.evidenceUse.updateMany({
    where: { assessmentId, evidenceId, requirementId: { in: requirementIds }, removedAt: { not: null } },
    data: { ...given, removedAt: null },
  })
  await tx.evidenceUse.createMany({
    data: requirementIds.map((requirementId) => ({ assessmentId, evidenceId, requirementId, ...given })),
    skipDuplicates: true,
  })
}

export async function removeUses(
  tx: Transaction,
  assessmentId: string,
  evidenceId: string,
  requirementIds: string[],
  now: Date,
): Promise<void> {
  await tx.evidenceUse.updateMany({
    where: { assessmentId, evidenceId, requirementId: { in: requirementIds }, removedAt: null },
    data: { removedAt: now },
  })
}

/** What went to the reviewing body with one submission, with the files as they were then. */
export async function listSent(tx: Transaction, assessmentId: string, submissionNumber: number) {
  const sent = await tx.evidenceSent.findMany({
    where: { assessmentId, submissionNumber },
    select: { evidenceId: true, fileId: true, evidence: { select: itemColumns } },
    orderBy: { evidence: { title: 'asc' } },
  })
  const fileIds = sent.flatMap(({ fileId }) => fileId ?? [])
  const files = await tx.evidenceFile.findMany({ where: { id: { in: fileIds } }, select: fileColumns })
  return sent.map(({ fileId, evidence }) => ({
    ...evidence,
    file: files.find(({ id }) => id === fileId) ?? null,
  }))
}

export async function recordSent(
  tx: Transaction,
  assessmentId: string,
  submissionNumber: number,
  sent: { evidenceId: string; fileId: string | null }[],
): Promise<void> {
  await tx.evidenceSent.createMany({
    data: sent.map((one) => ({ assessmentId, submissionNumber, ...one })),
  })
}

const assessmentFacts = { select: { state: true, audience: true, ...factsColumns } } as const

/** A file with every record through which this person may have to do with it. */
export async function findFile(tx: Transaction, id: string) {
  if (!isId(id)) return null
  const file = await tx.evidenceFile.findUnique({ where: { id }, select: fileColumns })
  if (!file) return null
  const uses = await tx.evidenceUse.findMany({
    where: { evidence: { fileId: id }, removedAt: null },
    select: { assessment: assessmentFacts },
  })
  const sent = await tx.evidenceSent.findMany({
    where: { fileId: id },
    select: { assessment: assessmentFacts },
  })
  const items = await tx.evidenceItem.findMany({ where: { fileId: id }, select: { id: true } })
  const given = await tx.conditionEvent.findMany({
    where: { evidenceIds: { hasSome: items.map((item) => item.id) } },
    select: { condition: { select: { assessment: assessmentFacts } } },
  })
  const opened = await tx.$queryRaw<{ to: string }[]>`
    select distinct g.to_organisation_id::text as to
    from evidence_item e
    join open_passport o on o.organisation_id = e.organisation_id
    join passport_grant g on g.id = o.id
    where e.file_id = ${id}::uuid and e.in_passport and e.removed_at is null`
  const factsIn = ({ assessment }: (typeof uses)[number]) => ({
    facts: factsOf(assessment),
    state: assessment.state,
  })
  return {
    ...file,
    plans: uses.map(factsIn),
    sentWith: sent.map(factsIn),
    givenFor: given.map(({ condition }) => factsIn(condition)),
    openedTo: opened.map(({ to }) => to),
  }
}

/** Which of these files a row names; for clearing up. */
export async function namedFiles(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const rows = await tx.evidenceFile.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return new Set(rows.map(({ id }) => id))
}
