import { choices } from '#content/vocabulary.ts'
import { listOf } from '#content/words.ts'
import type { FullRecordModel, PrincipleModel } from '#app/server/documents/assessment-model.server.ts'
import { clamp } from '#app/server/documents/furniture.server.ts'
import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  chapter,
  day,
  facts,
  heading,
  panel,
  paragraph,
  valueOf,
  type Row,
} from '#app/server/documents/parts.server.ts'
import { kindOf, type AnswerKind } from '#app/server/documents/principle-pages.server.ts'
import { drawMatrix } from '#app/server/documents/risk-matrix.server.ts'
import { levelsOf } from '#app/server/documents/risk-pages.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import { drawTable, labelled } from '#app/server/documents/tables.server.ts'
import type { Block } from '#app/server/documents/typeset.server.ts'

/** What a board reads and nothing else: how the principles stand, what is owed, what could harm people, who took part. */
export function drawSummary(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'summary', title: t('record.summary.title') })
  drawReason(sheet, section, model)
  drawPrinciples(sheet, section, model)
  if (model.decision.outcome !== 'declined') drawOwed(sheet, section, model)
  if (model.risks && model.risks.rows.length > 0) drawGlance(sheet, section, model.risks)
  drawPeople(sheet, section, model)
}

/** This page has to hold everything that a board decides on. */
const close = { air: mm(2.4) }
const reasonLines = 5

function drawReason(sheet: Sheet, section: Tag, { decision }: FullRecordModel): void {
  const { t } = sheet
  const width = contentWidth - mm(10)
  const outcome = t('documents.decision.outcome', {
    outcome: t(`documents.outcome.${decision.outcome}`),
    on: day(sheet, decision.decidedOn),
  })
  const reason = clamp(sheet, decision.reason, type.body, width, reasonLines)
  const cut = reason.lines.length < sheet.set(decision.reason, type.body, width).lines.length
  panel(sheet, section, [
    { tag: 'P', block: sheet.set(outcome, type.leadBold, width) },
    { tag: 'P', gap: mm(0.6), block: reason },
    ...(cut
      ? [{ tag: 'P', gap: mm(0.6), block: sheet.set(t('record.summary.goesOn'), type.small, width) }]
      : []),
  ])
}

const countWidth = mm(11.4)

/** Counts, so that a reader sees where the "partly" and "no" are before turning the page. */
function drawPrinciples(sheet: Sheet, section: Tag, { principles }: FullRecordModel): void {
  const { doc, t } = sheet
  const all = principles.flatMap(({ requirements }) => requirements)
  const there = new Set(all.map(kindOf))
  const columns: AnswerKind[] = [
    ...choices,
    ...(['in_words', 'unanswered'] as const).filter((kind) => there.has(kind)),
  ]
  const judgementX = page.right - (columns.length + 1) * countWidth - mm(24)
  const rows = principles.map((principle) => ({
    principle,
    name: sheet.set(principle.name, type.bold, judgementX - page.left - mm(3)),
    judgement: sheet.set(t(`documents.judgement.${principle.judgement ?? 'none'}`), type.body, mm(24)),
  }))
  heading(sheet, section, t('documents.principles.title'), mm(46), close)
  const table = sheet.tag(section, 'Table')
  const head = [
    t('record.summary.asked'),
    ...columns.map((name) =>
      t(name === 'unanswered' ? 'record.summary.unanswered' : `documents.count.${name}`),
    ),
  ].map((words) => sheet.set(words, type.tiny, countWidth - mm(1)))
  const headHeight = Math.max(...head.map(({ height }) => height))
  const headRow = sheet.tag(table, 'TR')
  const headCell = (block: Block, x: number) => {
    const cell = sheet.tag(headRow, 'TH', { scope: 'Column' })
    const at = { x, y: sheet.y + headHeight - block.height }
    sheet.into(cell, () => sheet.drawLines(block.lines, at, block.width))
  }
  headCell(sheet.set(t('documents.principles.principle'), type.tableHead, mm(40)), page.left)
  headCell(sheet.set(t('documents.principles.judgement'), type.tableHead, mm(24)), judgementX)
  head.forEach((block, index) => headCell(atEnd(block), countX(columns.length + 1, index)))
  sheet.y += headHeight + mm(1)
  rule(colour.rule)

  for (const { principle, name, judgement } of rows) {
    sheet.need(name.height + mm(3))
    const top = sheet.y + mm(0.7)
    drawCounts(principle, name, judgement, top)
    sheet.y = top + Math.max(name.height, judgement.height) + mm(0.7)
    rule(colour.faintRule)
  }
  sheet.y += mm(1)

  function drawCounts(principle: PrincipleModel, name: Block, judgement: Block, y: number): void {
    const row = sheet.tag(table, 'TR')
    sheet.place(row, 'TH', name, { x: page.left, y })
    sheet.place(row, 'TD', judgement, { x: judgementX, y })
    const counts = columns.map((kind) => principle.requirements.filter((one) => kindOf(one) === kind).length)
    ;[principle.requirements.length, ...counts].forEach((count, index) => {
      const style = index === 0 || count === 0 ? type.quiet : type.bold
      const block = sheet.set(String(count), style, countWidth - mm(1))
      sheet.place(row, 'TD', atEnd(block), { x: countX(columns.length + 1, index), y })
    })
  }

  function rule(ink: string): void {
    sheet.artifact(() => drawRule(doc, page.left, sheet.y, contentWidth, ink, mm(0.2)))
  }
}

function countX(columns: number, index: number): number {
  return page.right - (columns - index) * countWidth + mm(1)
}

/** Every line moves to the right edge of its cell. */
function atEnd(block: Block): Block {
  return { ...block, lines: block.lines.map((line) => ({ ...line, rtl: true })) }
}

function drawOwed(sheet: Sheet, section: Tag, { conditions }: FullRecordModel): void {
  const { t } = sheet
  heading(sheet, section, t('record.owed.title'), mm(28), close)
  if (conditions.length === 0) return paragraph(sheet, section, t('documents.conditions.count', { count: 0 }))
  const columns = [
    { label: t('record.number'), width: mm(6) },
    { label: t('record.owed.what') },
    { label: t('record.owed.owner'), width: mm(33) },
    { label: t('record.owed.dueOn'), width: mm(23) },
    { label: t('record.owed.holdsBack'), width: mm(23) },
    { label: t('record.owed.pays'), width: mm(25) },
  ]
  const rows = conditions.map(({ sentence, owner, dueOn, holdsBack, pays, moneyFor, howChecked }, index) => ({
    cells: [
      String(index + 1),
      sentence,
      owner,
      day(sheet, dueOn),
      t(`record.holdsBack.${holdsBack}`),
      pays ? t(`record.pays.${pays}`) : moneyFor,
    ],
    ...(howChecked.trim()
      ? { more: labelled([{ label: t('record.condition.howChecked'), value: howChecked }]) }
      : {}),
  }))
  drawTable(sheet, section, columns, rows)
}

/** Exceptions and changes, by their numbers; the reasons stand with the decision. */
function askedRows(sheet: Sheet, { principles, locale }: FullRecordModel): Row[] {
  const { t } = sheet
  const exceptions = principles.flatMap(({ points }) => points.filter(({ kind }) => kind === 'exception'))
  const asked = principles.flatMap(({ changes }) => changes.flatMap(({ points }) => points))
  const ids = (points: readonly { requirementId: string }[]) =>
    listOf(locale, [...new Set(points.map(({ requirementId }) => subjectOf(sheet, requirementId)))])
  const changed = asked.filter(({ changedIn }) => changedIn !== null).length
  const changes = { ids: ids(asked), changed, count: asked.length }
  return [
    ...(exceptions.length > 0 ? [row(sheet, t('record.asked.exceptions'), ids(exceptions))] : []),
    ...(asked.length > 0 ? [row(sheet, t('record.asked.changes'), t('record.asked.answered', changes))] : []),
  ]
}

/** A requirement by its id, a list by its name. */
export function subjectOf({ t }: Sheet, id: string): string {
  const list = /^list:(\w+)$/.exec(id)?.[1]
  if (!list) return id
  const known = (['sites', 'risks', 'referrals', 'people', 'training', 'money'] as const).find(
    (one) => one === list,
  )
  return known ? t(`registers.${known}.title`) : list
}

const glance = { width: mm(74), height: mm(36) }

function drawGlance(sheet: Sheet, section: Tag, { rows }: NonNullable<FullRecordModel['risks']>): void {
  const { t } = sheet
  heading(sheet, section, t('record.glance.title'), glance.height, close)
  const top = sheet.y
  const x = page.left + glance.width + mm(7)
  const width = page.right - x
  drawMatrix(
    sheet,
    section,
    { title: t('registers.matrix.after'), risks: rows, at: 'after', show: 'counts' },
    { x: page.left, y: top, ...glance },
  )
  const sealed = rows.filter((risk) => risk.sealed)
  const accepted = rows.filter(({ acceptances }) => acceptances.length > 0)
  const said = [
    sheet.set(
      t('record.glance.remains', { count: rows.length, levels: levelsOf(sheet, rows) }),
      type.bold,
      width,
    ),
    ...(sealed.length > 0
      ? [
          sheet.set(
            t('record.risks.sealed', { count: sealed.length, levels: levelsOf(sheet, sealed) }),
            type.smallInk,
            width,
          ),
        ]
      : []),
    ...(accepted.length > 0
      ? [sheet.set(t('record.glance.accepted', { count: accepted.length }), type.smallInk, width)]
      : []),
    sheet.set(t('registers.rule'), type.smallInk, width),
  ]
  let y = top + mm(3)
  for (const block of said) {
    sheet.place(section, 'P', block, { x, y })
    y += block.height + mm(1.4)
  }
  sheet.y = Math.max(top + glance.height, y)
}

const labelWidth = mm(47)

function row(sheet: Sheet, label: string, words: string): Row {
  return { label, value: valueOf(sheet, words, page.left, labelWidth, type.smallInk) }
}

function drawPeople(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  const named = (people: readonly { name: string; organisationName: string }[]) => {
    const bodies = [...new Set(people.map(({ organisationName }) => organisationName))].map(
      (organisation) => {
        const names = people.filter(({ organisationName }) => organisationName === organisation)
        return t('record.people.of', {
          names: listOf(
            model.locale,
            names.map(({ name }) => name),
          ),
          organisation,
        })
      },
    )
    return bodies.join('; ')
  }
  const signed = (capacity: string) => model.signers.filter((signer) => signer.capacity === capacity)
  const others = (part: string) => model.reviewers.filter((reviewer) => reviewer.part === part)
  const first = others('first').length > 0 ? others('first') : signed('reviewer')
  const rows = [
    {
      label: t('record.people.answered'),
      people: model.writers.length > 0 ? model.writers : signed('principal_investigator'),
    },
    { label: t('record.people.reviewed'), people: first },
    ...(['second', 'partner', 'outside'] as const).map((part) => ({
      label: t(`record.part.${part}`),
      people: others(part),
    })),
    { label: t('record.people.decided'), people: signed('approver') },
  ]
  heading(sheet, section, t('record.people.title'), mm(26), close)
  const there = rows.filter(({ people }) => people.length > 0)
  facts(
    sheet,
    section,
    [...there.map(({ label, people }) => row(sheet, label, named(people))), ...askedRows(sheet, model)],
    page.left,
    labelWidth,
  )
}
