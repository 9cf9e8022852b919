import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listSent, listUses, recordSent, type EvidenceRow } from '#app/server/repositories/evidence.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'

/** What goes into a submission: every item with the requirements it serves, as they stand now. */
export async function evidenceForSubmission(tx: Transaction, row: AssessmentRow): Promise<SentEvidence[]> {
  const items = new Map<string, { evidence: EvidenceRow; requirementIds: string[] }>()
  for (const { requirementId, evidence } of await listUses(tx, row.id)) {
    if (!requirementOf(row, requirementId)) continue
    const item = items.get(evidence.id) ?? { evidence, requirementIds: [] }
    item.requirementIds.push(requirementId)
    items.set(evidence.id, item)
  }
  return [...items.values()].map(({ evidence, requirementIds }) => asSent(evidence, requirementIds))
}

/** Opens exactly these to the reviewing body. Belongs into the transaction that stores the submission. */
export function sendEvidence(
  tx: Transaction,
  assessmentId: string,
  submissionNumber: number,
  items: readonly SentEvidence[],
): Promise<void> {
  const sent = items.map(({ id, fileId }) => ({ evidenceId: id, fileId }))
  return recordSent(tx, assessmentId, submissionNumber, sent)
}

/** What the reviewing body reads beside the answers: as it was sent, with what is known of the files today. */
export async function evidenceSent(
  tx: Transaction,
  assessmentId: string,
  submissionNumber: number,
): Promise<SentEvidence[]> {
  const submission = await tx.submission.findFirst({
    where: { assessmentId, number: submissionNumber },
    select: { content: true },
  })
  const written = (submission?.content as { evidence?: SentEvidence[] } | null)?.evidence ?? []
  return (await listSent(tx, assessmentId, submissionNumber)).map((item) => {
    const scan = item.file?.scan ?? null
    const asWritten = written.find(({ id }) => id === item.id)
    return asWritten ? { ...asWritten, scan } : asSent(item, [])
  })
}

function asSent(item: EvidenceRow, requirementIds: string[]): SentEvidence {
  const { id, title, kind, url, page, assessedBy, datedOn, reviewOn, stillTrueOn, file } = item
  return {
    ...{ id, title, kind, url, page, assessedBy },
    datedOn: dayOf(datedOn),
    reviewOn: dayOf(reviewOn),
    stillTrueOn: dayOf(stillTrueOn),
    fileId: file?.id ?? null,
    fileName: file?.name ?? null,
    sha256: file ? Buffer.from(file.sha256).toString('hex') : null,
    mediaType: file?.mediaType ?? null,
    size: file?.size ?? null,
    scan: file?.scan ?? null,
    cleaned: file?.cleaned ?? false,
    requirementIds,
  }
}

function dayOf(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}
