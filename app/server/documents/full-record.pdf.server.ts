import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { drawLedgerPage, drawSignaturePage } from '#app/server/documents/closing-pages.server.ts'
import { drawCover, type Entry } from '#app/server/documents/cover.server.ts'
import { drawDecisionPage } from '#app/server/documents/decision-page.server.ts'
import { drawPrinciple } from '#app/server/documents/principle-pages.server.ts'
import type { Sheet } from '#app/server/documents/sheet.server.ts'

export function drawFullRecord(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  sheet.newPage()
  sheet.doc.addNamedDestination('cover')
  sheet.doc.outline.addItem(t('documents.cover.outline'))
  const cover = sheet.tag(sheet.root, 'Sect', { title: t('documents.kind.full_record') })

  const chapters: { name: string; title: string; draw: () => void }[] = [
    { name: 'decision', title: t('documents.decision.title'), draw: () => drawDecisionPage(sheet, model) },
    ...model.principles.map(({ id, name }, index) => ({
      name: id,
      title: `${index + 1} ${name}`,
      draw: () => drawPrinciple(sheet, model, index),
    })),
    {
      name: 'signatures',
      title: t('documents.signatures.title'),
      draw: () => drawSignaturePage(sheet, model),
    },
    { name: 'ledger', title: t('documents.ledger.title'), draw: () => drawLedgerPage(sheet, model) },
  ]
  const entries = chapters.map(({ name, title, draw }): Entry => {
    draw()
    return { name, title, page: sheet.startedOn(name) }
  })
  drawCover(sheet, cover, model, entries)
}
