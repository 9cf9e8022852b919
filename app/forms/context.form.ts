import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'
import { circumstances, type Audience, type Circumstance } from '#content/vocabulary.ts'
import type { Key } from '#content/words.ts'

/** For whom a body answers besides the project itself, each asked as a question of its own. */
export const furtherAudiences = ['organisation', 'community'] as const satisfies readonly Audience[]

export type ContextQuestion = Circumstance | (typeof furtherAudiences)[number]

/** In the order in which they are asked. */
export const contextGroups = [
  { id: 'place', asks: ['conflict'] },
  {
    id: 'people',
    asks: ['people', 'children', 'aloneWithChildren', 'survivors', 'sensitive', 'ownCommunity'],
  },
  { id: 'money', asks: ['smallAward', 'subGranting', 'employsPeople'] },
  { id: 'data', asks: ['digitalData', 'travel'] },
  { id: 'arts', asks: ['performance'] },
  { id: 'earlier', asks: ['actionsOpen'] },
  { id: 'role', asks: ['organisation', 'community'] },
] as const satisfies readonly { id: string; asks: readonly ContextQuestion[] }[]

export const contextQuestions: readonly ContextQuestion[] = contextGroups.flatMap(({ asks }) => asks)

/** What somebody says of the work: enough to know its tier and what is asked. */
export type WorkDescribed = { circumstances: Record<Circumstance, boolean>; audiences: Audience[] }

const missing = (question: ContextQuestion): Key => `tier.error.${question}`
const answers = Object.fromEntries(
  contextQuestions.map((each) => [each, z.enum(['yes', 'no'], missing(each))]),
) as Record<ContextQuestion, z.ZodEnum<{ yes: 'yes'; no: 'no' }>>

export const ContextForm = z
  .object({ ...answers, seenRevision, step: z.enum(['look', 'confirm', 'edit']).catch('look') })
  .superRefine((given, context) => {
    const fault = (path: ContextQuestion, message: Key) =>
      context.addIssue({ code: 'custom', path: [path], message, input: given[path] })
    const yes = (each: ContextQuestion) => given[each] === 'yes'
    if (!yes('people') && (yes('children') || yes('aloneWithChildren') || yes('survivors')))
      fault('people', 'tier.error.peopleAfterAll')
    if (!yes('children') && yes('aloneWithChildren')) fault('children', 'tier.error.childrenAfterAll')
  })

export function workDescribed(given: z.output<typeof ContextForm>): WorkDescribed {
  return {
    circumstances: Object.fromEntries(circumstances.map((each) => [each, given[each] === 'yes'])) as Record<
      Circumstance,
      boolean
    >,
    audiences: ['project', ...furtherAudiences.filter((each) => given[each] === 'yes')],
  }
}

/** The form as somebody who said this would have filled it in. */
export function filledIn({ circumstances: said, audiences }: WorkSaid): Record<string, string> {
  const yes = (each: ContextQuestion) =>
    each === 'organisation' || each === 'community' ? audiences.includes(each) : said[each] === true
  return Object.fromEntries(contextQuestions.map((each) => [each, yes(each) ? 'yes' : 'no']))
}

export type WorkSaid = {
  circumstances: Partial<Record<Circumstance, boolean>>
  audiences: readonly Audience[]
}
