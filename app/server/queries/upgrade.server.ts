import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { headOf, refuseOtherReaders } from '#app/server/queries/assessment.server.ts'
import { answersWithoutQuestion, frameworkHead } from '#app/server/queries/plan-tasks.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { asksForDescription } from '#app/server/workflows/plan-facts.server.ts'
import { newerVersion } from '#app/server/workflows/upgrade.server.ts'
import { fits } from '#content/answer-fits.ts'
import { differenceOf } from '#content/difference.ts'
import { asShown, isKnown, type Audience, type RequirementShown } from '#content/index.ts'
import { audiences } from '#content/vocabulary.ts'
import type { Locale } from '#content/words.ts'

/** What a newer version asks otherwise, and the answers that no question of the present one goes with. */
export function upgradePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const open = row.state === 'draft' || row.state === 'changes_requested'
    const version = open ? await newerVersion(tx, row) : null
    const answers = await listAnswers(tx, id)
    const kept = open ? withoutQuestion(row, answers, actor.locale) : []
    if (version === null && kept.length === 0) throw notFound()
    return {
      ...headOf(row, 'author'),
      kept,
      offer: version === null ? null : offerOf(row, version, answers, actor.locale),
      mayUpgrade: version !== null && row.state === 'draft' && mayAct(actor, 'submit', row.facts),
    }
  })
}

function offerOf(row: AssessmentRow, version: number, answers: StoredAnswer[], locale: Locale) {
  const given = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const next = { ...row, frameworkVersion: version }
  const { added, removed, reworded } = differenceOf(everything(row, locale), everything(next, locale))
  const answered = <Asked extends { id: string }>(asked: Asked) => ({
    ...asked,
    answered: given.has(asked.id),
  })
  return {
    version,
    from: frameworkHead(row, locale).versionName,
    to: frameworkHead(next, locale).versionName,
    /** The work is described once more, and only what fits it is asked. */
    describes: asksForDescription(next) && row.plan === null,
    added,
    removed: removed.map(answered),
    reworded: reworded.map((one) => {
      const answer = given.get(one.after.id)
      return { ...one, reopened: answer !== undefined && !fits(one.after.answer, answer) }
    }),
  }
}

/** All that this version asks of the plan as it is described; of an undescribed one, all that it may ask of a project. */
function everything(row: AssessmentRow, locale: Locale): RequirementShown[] {
  const { frameworkId, frameworkVersion, audience, plan } = row
  return asShown(frameworkId, frameworkVersion, audience as Audience, locale, plan ?? undefined).requirements
}

/** Answers whose question was taken out, each with the question as the newest version that had it put it. */
function withoutQuestion(row: AssessmentRow, answers: StoredAnswer[], locale: Locale) {
  const without = answersWithoutQuestion(row, answers)
  const before = without.length > 0 ? earlierQuestions(row, locale) : []
  return without.map((answer) => ({
    id: answer.requirementId,
    question:
      before.find(({ id, answer: type }) => id === answer.requirementId && fits(type, answer)) ?? null,
    answer,
  }))
}

/** Every question of every version up to this one, the newest first. */
function earlierQuestions(
  { frameworkId, frameworkVersion }: AssessmentRow,
  locale: Locale,
): RequirementShown[] {
  const versions = Array.from({ length: frameworkVersion + 1 }, (_, index) => frameworkVersion - index)
  return versions
    .filter((version) => isKnown(frameworkId, version))
    .flatMap((version) =>
      audiences.flatMap((audience) => asShown(frameworkId, version, audience, locale).requirements),
    )
}
