import type { Cast, Person } from '#tests/support/cast.ts'
import { everyCase } from '#tests/support/every-case.ts'
import {
  anOpenPassport,
  aRisk,
  commented,
  dayIn,
  filledLists,
  helps,
  ownRequirements,
  signedOff,
  someEvidence,
} from '#tests/support/plan-parts.ts'
import {
  anOpenCall,
  aDecidedPlan,
  aPlan,
  aReviewedPlan,
  aSignedPlan,
  declares,
  get,
  post,
  send,
  sent,
} from '#tests/support/records.ts'
import { answerTypes, askedOf, currentFramework, type AnswerType } from '#content/index.ts'
import { widestTerms } from '#content/tier.ts'

const everything = askedOf(currentFramework, 'project', widestTerms).map(({ requirement }) => requirement)

/** One requirement of each way to answer, of those that the widest plan is asked. */
export const oneOfEach: string[] = answerTypes.flatMap(
  (type: AnswerType) => everything.find(({ answer }) => answer === type)?.id ?? [],
)

export type Made = Awaited<ReturnType<typeof everyKind>>

/** One record of each kind that there is, with something in each of its parts. */
export async function everyKind(cast: Cast) {
  const framework = await ownRequirements(cast, 1)
  const ownCall = await anOpenCall(cast, undefined, { framework: `${framework}/1`, leastTier: 1 })
  const outgrown = await aPlan(cast, { callId: ownCall, answered: 2 })
  await ownRequirements(cast, 2)

  const call = await anOpenCall(cast)
  const small = await aPlan(cast, { callId: call, answered: 3 })
  const begun = await aPlan(cast, { callId: call, work: null })
  const waiting = await aPlan(cast, { answered: 'needed' })
  const critical = await aRisk(cast.focalPoint, waiting, { severity: 5, likelihood: 5 })
  await signedOff(cast.investigator, waiting, critical)
  await sent(cast.investigator, waiting)

  await declares(cast.reviewer, waiting)
  await send(cast.officer, `/app/reviews/${waiting}`, [], {
    move: 'giveSecond',
    secondId: await idOf(cast.officer, waiting, cast.secondReviewer),
    was: '',
  })
  await declares(cast.secondReviewer, waiting)
  await declares(cast.approver, waiting)

  const signed = await aSignedPlan(cast)
  const reviewed = await aReviewedPlan(cast, { callId: call })
  await declares(cast.approver, reviewed)
  const decided = await aDecidedPlan(cast)
  const given = await conditionOf(cast, signed)
  await evidenceGiven(cast, given)
  const { html: atWork } = await get(cast.officer, `/app/calls/${call}`)
  const { html: whenSigned } = await get(cast.approver, `/app/assessments/${signed}`)
  return {
    framework,
    call,
    programme: /\/app\/programmes\/[0-9a-f-]{36}/.exec(atWork + (await get(cast.officer, '/app')).html)![0],
    number: /AM-[0-9A-Z-]+/.exec(whenSigned)![0],
    ...(await fullPlan(cast, call)),
    outgrown,
    small,
    begun,
    waiting,
    reviewed,
    decided,
    signed,
    condition: await conditionOf(cast, decided),
    given,
    ...(await everyCase()),
  }
}

async function conditionOf({ investigator }: Cast, plan: string): Promise<string> {
  const { html } = await get(investigator, `/app/assessments/${plan}/conditions`)
  return /\/app\/conditions\/[0-9a-f-]{36}/.exec(html)![0]
}

/** Evidence that nobody has looked at yet, and a wish for more time that nobody has answered. */
async function evidenceGiven({ investigator }: Cast, condition: string): Promise<void> {
  await send(investigator, `${condition}/ask-time`, ['seenRevision'], {
    note: 'Two services open only after the rains.',
    ...dayIn('on', 120),
  })
  await send(investigator, `${condition}/evidence`, ['seenRevision'], {
    title: 'The map with a date on each entry',
    kind: 'page',
    page: 'Map of May',
    note: 'Two entries wait.',
  })
}

/** A person, as the page on which reviews are given names them. */
async function idOf(asker: Person, plan: string, { name }: Person): Promise<string> {
  const { html } = await get(asker, `/app/reviews/${plan}`)
  return new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${name}`).exec(html)![1]!
}

/** A draft of the widest kind of work, with something in every list. */
async function fullPlan(cast: Cast, callId: string) {
  const { investigator, focalPoint, peerReviewer } = cast
  const full = await aPlan(cast, { callId, work: widestTerms, answered: 8 })
  const rows = await filledLists(focalPoint, full)
  const high = await aRisk(focalPoint, full, { severity: 5 })
  const sealed = await aRisk(investigator, full, { seal: true, event: 'Somebody is followed home.' })
  rows.push(`/lists/risks/${high}`, `/lists/risks/${sealed}`)
  const evidence = await someEvidence(focalPoint, full, everything[0]!.id, everything[1]!.id)
  await helps(investigator, full, peerReviewer, 'commenter')
  await commented(peerReviewer, full, everything[0]!.id, 'Who calls when the phone is away?')
  await commented(investigator, full, '', 'Two weeks are left.')
  await post(investigator, `/app/assessments/${full}/contributors`, {
    move: 'assign',
    principle: 'equity',
    to: '',
  })
  await send(focalPoint, `/app/assessments/${full}/notes/${everything[0]!.id}`, [], {
    body: 'There is no police post here.',
  })
  const grant = await anOpenPassport(investigator, full, cast.reviewer)
  await get(cast.reviewer, `/app/passports/${grant}`)
  return { full, rows, high, evidence, grant }
}
