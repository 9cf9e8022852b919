import type { LessonArea, LessonAudience } from '#app/forms/lesson.form.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayKeepDoor } from '#app/policies/door.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { lockAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  listLessons,
  listTaken,
  saveTaken,
  takeBackByTwo,
  type LessonRow,
} from '#app/server/repositories/lessons.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'
import { is } from '#machines/processes.ts'

export interface ShownLesson {
  id: string
  body: string
  audience: LessonAudience
  area: LessonArea
  words: string
  locale: string
  shownFrom: Date
}

export function shownLesson({
  organisationId: _,
  organisationName,
  audience,
  area,
  ...row
}: LessonRow): ShownLesson {
  return {
    ...row,
    body: organisationName ?? '',
    audience: audience as LessonAudience,
    area: area as LessonArea,
  }
}

/** What earlier concerns taught the bodies of a plan's chain; or, where a body answers for itself, that body. */
export async function lessonsOf(tx: Transaction, row: AssessmentRow): Promise<ShownLesson[]> {
  const isOwn = row.audience === 'funder'
  const bodies = [row.organisationId, ...(row.call && !isOwn ? [row.call.organisation.id] : [])]
  const audience = isOwn ? 'own_duties' : 'plans'
  return (await listLessons(tx))
    .filter((lesson) => lesson.audience === audience && bodies.includes(lesson.organisationId))
    .map(shownLesson)
}

interface Question {
  id: string
  principle: string
  phase: string
}

export function isAbout({ area }: ShownLesson, { principle, phase }: Omit<Question, 'id'>): boolean {
  return area === principle || area === `${principle}.${phase}`
}

/** The lessons that a requirement is about, and whether the plan took them in here. */
export async function lessonsAt(tx: Transaction, row: AssessmentRow, question: Question) {
  const lessons = (await lessonsOf(tx, row)).filter((lesson) => isAbout(lesson, question))
  if (lessons.length === 0) return []
  const here = (await listTaken(tx, row.id)).filter(({ requirementId }) => requirementId === question.id)
  return lessons.map((lesson) => ({
    ...lesson,
    takenOn: here.find(({ lessonId }) => lessonId === lesson.id)?.onDay ?? null,
  }))
}

/** Whoever writes a plan says where in it a lesson went. Twice is once. */
export function takeIntoPlan(
  actor: Actor,
  id: string,
  { lessonId, requirementId }: { lessonId: string; requirementId: string },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await lockAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'answer', row.facts)) throw notPermitted()
    if (!(await lessonsOf(tx, row)).some((lesson) => lesson.id === lessonId)) throw notFound()
    if (!requirementOf(row, requirementId)) throw notFound()
    if (!is('assessment', row, 'answersOpen')) throw notReady()
    const onDay = dateOf(dayOf(now))
    const taken = { assessmentId: id, lessonId, requirementId, byId: actor.id, onDay }
    if (!(await saveTaken(tx, taken))) return
    const data = { lesson: lessonId, requirement: requirementId }
    await appendLedger(tx, { action: 'assessment.takeLesson', subject: id, actorId: actor.id, data, at: now })
  })
}

/**
 * Two of the body whose lesson it is take its words away, without the case, which may be deleted by then: of whoever answers
 * for what its reporting pages bring.
 */
export function takeBackAsBody(actor: Actor, lessonId: string, now: Date): Promise<'asked' | 'gone'> {
  return withScope(actor.id, async (tx) => {
    const lesson = (await listLessons(tx)).find(({ id }) => id === lessonId)
    if (!lesson) throw notFound()
    if (!mayKeepDoor(actor, lesson) || !hasSteppedUp(actor, now)) throw notPermitted()
    const done = await takeBackByTwo(tx, lessonId, dateOf(dayOf(now)))
    if (!done) throw notFound()
    return done
  })
}
