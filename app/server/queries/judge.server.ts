import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { headOf, permissionsOf } from '#app/server/queries/assessment.server.ts'
import { forReviewer } from '#app/server/queries/review.server.ts'
import { sentLists } from '#app/server/queries/sent-lists.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSent } from '#app/server/repositories/earlier-submissions.server.ts'
import { listRemarks, type findSubmission, type Point } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import type { SentRequirement } from '#app/server/repositories/submitted-content.server.ts'
import { answerAsText, changedAnswers } from '#app/server/workflows/changed-answers.server.ts'
import { evidenceSent } from '#app/server/workflows/evidence-sent.server.ts'
import { askingNow } from '#app/server/workflows/open-for-change.server.ts'
import { randomTenth } from '#app/server/workflows/random-tenth.server.ts'
import { principles, type Principle } from '#content/index.ts'
import { wordDifference } from '#content/word-difference.ts'
import type { Locale } from '#content/words.ts'
import { principlesOf } from '#machines/processes.ts'

type Submission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>

/** One principle for its first reviewer: every question and answer, what was said before, and the form that judges them. */
export function principlePage(actor: Actor, id: string, asked: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission } = await forReviewer(tx, actor, id)
    const principle = knownPrinciple(asked)
    const judgement = principlesOf(row)[principle]
    const remarks = await listRemarks(tx, id)
    const mine = remarks.filter((remark) => remark.principle === principle)
    const standing = judgement === 'open' ? null : (mine.at(-1) ?? null)
    const names = await listNames(tx, standing ? [standing.reviewerId] : [])
    const { number } = submission
    const earlier = askingNow({ submissions: [{ number: number - 1 }] }, mine, principle)
    return {
      ...headOf(row, 'reviewing_body'),
      ...(await sentPrinciple(tx, row, submission, principle, actor)),
      judgement,
      standing: standing && {
        judgement: standing.judgement,
        reason: standing.reason,
        points: pointsOf(standing),
        by: names.get(standing.reviewerId) ?? '',
        at: standing.at,
      },
      earlier: earlier.map((remark) => ({
        reason: remark.reason,
        at: remark.at,
        points: pointsOf(remark).filter(({ kind }) => kind === 'change'),
      })),
      next: principles[principles.indexOf(principle) + 1] ?? null,
      /** Whatever the state: somebody else gets no form read at all. */
      judges: mayAct(actor, 'acceptPrinciple', row.facts),
      may: permissionsOf(actor, row),
    }
  })
}

export function knownPrinciple(asked: string): Principle {
  const found = principles.find((principle) => principle === asked)
  if (!found) throw notFound()
  return found
}

/** What was sent under one principle, compared with what was sent before it, and the answers chosen at random. */
export async function sentPrinciple(
  tx: Transaction,
  row: AssessmentRow,
  { number, locale, content }: Submission,
  principle: Principle,
  actor: Actor,
) {
  const before = number > 1 ? await findSent(tx, row.id, number - 1) : null
  const language = locale as Locale
  const answers = content.requirements.filter((answer) => answer.principle === principle)
  const changed = changedAnswers(before?.content.requirements, answers)
  const was = new Map(before?.content.requirements.map((answer) => [answer.id, answer]))
  return {
    principle,
    submissionLocale: locale,
    submissionNumber: number,
    sentBefore: before?.submittedAt ?? null,
    answers: answers.map((answer) => ({
      ...answer,
      difference:
        before && changed.has(answer.id) ? differenceOf(was.get(answer.id), answer, language) : null,
    })),
    lists: principle === 'accountability' ? sentLists(content, before?.content ?? null, language) : [],
    sampled: randomTenth(
      { assessmentId: row.id, submissionNumber: number, principle, personId: actor.id },
      answers.filter(({ unanswered }) => !unanswered).map(({ id }) => id),
    ),
    evidence: await evidenceSent(tx, row.id, number),
    now: now(),
  }
}

function differenceOf(before: SentRequirement | undefined, after: SentRequirement, locale: Locale) {
  return wordDifference(before ? answerAsText(before, locale) : '', answerAsText(after, locale))
}

/** What was named in a judgement. A row of earlier days names ids alone, all with the one reason. */
export function pointsOf({
  points,
  requirementIds = [],
  reason,
}: {
  points: unknown
  requirementIds?: string[]
  reason: string
}): Point[] {
  const named = (Array.isArray(points) ? points : []) as Point[]
  if (named.length > 0) return named
  return requirementIds.map((requirementId) => ({ requirementId, kind: 'change', reason }))
}
