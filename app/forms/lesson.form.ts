import { z } from 'zod'
import { phases, principles } from '#content/vocabulary.ts'

/** How long a lesson may be: what is longer tells a story, and a story is recognised. This project's proposal. */
export const lessonMost = 600

export const lessonAudiences = ['own_duties', 'plans', 'next_call'] as const
export type LessonAudience = (typeof lessonAudiences)[number]

/** A principle, or what a principle asks in one phase. */
export const lessonAreas = principles.flatMap((principle) => [
  principle,
  ...phases.map((phase) => `${principle}.${phase}` as const),
])
export type LessonArea = (typeof lessonAreas)[number]

/** By what somebody could be known again. The second handler looks for each of them. */
export const lessonChecks = ['place', 'date', 'job', 'wording', 'few'] as const

const notOurs = 'lessons.error.words'

export const offerLessonForm = z.object({
  keyId: z.guid(),
  sealed: z.base64({ error: 'cases.error.notSealed' }).min(1, 'cases.error.notSealed').max(200_000),
  commitment: z.string().regex(/^[0-9a-f]{64}$/, 'cases.error.notSealed'),
})

/** In the clear, by the browser of the second handler, as an act of its own. */
const lesson = {
  proposalId: z.guid(),
  salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/, notOurs),
  locale: z.enum(['en', 'fr'], { error: notOurs }),
  audience: z.enum(lessonAudiences, { error: notOurs }),
  area: z.enum(lessonAreas, { error: notOurs }),
  words: z.string(notOurs).trim().min(1, notOurs).max(lessonMost, notOurs),
}

export const giveLessonForm = z.object({
  ...lesson,
  checked: z
    .array(z.enum(lessonChecks))
    .refine((given) => lessonChecks.every((each) => given.includes(each)), 'lessons.error.checked'),
})
export const takeLessonBackForm = z.object(lesson)

export const askLessonBackForm = z.object({
  keyId: z.guid(),
  sealed: z.base64({ error: 'cases.error.notSealed' }).min(1, 'cases.error.notSealed').max(200_000),
  of: z.guid(),
})

/** Taken back by the body, without the case. */
export const lessonOfBodyForm = z.object({ lessonId: z.guid('lessons.error.which') })

export const takeInForm = z.object({
  lessonId: z.guid('lessons.error.which'),
  requirementId: z.string('lessons.error.where').min(1, 'lessons.error.where').max(60, 'lessons.error.where'),
})
