import { listOf } from '#content/words.ts'
import type { EvidenceModel, ListModel } from '#app/server/documents/assessment-model.server.ts'
import { grouped } from '#app/server/documents/furniture.server.ts'
import { mm, type } from '#app/server/documents/look.server.ts'
import { chapter, day, heading, paragraph } from '#app/server/documents/parts.server.ts'
import type { Sheet } from '#app/server/documents/sheet.server.ts'
import { drawTable, labelled, type TableRow } from '#app/server/documents/tables.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

/** Places, help, people, training and money, as they were sent. */
export function drawListPages(sheet: Sheet, lists: readonly ListModel[]): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'lists', title: t('registers.title'), runOnWith: mm(120) })
  paragraph(sheet, section, t('record.lists.lead'), type.lead)
  for (const { title, note, columns, rows } of lists) {
    heading(sheet, section, title, mm(28), { bookmark: true })
    if (note) paragraph(sheet, section, note)
    drawTable(
      sheet,
      section,
      columns,
      rows.map(({ cells, more }) => (more.length > 0 ? { cells, more: labelled(more) } : { cells })),
    )
  }
}

/** Each piece with what it serves and, for a file, the hash by which anybody can tell that theirs is the same. */
export function drawEvidencePages(sheet: Sheet, evidence: readonly EvidenceModel[]): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'evidence', title: t('record.evidence.title'), runOnWith: mm(120) })
  paragraph(sheet, section, t('record.evidence.lead', { count: evidence.length }), type.lead)
  sheet.y += mm(2)
  const columns = [
    { label: t('record.number'), width: mm(6) },
    { label: t('record.evidence.what') },
    { label: t('record.evidence.kind') },
    { label: t('record.evidence.serves') },
    { label: t('record.evidence.dated') },
    { label: t('record.evidence.review') },
  ]
  drawTable(
    sheet,
    section,
    columns,
    evidence.map((item) => rowOf(sheet, item)),
  )
}

function rowOf(sheet: Sheet, item: EvidenceModel): TableRow {
  const { locale } = sheet.model
  const more = moreOf(sheet, item)
  const on = (date: string | null) => (date ? day(sheet, date) : '')
  return {
    cells: [
      String(item.number),
      item.title,
      item.kind,
      listOf(locale, item.requirementIds),
      on(item.datedOn),
      on(item.reviewOn),
    ],
    ...(more.length > 0 ? { more } : {}),
  }
}

function moreOf(sheet: Sheet, { url, page, assessedBy, stillTrueOn, file }: EvidenceModel): Span[] {
  const { t } = sheet
  const said = [
    { label: t('record.evidence.page'), value: page ?? '' },
    { label: t('record.evidence.assessedBy'), value: assessedBy ?? '' },
    { label: t('record.evidence.stillTrue'), value: stillTrueOn ? day(sheet, stillTrueOn) : '' },
    { label: t('record.evidence.link'), value: url ?? '' },
    { label: t('record.evidence.file'), value: file?.name ?? '' },
  ].filter(({ value }) => value !== '')
  const spans = labelled(said)
  if (!file) return spans
  const size = t('record.evidence.size', { kilobytes: Math.max(1, Math.round(file.size / 1024)) })
  return [
    ...spans,
    { text: ` (${size}) · SHA-256: `, style: type.tableHead },
    { text: grouped(file.sha256, 16), style: type.codeSmall },
  ]
}
