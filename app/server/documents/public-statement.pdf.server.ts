import { locales, wordsFor } from '#content/words.ts'
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
import { inLanguage } from '#app/server/documents/pdfkit-innards.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'

/** One or two pages for anybody: facts that are public, and roles without names. */
export function drawPublicStatement(sheet: Sheet, model: PublicStatementModel): void {
  const { t } = sheet
  sheet.newPage()
  const section = sheet.tag(sheet.root, 'Sect', { title: t('documents.kind.public_statement') })
  sheet.doc.addNamedDestination('statement')
  sheet.doc.outline.addItem(t('documents.statement.outline'))
  drawTitle(sheet, section, mm(4))
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
  sheet.y += mm(6)
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
  if (model.fictional) paragraph(sheet, section, t('documents.fictional'), type.bold)
  drawLimits(sheet, section)
  drawOutsiders(sheet, section, model)

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
  paragraph(sheet, section, frameworkWords(sheet), type.small)
  paragraph(sheet, section, t('documents.statement.hashMeans'), type.small)
  paragraph(sheet, section, t('documents.attached.statement', { name: attachmentName(model) }), type.small)
}

/** On a funder's assessment of itself: who from outside took part, by role and organisation, and never by name. */
function drawOutsiders(sheet: Sheet, section: Tag, { lookedAtBy }: PublicStatementModel): void {
  if (lookedAtBy.length === 0) return
  const { t } = sheet
  heading(sheet, section, t('record.statement.outside'))
  const sentences = lookedAtBy.map(({ part, roleLabel, organisationName }) =>
    t(`record.statement.from.${part}`, { role: roleLabel, organisation: organisationName }),
  )
  list(sheet, section, sentences, () => '•')
}

/** Whoever holds this paper may read only one of the two languages. */
function drawLimits(sheet: Sheet, section: Tag): void {
  const { t, model } = sheet
  heading(sheet, section, t('record.statement.limits'), mm(24))
  const own = model.locale
  for (const locale of [own, ...locales.filter((other) => other !== own)]) {
    const words = wordsFor(locale)('record.statement.notSafe')
    const element = sheet.flow(section, 'P', sheet.set(words, type.bold), page.left)
    if (locale !== own) inLanguage(element, locale === 'en' ? 'en-GB' : 'fr')
    sheet.y += mm(1)
  }
}

const box = { width: contentWidth - panelWidth - mm(8), height: mm(19) }

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
