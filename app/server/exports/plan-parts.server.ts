import type { Transaction } from '#app/server/database.server.ts'
import type { EvidenceExport, ListExport, PlanExport } from '#app/server/exports/plan-export.server.ts'
import { registerAsTable, registerRows } from '#app/server/queries/register-tables.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import type { PlanEvidence } from '#app/server/repositories/plan-evidence.server.ts'
import { asShown, type Audience, type TierReason } from '#content/index.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import type { Tier } from '#content/vocabulary.ts'
import { countryName, formatDate, languageName, wordsFor, type Locale } from '#content/words.ts'

/** The facts on the first page. */
export function factsOfPlan(row: AssessmentRow, reviewedBy: string, locale: Locale): PlanExport['facts'] {
  const t = wordsFor(locale)
  const { framework } = asShown(row.frameworkId, row.frameworkVersion, row.audience as Audience, locale, null)
  return [
    { label: t('exports.fact.organisation'), value: row.organisation.name },
    { label: t('exports.fact.country'), value: countryName(locale, row.country) },
    ...(row.call ? [{ label: t('exports.fact.call'), value: row.call.title }] : []),
    { label: t('exports.fact.reviewedBy'), value: reviewedBy },
    { label: t('exports.fact.framework'), value: `${framework.title}, ${framework.versionName}` },
    { label: t('exports.fact.language'), value: languageName(locale, row.locale) },
  ]
}

export function tierExport(tier: Tier, reasons: readonly TierReason[], locale: Locale) {
  const t = wordsFor(locale)
  return { name: t(`tier.name.${tier}`), reasons: reasons.map((reason) => t(`tier.reason.${reason}`)) }
}

/** Every list as a table in words. Of a row that is sealed only that there is one leaves this house. */
export async function listsExport(
  tx: Transaction,
  assessmentId: string,
  lists: readonly RegisterId[],
  locale: Locale,
): Promise<ListExport[]> {
  const found: ListExport[] = []
  for (const id of lists) {
    const rows = await registerRows(tx, assessmentId, id)
    const open = rows.filter(({ sealed }) => !sealed)
    const { title, columns, rows: cells } = registerAsTable(id, open, locale)
    found.push({
      id,
      title,
      table: { columns, rows: cells },
      rowIds: open.map((row) => row.id),
      sealed: rows.length - open.length,
    })
  }
  return found
}

export function evidenceExport(item: PlanEvidence, locale: Locale): EvidenceExport {
  const t = wordsFor(locale)
  const { title, kind, url, page, datedOn, usedFor, file } = item
  return {
    title,
    kind: t(`exports.evidence.kind.${kind as 'file'}`),
    date: datedOn ? formatDate(locale, datedOn) : '',
    usedFor,
    link: [url, page].filter((part) => part !== null).join(', '),
    file: file && {
      id: file.id,
      name: file.name,
      mediaType: file.mediaType,
      size: file.size,
      sha256: Buffer.from(file.sha256).toString('hex'),
      scan: file.scan,
    },
  }
}
