import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { bodiesWithDoorsOf } from '#app/policies/door.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { headOf, refuseOtherReaders, shownFor } from '#app/server/queries/assessment.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listAskedBack, listLessons, listTaken } from '#app/server/repositories/lessons.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { isAbout, lessonsOf, shownLesson, type ShownLesson } from '#app/server/workflows/lessons.server.ts'
import { is } from '#machines/processes.ts'

/** Lessons beside a plan, and where it took them in: for those who write it. */
export function planLessonsPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    const lessons = await lessonsOf(tx, row)
    const taken = await listTaken(tx, id)
    const requirements = shownFor(row, actor.locale)
    return {
      ...headOf(row, 'author'),
      mayTake: mayAct(actor, 'answer', row.facts) && is('assessment', row, 'answersOpen'),
      lessons: lessons.map((lesson) => ({
        ...lesson,
        taken: taken.filter(({ lessonId }) => lessonId === lesson.id),
        requirements: requirements
          .filter((requirement) => isAbout(lesson, requirement))
          .map((requirement) => ({ id: requirement.id, question: requirement.question })),
      })),
      /** Two people took the lesson back later: that it was taken in stays. */
      gone: taken.filter(({ lessonId }) => !lessons.some((lesson) => lesson.id === lessonId)),
    }
  })
}

/** The words of one lesson, to begin a risk with. */
export function lessonForRisk(actor: Actor, id: string, lessonId: string): Promise<string | null> {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    return (await lessonsOf(tx, row)).find((lesson) => lesson.id === lessonId)?.words ?? null
  })
}

/** For whoever makes the next call of a body. */
export async function lessonsForCalls(tx: Transaction): Promise<ShownLesson[]> {
  return (await listLessons(tx)).filter(({ audience }) => audience === 'next_call').map(shownLesson)
}

/** For those who answer for a body: everything that they may read. */
export async function lessonsInOverview(tx: Transaction): Promise<ShownLesson[]> {
  return (await listLessons(tx)).map(shownLesson)
}

/** What a body let out, for whoever handles its cases or leads there; with who of them asked that a lesson goes. */
export async function bodyLessonsPage(actor: Actor, now: Date) {
  const bodies = bodiesWithDoorsOf(actor).map(({ id }) => id)
  if (bodies.length === 0) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const asked = await listAskedBack(tx, now)
    return (await listLessons(tx))
      .filter(({ organisationId }) => bodies.includes(organisationId))
      .map((row) => {
        const by = asked.get(row.id)
        return {
          ...shownLesson(row),
          asked: by ? { on: by.askedOn, isMine: by.askedById === actor.id } : null,
        }
      })
  })
}
