import type {
  FullRecordModel,
  OpinionModel,
  PrincipleModel,
} from '#app/server/documents/assessment-model.server.ts'
import { drawConditions } from '#app/server/documents/conditions.server.ts'
import { frameworkWords, grouped, tierWords } from '#app/server/documents/furniture.server.ts'
import { contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  chapter,
  day,
  facts,
  heading,
  momentWords,
  panel,
  paragraph,
  valueOf,
  type Row,
} from '#app/server/documents/parts.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import { subjectOf } from '#app/server/documents/summary-page.server.ts'
import { drawTable, type Cell } from '#app/server/documents/tables.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

/** The decision with everything it rests on: reasons, judgements side by side, exceptions, conditions, what came before. */
export function drawDecisionPage(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'decision', title: t('documents.decision.title') })
  drawReason(sheet, section, model)
  drawJudgements(sheet, section, model)
  drawPoints(sheet, section, model)
  if (model.decision.outcome !== 'declined') drawConditions(sheet, section, model)
  drawEarlier(sheet, section, model)
  drawSubject(sheet, section, model)
}

function drawReason(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  const width = contentWidth - mm(10)
  const approver = model.signers.find(({ capacity }) => capacity === 'approver')
  const outcome = t('documents.decision.outcome', {
    outcome: t(`documents.outcome.${model.decision.outcome}`),
    on: day(sheet, model.decision.decidedOn),
  })
  const byline =
    approver &&
    t('documents.signers.byline', {
      name: approver.name,
      role: approver.roleLabel,
      organisation: approver.organisationName,
    })
  panel(sheet, section, [
    { tag: 'P', block: sheet.set(outcome, type.leadBold, width) },
    { tag: 'P', gap: mm(1), block: sheet.set(model.decision.reason, type.lead, width) },
    ...(byline ? [{ tag: 'P', gap: mm(1.5), block: sheet.set(byline, type.small, width) }] : []),
  ])
}

/** Principle by principle, each reviewer in a column of their own, and what was decided beside them. */
function drawJudgements(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  const { principles, signers, reviewers } = model
  const first =
    reviewers.find(({ part }) => part === 'first') ?? signers.find(({ capacity }) => capacity === 'reviewer')
  const others = columnsOf(principles)
  const decided = principles.some((principle) => principle.decided.trim())
  heading(sheet, section, t('record.judgements.title'), mm(40), { bookmark: true })
  const columns = [
    { label: t('documents.principles.principle'), width: mm(31) },
    { label: first ? whoIs(sheet, t('record.part.first'), first) : t('record.part.first') },
    ...others.map((one) => ({ label: whoIs(sheet, t(`record.part.${one.part}`), one) })),
    ...(decided ? [{ label: t('record.judgements.decision') }] : []),
  ]
  const rows = principles.map((principle) => ({
    cells: [
      principle.name,
      judged(t(`documents.judgement.${principle.judgement ?? 'none'}`), principle.remark),
      ...others.map((one) => opinionCell(sheet, principle, one)),
      ...(decided ? [principle.decided] : []),
    ],
  }))
  drawTable(sheet, section, columns, rows)
}

type Reviewer = Pick<OpinionModel, 'part' | 'name' | 'organisationName'>

/** Everybody who judged beside the first reviewer, once each. */
function columnsOf(principles: readonly PrincipleModel[]): Reviewer[] {
  const found = new Map<string, Reviewer>()
  for (const { part, name, organisationName } of principles.flatMap(({ opinions }) => opinions))
    found.set(`${part} ${name} ${organisationName}`, { part, name, organisationName })
  return [...found.values()]
}

function whoIs({ t }: Sheet, part: string, { name, organisationName }: Omit<Reviewer, 'part'>): string {
  return t('record.judgements.who', { part, name, organisation: organisationName })
}

function judged(word: string, reason: string): Span[] {
  return [
    { text: word, style: type.smallBold },
    { text: reason.trim() ? `\n${reason}` : '', style: type.smallInk },
  ]
}

function opinionCell(sheet: Sheet, { opinions }: PrincipleModel, who: Reviewer): Cell {
  const { t } = sheet
  const own = opinions.findLast(({ part, name }) => part === who.part && name === who.name)
  if (!own) return t('documents.judgement.none')
  const points = own.points.map(({ requirementId, reason }) =>
    t('record.judgements.point', { id: subjectOf(sheet, requirementId), reason }),
  )
  return judged(t(`documents.judgement.${own.judgement}`), [own.reason, ...points].filter(Boolean).join('\n'))
}

/** Every named exception and every change that was asked for, with its reason. */
function drawPoints(sheet: Sheet, section: Tag, { principles }: FullRecordModel): void {
  const { t } = sheet
  const exceptions = principles.flatMap(({ points }) =>
    points
      .filter(({ kind }) => kind === 'exception')
      .map(({ requirementId, reason }) => [
        subjectOf(sheet, requirementId),
        t('record.points.exception'),
        reason,
      ]),
  )
  const changes = principles.flatMap((principle) =>
    principle.changes.flatMap((change) =>
      change.points.map(({ requirementId, reason, changedIn }) => [
        subjectOf(sheet, requirementId),
        t('record.points.change', { number: change.submission }),
        [
          reason || change.reason,
          changedIn ? t('record.change.since', { number: changedIn }) : t('record.change.stayed'),
        ].join(' '),
      ]),
    ),
  )
  if (exceptions.length + changes.length === 0) return
  heading(sheet, section, t('record.asked.title'), mm(28), { bookmark: true })
  const columns = [
    { label: t('record.points.subject') },
    { label: t('record.points.what'), width: mm(44) },
    { label: t('record.points.why') },
  ]
  drawTable(
    sheet,
    section,
    columns,
    [...exceptions, ...changes].map((cells) => ({ cells })),
  )
}

/** Decisions that were undone, and appeals: nothing of it is hidden by what was decided later. */
function drawEarlier(sheet: Sheet, section: Tag, { earlierDecisions, appeals }: FullRecordModel): void {
  const { t } = sheet
  if (earlierDecisions.length + appeals.length === 0) return
  heading(sheet, section, t('record.earlier.title'), mm(26), { bookmark: true })
  for (const one of earlierDecisions) {
    const outcome = isOutcome(one.outcome) ? t(`documents.outcome.${one.outcome}`) : one.outcome
    const words = t(`record.earlier.${one.kind}`, {
      outcome,
      decidedOn: day(sheet, one.decidedOn),
      decidedBy: one.decidedBy,
      undoneOn: day(sheet, one.undoneOn),
      undoneBy: one.undoneBy,
      because: one.undoneBecause,
    })
    paragraph(sheet, section, words)
    if (one.reason.trim())
      paragraph(sheet, section, t('record.earlier.reason', { reason: one.reason }), type.small)
  }
  for (const { grounds, lodgedOn, lodgedBy, state, heardBy, heardOn, reason } of appeals) {
    paragraph(sheet, section, t('record.appeal.lodged', { on: day(sheet, lodgedOn), by: lodgedBy, grounds }))
    if (state !== 'lodged' && heardBy && heardOn)
      paragraph(
        sheet,
        section,
        t('record.appeal.heard', { state, on: day(sheet, heardOn), by: heardBy, reason }),
      )
  }
}

function isOutcome(outcome: string): outcome is FullRecordModel['decision']['outcome'] {
  return ['approved', 'approved_with_conditions', 'declined'].includes(outcome)
}

function drawSubject(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  heading(sheet, section, t('documents.subject.title'), mm(30), { bookmark: true })
  const width = mm(42)
  const row = (label: string, words: string, style = type.body): Row => ({
    label,
    value: valueOf(sheet, words, page.left, width, style),
  })
  const { plan, submission, reviewers } = model
  const paid = reviewers.filter((one) => one.paid)
  const rows = [
    row(t('documents.subject.work'), model.title),
    row(
      t('documents.subject.organisation'),
      t('documents.cover.whose', { organisation: model.organisationName, country: model.countryName }),
    ),
    ...(model.programmeTitle ? [row(t('documents.subject.programme'), model.programmeTitle)] : []),
    ...(model.callTitle ? [row(t('documents.subject.call'), model.callTitle)] : []),
    row(t('documents.subject.reviewedBy'), model.reviewingBodyName),
    row(t('documents.subject.issuedBy'), model.issuerName),
    row(t('documents.subject.framework'), frameworkWords(sheet)),
    ...(plan ? [row(t('record.subject.tier'), tierWords(sheet, plan))] : []),
    ...paid.map((one) =>
      row(t('record.subject.paid'), t('record.subject.paidWhom', { name: one.name, amount: one.paid ?? '' })),
    ),
    row(
      t('documents.subject.submission'),
      t('documents.subject.submitted', {
        number: submission.number,
        at: momentWords(sheet, submission.submittedAt),
      }),
    ),
    row(t('documents.subject.answersHash'), grouped(submission.contentHash, 8), type.code),
  ]
  facts(sheet, section, rows, page.left, width)
}
