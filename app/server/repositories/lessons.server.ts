import type { Lesson } from '#app/sealing/lesson.ts'
import type { Transaction } from '#app/server/database.server.ts'

export interface LessonRow {
  id: string
  organisationId: string
  organisationName: string | null
  audience: string
  area: string
  words: string
  locale: string
  shownFrom: Date
}

/** Lessons that I may read today, the newest first; row-level security says which. */
export function listLessons(tx: Transaction): Promise<LessonRow[]> {
  return tx.$queryRaw<LessonRow[]>`
    select l.id, l.organisation_id as "organisationId", o.name as "organisationName", l.audience, l.area, l.words, l.locale,
      l.shown_from as "shownFrom"
    from lesson l left join organisation o on o.id = l.organisation_id
    order by l.shown_from desc, l.area, l.id limit 200`
}

export interface TakenRow {
  lessonId: string
  requirementId: string
  onDay: Date
}

export function listTaken(tx: Transaction, assessmentId: string): Promise<TakenRow[]> {
  return tx.lessonTaken.findMany({
    where: { assessmentId },
    orderBy: [{ onDay: 'asc' }, { requirementId: 'asc' }],
    select: { lessonId: true, requirementId: true, onDay: true },
  })
}

/** For the record of a plan, also of a lesson whose words are gone: whose it was, and since which quarter it was shown. */
export function listTakenOf(tx: Transaction, assessmentId: string) {
  return tx.lessonTaken.findMany({
    where: { assessmentId },
    orderBy: [{ onDay: 'asc' }, { requirementId: 'asc' }, { lessonId: 'asc' }],
    select: {
      requirementId: true,
      onDay: true,
      lesson: { select: { shownFrom: true, organisation: { select: { name: true } } } },
    },
  })
}

/** False when it stands there already. */
export async function saveTaken(
  tx: Transaction,
  row: { assessmentId: string; lessonId: string; requirementId: string; byId: string; onDay: Date },
): Promise<boolean> {
  const { count } = await tx.lessonTaken.createMany({ data: [row], skipDuplicates: true })
  return count === 1
}

/** The second of two. False when these are not the words that were proposed. */
export async function giveLesson(
  tx: Transaction,
  proposalId: string,
  { salt, locale, audience, area, words }: Lesson,
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_give_lesson(${proposalId}::uuid, ${salt}, ${locale}, ${audience}, ${area}, ${words}, ${onDay}::date) as done`
  return row!.done
}

/** The second of two. False when no lesson has these words any more. */
export async function takeLessonBack(
  tx: Transaction,
  proposalId: string,
  { salt, locale, audience, area, words }: Lesson,
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_take_lesson_back(${proposalId}::uuid, ${salt}, ${locale}, ${audience}, ${area}, ${words}, ${onDay}::date) as done`
  return row!.done
}

/** How many days the first of two of a body waits for the second; this project's proposal, and the database says the same. */
const daysToAgree = 14

/** Where somebody of the body asked that a lesson goes, and nobody has agreed yet. */
export async function listAskedBack(
  tx: Transaction,
  now: Date,
): Promise<Map<string, { askedById: string; askedOn: Date }>> {
  const since = new Date(now.getTime() - daysToAgree * 24 * 60 * 60 * 1000)
  const rows = await tx.lessonBack.findMany({
    where: { settledOn: null, askedOn: { gt: since } },
    orderBy: [{ askedOn: 'desc' }, { id: 'desc' }],
    select: { lessonId: true, askedById: true, askedOn: true },
  })
  return new Map(rows.map(({ lessonId, ...asked }) => [lessonId, asked]))
}

/** The first of two asks, the second agrees; null where no such lesson is shown. */
export async function takeBackByTwo(
  tx: Transaction,
  lessonId: string,
  onDay: Date,
): Promise<'asked' | 'gone' | null> {
  const [row] = await tx.$queryRaw<{ done: 'asked' | 'gone' | null }[]>`
    select app_lesson_back_by_two(${lessonId}::uuid, ${onDay}::date) as done`
  return row!.done
}

/** As the owner. */
export async function mixLessons(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select app_mix_lessons()::text`
}

export interface GivenRow {
  id: string
  parts: string
  settledOn: Date
  back: boolean
}

/** Lessons that two handlers of a case let out of it, and whether two took them back. */
export function listGiven(tx: Transaction, concernId: string): Promise<GivenRow[]> {
  return tx.$queryRaw<GivenRow[]>`
    select p.id, p.data->>'parts' as parts, p.settled_on as "settledOn",
      exists (select from concern_proposal b where b.concern_id = p.concern_id and b.kind = 'lesson_back'
        and b.state = 'confirmed' and b.data->>'of' = p.id::text) as back
    from concern_proposal p where p.concern_id = ${concernId}::uuid and p.kind = 'lesson' and p.state = 'confirmed'
    order by p.settled_on, p.id`
}
