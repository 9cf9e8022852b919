import { lessonChecks } from '#app/forms/lesson.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct, mayPropose } from '#app/policies/concern.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { lessonWords, type Lesson } from '#app/sealing/lesson.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { isDeleted } from '#app/server/repositories/case-two-people.server.ts'
import { addProposal, type ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import * as lessons from '#app/server/repositories/lessons.server.ts'
import { actInCase, inFileOnly } from '#app/server/workflows/case-act.server.ts'
import { keepSealedParts, toldToOthers, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { openProposal } from '#app/server/workflows/concern-proposals.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

export interface LessonOffer {
  /** Of words, audience and area with a salt. All of them are in the part and nowhere else. */
  commitment: string
  part: SealedGiven
}

/** The first of two. Nothing is in the clear: neither what was learned nor for whom it is. */
export function offerLesson(
  actor: Actor,
  concernId: string,
  { commitment, part }: LessonOffer,
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, 'giveLesson', facts),
    async (tx, row) => {
      if (row.isTest || (await isDeleted(tx, concernId))) throw notReady()
      await proposeIn(tx, actor, row, { kind: 'lesson', data: { commitment }, part }, now)
    },
  )
}

/** The second of two: from now on these words are in the clear, exactly as they were proposed. The case says only that. */
export function giveLesson(
  actor: Actor,
  concernId: string,
  { proposalId, lesson }: { proposalId: string; lesson: Lesson },
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'giveLesson', facts) && hasSteppedUp(actor, now),
    async (tx, row) => {
      const { id, kind } = openProposal(row, proposalId)
      if (kind !== 'lesson') throw notFound()
      const data = { proposal: id, checked: lessonChecks.join(' ') }
      await appendCaseLog(tx, { concernId, action: 'concern.giveLesson', personId: actor.id, data, now })
      const words = lessonWords(lesson.words)
      if (!(await lessons.giveLesson(tx, id, { ...lesson, words }, dateOf(dayOf(now)))))
        throw changedByAnother()
    },
  )
}

/** Something in it was recognisable after all: the first of two says why. */
export function askLessonBack(
  actor: Actor,
  concernId: string,
  { of, part }: { of: string; part: SealedGiven },
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, 'takeLessonBack', facts),
    async (tx, row) => {
      const given = (await lessons.listGiven(tx, concernId)).find(({ id }) => id === of)
      if (!given) throw notFound()
      if (given.back || (await isDeleted(tx, concernId))) throw notReady()
      await proposeIn(tx, actor, row, { kind: 'lesson_back', data: { of }, part }, now)
    },
  )
}

/** The second of two: its words are gone, before they were shown or afterwards. */
export function takeLessonBack(
  actor: Actor,
  concernId: string,
  { proposalId, lesson }: { proposalId: string; lesson: Lesson },
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'takeLessonBack', facts),
    async (tx, row) => {
      const { id, kind, data } = openProposal(row, proposalId)
      if (kind !== 'lesson_back') throw notFound()
      await appendCaseLog(tx, {
        concernId,
        action: 'concern.takeLessonBack',
        personId: actor.id,
        data: { proposal: id, of: data['of'] ?? '' },
        now,
      })
      const words = lessonWords(lesson.words)
      const onDay = dateOf(dayOf(now))
      if (!(await lessons.takeLessonBack(tx, id, { ...lesson, words }, onDay))) throw changedByAnother()
    },
  )
}

async function proposeIn(
  tx: Transaction,
  actor: Actor,
  row: ConcernRow,
  proposal: { kind: 'lesson' | 'lesson_back'; data: Record<string, string>; part: SealedGiven },
  now: Date,
): Promise<void> {
  const { kind, data, part } = proposal
  await inFileOnly(tx, row.id, [part])
  const [written = ''] = await keepSealedParts(tx, actor, row.id, [part], now)
  const onDay = dateOf(dayOf(now))
  await addProposal(tx, row.id, { kind, data: { ...data, parts: written }, byId: actor.id, onDay })
  await enqueue(tx, [toldToOthers(actor, row.id, `${kind}:${written}`)])
  const of = data['of'] ? { of: data['of'] } : {}
  await appendCaseLog(tx, {
    concernId: row.id,
    action: `concern.propose.${kind}`,
    personId: actor.id,
    data: { ...of, parts: written },
    now,
  })
}
