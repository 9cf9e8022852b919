import { listOf } from '#content/words.ts'
import type {
  FullRecordModel,
  PrincipleModel,
  RequirementModel,
} from '#app/server/documents/assessment-model.server.ts'
import { colour, column, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { day } from '#app/server/documents/parts.server.ts'
import { drawIcon, drawRule, type Icon } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import { drawTable } from '#app/server/documents/tables.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

const icons: Record<NonNullable<RequirementModel['choice']> | 'in_words', Icon> = {
  yes: 'tick',
  partly: 'half',
  no: 'cross',
  not_applicable: 'bar',
  in_words: 'speech',
}

/** Id and gate in the margin; question, answer, words, tables, evidence and what the reviewers say of it beside them. */
export function drawRequirement(
  sheet: Sheet,
  section: Tag,
  model: FullRecordModel,
  principle: PrincipleModel,
  requirement: RequirementModel,
): void {
  const { doc } = sheet
  const question = sheet.set(requirement.question, type.question, column.width)
  const icon = type.bold.leading * 0.94
  const label = answerWords(sheet, requirement)
  const answer = label ? sheet.set(label, type.bold, column.width - icon - mm(1.5)) : null
  const words = requirement.text.trim() ? sheet.set(requirement.text, type.body, column.width) : null
  const head = mm(3) + question.height + (answer ? mm(0.8) + answer.height : 0) + mm(0.8)
  const whole = head + (words?.height ?? 0)
  const start = head + Math.min(words?.height ?? 0, 3 * type.body.leading) + (requirement.table ? mm(16) : 0)
  sheet.need(whole <= mm(60) && !requirement.table ? whole : start)

  const item = sheet.tag(section, 'Sect')
  sheet.artifact(() => drawRule(doc, page.left, sheet.y, contentWidth, colour.rule, mm(0.2)))
  sheet.y += mm(2.4)
  const onPage = sheet.pageNumber()
  const marginEnd = drawMargin(sheet, item, requirement)
  sheet.flow(item, 'H3', question, column.left)
  sheet.y += mm(0.8)
  if (answer) {
    sheet.need(answer.height)
    sheet.artifact(() => drawIcon(doc, iconOf(requirement), column.left, sheet.y + 0.4, icon))
    sheet.flow(item, 'P', answer, column.left + icon + mm(1.5))
    sheet.y += mm(0.5)
  }
  if (requirement.table) {
    sheet.y += mm(0.8)
    const rows = requirement.table.rows.map((cells) => ({ cells }))
    drawTable(sheet, item, requirement.table.columns, rows, { x: column.left, width: column.width })
  }
  if (words) sheet.flow(item, 'P', words, column.left)
  drawEvidence(sheet, item, model, requirement)
  drawLessons(sheet, item, model, requirement)
  for (const note of notesOn(sheet, principle, requirement.id)) drawNote(sheet, item, note)
  if (sheet.pageNumber() === onPage) sheet.y = Math.max(sheet.y, marginEnd)
  sheet.y += mm(3.2)
}

function drawMargin(sheet: Sheet, item: Tag, { id, gate }: RequirementModel): number {
  const { t } = sheet
  const name = sheet.set(id, type.id, column.margin)
  sheet.place(item, 'P', name, { x: page.left, y: sheet.y })
  if (!gate) return sheet.y + name.height
  const words = sheet.set(t(`documents.gate.${gate}`), type.small, column.margin)
  sheet.place(item, 'P', words, { x: page.left, y: sheet.y + name.height })
  return sheet.y + name.height + words.height
}

function iconOf({ choice, unanswered }: RequirementModel): Icon {
  return unanswered ? 'bar' : icons[choice ?? 'in_words']
}

/** Null where a table or a figure is the whole answer: its label would say nothing. */
function answerWords(sheet: Sheet, { answerLabel, dueOn, table }: RequirementModel): string | null {
  const { t } = sheet
  const label = answerLabel.trim() || (table ? '' : t('documents.requirement.inWords'))
  if (!label) return null
  return dueOn ? t('documents.requirement.by', { answer: label, on: day(sheet, dueOn) }) : label
}

/** What earlier concerns taught, and that the plan took it in here. */
function drawLessons(sheet: Sheet, item: Tag, { lessons }: FullRecordModel, { id }: RequirementModel): void {
  for (const { requirementId, on, bodyName, shownFrom } of lessons) {
    if (requirementId !== id) continue
    const said = { on: day(sheet, on), body: bodyName, from: day(sheet, shownFrom) }
    sheet.y += mm(0.8)
    const words = sheet.set(sheet.t('record.lesson.taken', said), type.small, column.width)
    sheet.flow(item, 'P', words, column.left)
  }
}

function drawEvidence(
  sheet: Sheet,
  item: Tag,
  { evidence }: FullRecordModel,
  { id }: RequirementModel,
): void {
  const { t } = sheet
  const used = evidence.filter(({ requirementIds }) => requirementIds.includes(id))
  if (used.length === 0) return
  const list = used.map(({ number, title }) => t('record.evidence.one', { number, title }))
  sheet.y += mm(0.8)
  const words = t('record.evidence.used', { list: listOf(sheet.model.locale, list) })
  sheet.flow(item, 'P', sheet.set(words, type.small, column.width), column.left)
}

type Note = { icon: Icon; spans: Span[] }

/** What each reviewer says of this one answer, and the changes that were asked of it. */
function notesOn(sheet: Sheet, { points, opinions, changes }: PrincipleModel, id: string): Note[] {
  const { t } = sheet
  const said = [
    ...points.map((point) => ({ ...point, who: t('record.part.first') })),
    ...opinions.flatMap((one) =>
      one.points.map((point) => ({ ...point, who: t(`record.part.${one.part}`) })),
    ),
  ]
  const noted = said
    .filter(({ requirementId }) => requirementId === id)
    .map(({ kind, who, reason }): Note => ({
      icon: 'pen',
      spans: noteSpans(t(`record.point.${kind}`, { who }), reason),
    }))
  const asked = changes.flatMap((change) =>
    change.points
      .filter(({ requirementId }) => requirementId === id)
      .map(({ reason, changedIn }): Note => {
        const what = t('record.change.asked', { number: change.submission })
        const since = changedIn ? t('record.change.since', { number: changedIn }) : t('record.change.stayed')
        return { icon: 'return', spans: noteSpans(what, [reason, since].filter(Boolean).join(' ')) }
      }),
  )
  return [...asked, ...noted]
}

function noteSpans(what: string, reason: string): Span[] {
  return [
    { text: what, style: type.smallBold },
    { text: reason ? ` ${reason}` : '', style: type.smallInk },
  ]
}

function drawNote(sheet: Sheet, item: Tag, { icon, spans }: Note): void {
  const size = type.small.leading * 0.95
  const indent = mm(2.5) + size + mm(1.5)
  const block = sheet.setSpans(spans, column.width - indent)
  sheet.y += mm(1.2)
  sheet.need(Math.min(block.height, mm(12)))
  sheet.artifact(() => drawIcon(sheet.doc, icon, column.left + mm(2.5), sheet.y + 0.3, size))
  sheet.flow(item, 'P', block, column.left + indent, {
    beside: (y, height) => sheet.doc.rect(column.left, y, mm(0.7), height).fill(colour.vat),
  })
}

/** One line each for what was sent without an answer. */
export function drawUnanswered(sheet: Sheet, section: Tag, requirements: readonly RequirementModel[]): void {
  if (requirements.length === 0) return
  const { t, doc } = sheet
  const title = sheet.set(t('record.unanswered', { count: requirements.length }), type.small)
  sheet.need(title.height + mm(12))
  sheet.artifact(() => drawRule(doc, page.left, sheet.y, contentWidth, colour.rule, mm(0.2)))
  sheet.y += mm(2.2)
  sheet.flow(section, 'P', title, page.left)
  sheet.y += mm(1)
  const list = sheet.tag(section, 'L')
  for (const requirement of requirements) {
    const block = sheet.set(requirement.question, type.quiet, column.width)
    sheet.need(block.height)
    const item = sheet.tag(list, 'LI')
    sheet.place(item, 'Lbl', sheet.set(requirement.id, type.id, column.margin), {
      x: page.left,
      y: sheet.y + 0.6,
    })
    sheet.flow(item, 'LBody', block, column.left)
    sheet.y += mm(0.8)
  }
  sheet.y += mm(2.4)
}
