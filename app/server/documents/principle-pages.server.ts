import { choices, phases } from '#content/vocabulary.ts'
import { listOf, type Key } from '#content/words.ts'
import type {
  FullRecordModel,
  PrincipleModel,
  RequirementModel,
} from '#app/server/documents/assessment-model.server.ts'
import { contentWidth, mm, type } from '#app/server/documents/look.server.ts'
import { chapter, day, heading, panel } from '#app/server/documents/parts.server.ts'
import { drawRequirement, drawUnanswered } from '#app/server/documents/requirement.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

/** Questions and answers of one principle, phase by phase. */
export function drawPrinciple(sheet: Sheet, model: FullRecordModel, index: number): void {
  const { t } = sheet
  const principle = model.principles[index]!
  const kicker = t('documents.principle.kicker', { number: index + 1, count: model.principles.length })
  const section = chapter(sheet, { name: principle.id, title: principle.name, kicker, runOnWith: mm(105) })
  drawJudgement(sheet, section, model, principle)
  sheet.y += mm(3)
  for (const { name, requirements } of byPhase(principle.requirements)) {
    if (name) heading(sheet, section, name, mm(32), { style: type.phase, bookmark: true })
    const [answered, open] = [
      requirements.filter(wasAnswered),
      requirements.filter((one) => !wasAnswered(one)),
    ]
    for (const requirement of answered) drawRequirement(sheet, section, model, principle, requirement)
    drawUnanswered(sheet, section, open)
  }
}

function wasAnswered({ unanswered }: RequirementModel): boolean {
  return !unanswered
}

/** As a project goes through them. Documents drawn before phases were kept have everything in one piece. */
function byPhase(
  requirements: readonly RequirementModel[],
): { name: string; requirements: RequirementModel[] }[] {
  return [null, ...phases]
    .map((phase) => requirements.filter((one) => one.phase === phase))
    .filter((own) => own.length > 0)
    .map((own) => ({ name: own[0]!.phaseName, requirements: own }))
}

function drawJudgement(sheet: Sheet, section: Tag, model: FullRecordModel, principle: PrincipleModel): void {
  const { t } = sheet
  const width = contentWidth - mm(10)
  const judged: Span[] = [
    { text: t(`documents.judged.${principle.judgement ?? 'none'}`), style: type.leadBold },
    { text: principle.remark.trim() ? ` ${principle.remark}` : '', style: type.lead },
  ]
  const reviewer = model.signers.find(({ capacity }) => capacity === 'reviewer')
  const counted = t('documents.principle.counted', {
    count: principle.requirements.length,
    answers: listOf(
      model.locale,
      countsOf(principle.requirements).map(({ name, count }) => t(countedKey(name), { count })),
    ),
  })
  const byline = [reviewer?.name, principle.judgedOn ? day(sheet, principle.judgedOn) : undefined].filter(
    (part) => part !== undefined,
  )
  panel(sheet, section, [
    { tag: 'P', block: sheet.setSpans(judged, width) },
    {
      tag: 'P',
      gap: mm(1.2),
      block: sheet.set([byline.join(', '), counted].filter(Boolean).join('. '), type.small, width),
    },
  ])
}

export const answerKinds = [...choices, 'in_words', 'unanswered'] as const
export type AnswerKind = (typeof answerKinds)[number]

export function kindOf({ choice, unanswered }: RequirementModel): AnswerKind {
  return unanswered ? 'unanswered' : (choice ?? 'in_words')
}

/** Only kinds of answers that there are. */
export function countsOf(requirements: readonly RequirementModel[]): { name: AnswerKind; count: number }[] {
  return answerKinds
    .map((name) => ({ name, count: requirements.filter((one) => kindOf(one) === name).length }))
    .filter(({ count }) => count > 0)
}

function countedKey(name: AnswerKind): Key {
  return name === 'unanswered' ? 'answers.document.counted' : `documents.counted.${name}`
}
