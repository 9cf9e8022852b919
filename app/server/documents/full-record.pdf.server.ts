import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { drawLedgerPage, drawSignaturePage } from '#app/server/documents/closing-pages.server.ts'
import { drawCover, type Entry } from '#app/server/documents/cover.server.ts'
import { drawDecisionPage } from '#app/server/documents/decision-page.server.ts'
import { drawEvidencePages, drawListPages } from '#app/server/documents/list-pages.server.ts'
import { drawPrinciple } from '#app/server/documents/principle-pages.server.ts'
import { drawRiskPages } from '#app/server/documents/risk-pages.server.ts'
import type { Sheet } from '#app/server/documents/sheet.server.ts'
import { drawSummary } from '#app/server/documents/summary-page.server.ts'

type Chapter = { name: string; title: string; draw: () => void }

export function drawFullRecord(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  sheet.newPage()
  sheet.doc.addNamedDestination('cover')
  sheet.doc.outline.addItem(t('documents.cover.outline'))
  const cover = sheet.tag(sheet.root, 'Sect', { title: t('documents.kind.full_record') })

  const entries = chaptersOf(sheet, model).map(({ name, title, draw }): Entry => {
    draw()
    return { name, title, page: sheet.startedOn(name) }
  })
  drawCover(sheet, cover, model, entries)
}

/** In the order in which somebody reads who may stop after any of them. */
function chaptersOf(sheet: Sheet, model: FullRecordModel): Chapter[] {
  const { t } = sheet
  const { risks, lists, evidence } = model
  return [
    { name: 'summary', title: t('record.summary.title'), draw: () => drawSummary(sheet, model) },
    { name: 'decision', title: t('documents.decision.title'), draw: () => drawDecisionPage(sheet, model) },
    ...(risks && risks.rows.length + risks.gaps.length > 0
      ? [{ name: 'risks', title: t('registers.risks.title'), draw: () => drawRiskPages(sheet, risks) }]
      : []),
    ...model.principles.map(({ id, name }, index) => ({
      name: id,
      title: `${index + 1} ${name}`,
      draw: () => drawPrinciple(sheet, model, index),
    })),
    ...(lists.length > 0
      ? [{ name: 'lists', title: t('registers.title'), draw: () => drawListPages(sheet, lists) }]
      : []),
    ...(evidence.length > 0
      ? [
          {
            name: 'evidence',
            title: t('record.evidence.title'),
            draw: () => drawEvidencePages(sheet, evidence),
          },
        ]
      : []),
    {
      name: 'signatures',
      title: t('documents.signatures.title'),
      draw: () => drawSignaturePage(sheet, model),
    },
    { name: 'ledger', title: t('documents.ledger.title'), draw: () => drawLedgerPage(sheet, model) },
  ]
}
