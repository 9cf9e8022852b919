import type { PublicStatementModel } from '#app/server/documents/assessment-model.server.ts'
import { attachmentName, checkpointFacts, meaning } from '#app/server/documents/closing-pages.server.ts'
import { drawTitle, panelWidth } from '#app/server/documents/cover.server.ts'
import { frameworkWords, grouped } from '#app/server/documents/furniture.server.ts'
import { contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  day,
  decisionFrame,
  facts,
  genuinePanel,
  heading,
  list,
  paragraph,
  reserveSignature,
  valueOf,
} from '#app/server/documents/parts.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'

/** One or two pages for anybody: facts that are public, and roles without names. */
export function drawPublicStatement(sheet: Sheet, model: PublicStatementModel): void {
  const { t } = sheet
  sheet.newPage()
  const section = sheet.tag(sheet.root, 'Sect', { title: t('documents.kind.public_statement') })
  sheet.doc.addNamedDestination('statement')
  sheet.doc.outline.addItem(t('documents.statement.outline'))
  drawTitle(sheet, section, mm(7))
  decisionFrame(
    sheet,
    section,
    t('documents.cover.decided', {
      on: day(sheet, model.decision.decidedOn),
      by: model.reviewingBodyName,
      count: 0,
      page: 0,
    }),
  )
  sheet.y += mm(8)
  drawSignatures(sheet, section, model)

  heading(sheet, section, t('documents.statement.says'))
  paragraph(
    sheet,
    section,
    t(`documents.statement.sentence.${model.decision.outcome}`, {
      reviewer: model.reviewingBodyName,
      title: model.title,
      organisation: model.organisationName,
      framework: model.framework.id,
      version: model.framework.version,
      on: day(sheet, model.decision.decidedOn),
    }),
  )
  paragraph(sheet, section, frameworkWords(sheet), type.small)
  if (model.fictional) paragraph(sheet, section, t('documents.fictional'), type.bold)

  heading(sheet, section, t('documents.meaning.title'), mm(45))
  list(sheet, section, meaning(sheet), () => '•')

  heading(sheet, section, t('documents.statement.proof'), mm(45))
  sheet.doc.outline.addItem(t('documents.statement.proof'))
  const width = mm(42)
  const value = (words: string, style = type.body) => valueOf(sheet, words, page.left, width, style)
  facts(
    sheet,
    section,
    [
      { label: t('documents.statement.fullRecord'), value: value(model.fullRecord.number) },
      {
        label: t('documents.statement.fullRecordHash'),
        value: value(grouped(model.fullRecord.sha256, 8), type.code),
      },
    ],
    page.left,
    width,
  )
  checkpointFacts(sheet, section)
  paragraph(sheet, section, t('documents.statement.hashMeans'), type.small)
  paragraph(sheet, section, t('documents.attached.statement', { name: attachmentName(model) }), type.small)
}

const box = { width: contentWidth - panelWidth - mm(8), height: mm(21) }

function drawSignatures(sheet: Sheet, section: Tag, model: PublicStatementModel): void {
  const { t } = sheet
  const top = sheet.y
  const title = sheet.set(t('documents.statement.signedBy'), type.heading, box.width)
  sheet.place(section, 'H2', title, { x: page.left, y: top })
  let y = top + title.height + mm(2)
  model.signers.forEach((signer, index) => {
    const who = t('documents.signers.role', { role: signer.roleLabel, organisation: signer.organisationName })
    reserveSignature(sheet, section, index, { x: page.left, y, ...box }, who)
    y += box.height + mm(2.5)
  })
  const end = y - mm(2.5)
  const right = panelWidth
  const height = genuinePanel(sheet, section, page.right - right, top, right, end - top)
  sheet.y = Math.max(end, top + height) + mm(3)
}
