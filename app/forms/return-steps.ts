import { z } from 'zod'

/** What somebody does who came back with a code. Each is a form of its own on the same address. */
export const returnSteps = [
  'open',
  'say',
  'comeBack',
  'files',
  'showFile',
  'howSince',
  'wishes',
  'safeContact',
  'share',
  'withdraw',
  'takePart',
  'review',
  'offerCode',
  'newCode',
] as const
export type ReturnStep = (typeof returnSteps)[number]

export const longestLine = 2000
const anything = z.string().default('')
const line = z.string().max(longestLine, { error: 'return.error.tooLong' }).default('')

export const ReturnForm = z.object({
  step: z.enum(returnSteps).catch('open'),
  /** As it was typed, or as it travels from form to form. */
  code: anything,
  newCode: anything,
  retyped: anything,
  /** Of a form as it was drawn: sent twice it is one thing, written twice it is two. */
  once: anything,
  threadId: anything,
  words: anything,
  note: line,
  wants: line,
  pace: line,
  hearOutcome: line,
  followUp: line,
  ownWord: line,
  from: anything,
  who: line,
  how: line,
  times: line,
  codeWord: line,
  ifNobody: line,
  whatNotToSay: line,
  howSince: anything,
  shareId: anything,
  fileId: anything,
  answer: anything,
  pictureIsProof: anything,
})
export type ReturnForm = z.output<typeof ReturnForm>

export const howSinceChoices = ['fine', 'something_happened', 'rather_not_say'] as const
