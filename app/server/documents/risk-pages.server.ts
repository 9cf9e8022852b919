import { riskLevels } from '#content/risk-levels.ts'
import type { FullRecordModel, OpenRisk, RiskModel } from '#app/server/documents/assessment-model.server.ts'
import { contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { chapter, day, heading, paragraph } from '#app/server/documents/parts.server.ts'
import { drawMatrix, levelOf } from '#app/server/documents/risk-matrix.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import { drawTable, labelled, type TableRow } from '#app/server/documents/tables.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

type Risks = NonNullable<FullRecordModel['risks']>

const matrixHeight = mm(84)

/** What could harm people: as a picture of two moments, and row by row. */
export function drawRiskPages(sheet: Sheet, risks: Risks): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'risks', title: t('registers.risks.title'), runOnWith: mm(150) })
  paragraph(sheet, section, [
    { text: t('registers.rule'), style: type.leadBold },
    { text: ` ${t('registers.rule.more')} ${t('record.risks.matrixIsOurs')}`, style: type.lead },
  ])
  sheet.y += mm(2)
  if (risks.rows.some(({ sealed }) => !sealed)) drawMatrices(sheet, section, risks)
  const sealed = risks.rows.filter((risk) => risk.sealed)
  if (sealed.length > 0)
    paragraph(
      sheet,
      section,
      t('record.risks.sealed', { count: sealed.length, levels: levelsOf(sheet, sealed) }),
    )

  heading(sheet, section, t('record.risks.table', { count: risks.rows.length }), mm(40), { bookmark: true })
  const columns = [
    { label: t('record.number'), width: mm(8) },
    { label: t('registers.risks.event') },
    { label: t('registers.column.before'), width: mm(25) },
    { label: t('record.risks.done') },
    { label: t('registers.column.after'), width: mm(25) },
  ]
  drawTable(
    sheet,
    section,
    columns,
    gravestFirst(risks.rows).map((risk) => rowOf(sheet, risk)),
  )

  if (risks.gaps.length === 0) return
  heading(sheet, section, t('registers.riskGaps.title'), mm(25), { bookmark: true })
  drawTable(
    sheet,
    section,
    [{ label: t('registers.riskGaps.group') }, { label: t('registers.riskGaps.reason') }],
    risks.gaps.map(({ group, reason }) => ({ cells: [group, reason] })),
  )
}

function drawMatrices(sheet: Sheet, section: Tag, { rows }: Risks): void {
  const { t } = sheet
  sheet.need(matrixHeight)
  const width = (contentWidth - mm(6)) / 2
  const box = { y: sheet.y, width, height: matrixHeight }
  const both = [
    { at: 'before', title: t('registers.matrix.before') },
    { at: 'after', title: t('registers.matrix.after') },
  ] as const
  both.forEach((one, index) => {
    const x = page.left + index * (width + mm(6))
    drawMatrix(sheet, section, { ...one, risks: rows, show: 'numbers' }, { ...box, x })
  })
  sheet.y += matrixHeight + mm(2)
}

export function gravestFirst(rows: readonly RiskModel[]): RiskModel[] {
  const rank = (risk: RiskModel) => riskLevels.indexOf(levelOf(risk))
  return rows.toSorted((one, other) => rank(other) - rank(one) || one.number - other.number)
}

/** "1 critical, 2 high": only levels that there are, the gravest first. */
export function levelsOf({ t }: Sheet, rows: readonly RiskModel[]): string {
  return riskLevels
    .toReversed()
    .map((level) => ({ level, count: rows.filter((risk) => levelOf(risk) === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => t('record.risks.ofLevel', { count, level: t(`registers.level.${level}`) }))
    .join(', ')
}

function rowOf(sheet: Sheet, risk: RiskModel): TableRow {
  const { t } = sheet
  const number = t('registers.risk.number', { number: risk.number })
  if (risk.sealed) {
    const level: Span[] = [{ text: t(`registers.level.${risk.level}`), style: type.smallBold }]
    return withMore({ cells: [number, t('registers.sealed.one'), '', '', level] }, acceptances(sheet, risk))
  }
  return withMore(
    {
      cells: [number, what(risk), level(sheet, risk.before), done(sheet, risk), level(sheet, risk.after)],
    },
    [...besides(sheet, risk), ...acceptances(sheet, risk)],
  )
}

function withMore(row: TableRow, pairs: { label: string; value: string }[]): TableRow {
  return pairs.length > 0 ? { ...row, more: labelled(pairs) } : row
}

function what({ event, affected, group, site }: OpenRisk): Span[] {
  const whom = [affected, group, site].filter(Boolean).join(', ')
  return [
    { text: event, style: type.smallInk },
    { text: `\n${whom}`, style: type.small },
  ]
}

function level({ t }: Sheet, { likelihood, severity, level: reached }: OpenRisk['before']): Span[] {
  return [
    { text: t(`registers.level.${reached}`), style: type.smallBold },
    { text: `\n${t('record.risks.steps', { likelihood, severity })}`, style: type.tiny },
  ]
}

function done(sheet: Sheet, { existing, control, owner, dueOn, paidFrom }: OpenRisk): Span[] {
  const { t } = sheet
  const by = [owner, dueOn && t('record.by', { on: day(sheet, dueOn) }), paidFrom].filter(Boolean).join(', ')
  return [
    { text: [existing, control].filter(Boolean).join('\n'), style: type.smallInk },
    { text: by ? `\n${by}` : '', style: type.small },
  ]
}

function besides(sheet: Sheet, { cause, smallerHarm, community, reviewOn }: OpenRisk) {
  const { t } = sheet
  return [
    { label: t('registers.risks.cause'), value: cause },
    { label: t('record.risks.smallerHarm'), value: smallerHarm },
    { label: t('record.risks.community'), value: community },
    { label: t('registers.risks.reviewOn'), value: reviewOn ? day(sheet, reviewOn) : '' },
  ].filter(({ value }) => value !== '')
}

function acceptances(sheet: Sheet, { acceptances: given }: RiskModel) {
  const { t } = sheet
  return given.map((one) => ({
    label: t(`record.risks.stoodBy.${one.capacity}`),
    value: [
      t('documents.signers.role', { role: one.name, organisation: one.organisationName }),
      day(sheet, one.on),
      'reason' in one ? one.reason : '',
    ]
      .filter(Boolean)
      .join('; '),
  }))
}
