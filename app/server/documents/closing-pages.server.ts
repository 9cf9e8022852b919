import { formatNumber } from '#content/words.ts'
import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { verifyAddress } from '#app/server/documents/furniture.server.ts'
import { colour, column, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  chapter,
  facts,
  heading,
  list,
  ordinal,
  paragraph,
  reserveSignature,
  valueOf,
  type Row,
} from '#app/server/documents/parts.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'

const box = { width: mm(118), height: mm(25) }

export function drawSignaturePage(sheet: Sheet, model: FullRecordModel): void {
  const { doc, t } = sheet
  const section = chapter(sheet, { name: 'signatures', title: t('documents.signatures.title') })
  const declined = model.decision.outcome === 'declined'
  paragraph(
    sheet,
    section,
    t(declined ? 'documents.signatures.leadDeclined' : 'documents.signatures.lead', {
      count: model.signers.length,
    }),
    type.lead,
  )
  sheet.y += mm(3)
  model.signers.forEach((signer, index) => {
    const who = t('documents.signers.byline', {
      name: signer.name,
      role: signer.roleLabel,
      organisation: signer.organisationName,
    })
    const role = sheet.set(who, type.bold, column.width)
    sheet.need(role.height + box.height + mm(12))
    sheet.artifact(() => drawRule(doc, page.left, sheet.y, contentWidth, colour.vat, mm(0.3)))
    sheet.y += mm(3.5)
    sheet.place(section, 'P', sheet.set(t(ordinal(index)), type.id, column.margin), {
      x: page.left,
      y: sheet.y + 0.6,
    })
    sheet.flow(section, 'P', role, column.left)
    sheet.y += mm(2)
    reserveSignature(sheet, section, index, { x: column.left, y: sheet.y, ...box }, who)
    sheet.y += box.height + mm(5)
  })
  heading(sheet, section, t('documents.meaning.title'))
  list(sheet, section, meaning(sheet), () => '•')
}

/** What a signature here says, and what no signature here can say. A statement says the second on its own, in every language. */
export function meaning({ t, model }: Sheet): string[] {
  return [
    t('documents.meaning.attests', { issuer: model.issuerName }),
    t('documents.meaning.notQualified'),
    t('documents.meaning.complete', { count: model.signers.length }),
    ...(model.kind === 'full_record' ? [t('documents.meaning.notSafe')] : []),
  ]
}

export function drawLedgerPage(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'ledger', title: t('documents.ledger.title') })
  paragraph(sheet, section, t('documents.ledger.lead', { issuer: model.issuerName }), type.lead)
  sheet.y += mm(2)
  checkpointFacts(sheet, section)
  sheet.y += mm(1)
  paragraph(sheet, section, t('documents.ledger.before'))

  heading(sheet, section, t('documents.check.title'), mm(40))
  list(
    sheet,
    section,
    [
      t('documents.check.drop', { address: verifyAddress(model) }),
      t('documents.check.scan', { number: model.number }),
      t('documents.check.reader'),
      t('documents.check.ledger', { size: formatNumber(model.locale, model.checkpoint.size) }),
    ],
    (index) => `${index + 1}.`,
  )
  heading(sheet, section, t('documents.attached.title'))
  paragraph(sheet, section, t('documents.attached.full', { name: attachmentName(model) }))
  if (!sheet.typesetter.complete())
    paragraph(sheet, section, t('documents.attached.replaced', { name: attachmentName(model) }))
}

export function checkpointFacts(sheet: Sheet, section: Tag): void {
  const { t, model } = sheet
  const { origin, size, rootBase64, keyName } = model.checkpoint
  const width = mm(42)
  const row = (label: string, words: string, style = type.body): Row => ({
    label,
    value: valueOf(sheet, words, page.left, width, style),
  })
  facts(
    sheet,
    section,
    [
      row(t('documents.checkpoint.origin'), origin),
      row(t('documents.checkpoint.size'), formatNumber(model.locale, size)),
      row(t('documents.checkpoint.root'), rootBase64, type.code),
      row(t('documents.checkpoint.key'), keyName),
    ],
    page.left,
    width,
  )
}

export function attachmentName({ number }: { number: string }): string {
  return `${number}.json`
}
