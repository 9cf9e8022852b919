import { expect, test } from 'vitest'
import { processPage } from '#app/server/queries/told-process.server.ts'
import { withInner } from '#app/components/how/say.ts'
import type { ToldId } from '#machines/processes.ts'

function by(process: ToldId, place: string, event: string) {
  const states = processPage(process, null).lanes.flatMap((lane) => withInner(lane.states))
  return states.find((state) => state.place === place)!.moves.find((move) => move.event === event)!.by
}

function anywhere(process: ToldId, event: string) {
  const moves = processPage(process, null).lanes.flatMap((lane) => lane.anywhere)
  return moves.find((move) => move.event === event)!.by
}

test('who answers sends; in a body’s assessment of itself its safeguarding lead does so too', () => {
  expect(by('assessment', 'process.draft', 'submit')).toEqual({
    system: false,
    code: null,
    sides: [{ capacity: 'author', roles: ['principal_investigator'], only: [], never: [] }],
    ownRoles: ['safeguarding_lead'],
  })
})

test('who wrote or judged does not decide', () => {
  const { sides } = by('assessment', 'process.awaiting_decision', 'decide')
  expect(sides).toHaveLength(1)
  expect(sides[0]).toMatchObject({ capacity: 'reviewing_body', roles: ['approver'], only: ['declared'] })
  expect(sides[0]!.never).toEqual(expect.arrayContaining(['wrote', 'judged']))
})

test('each signature is that of one capacity: the reviewer who judged, the approver who decided', () => {
  const signs = (state: string) => by('assessment', `process.being_signed.${state}`, 'sign').sides
  expect(signs('awaiting_principal_investigator').map(({ capacity }) => capacity)).toEqual(['author'])
  expect(signs('awaiting_reviewer')).toMatchObject([{ roles: ['reviewer'], only: ['judged'] }])
  expect(signs('awaiting_approver')).toMatchObject([{ roles: ['approver'], only: ['decided'] }])
})

test('what happens by itself is said to happen by itself', () => {
  expect(by('assessment', 'process.decided.declined', 'documentsReady')).toEqual({
    system: true,
    code: null,
    sides: [],
    ownRoles: [],
  })
  expect(by('call', 'process.open', 'close')).toMatchObject({
    system: true,
    code: null,
    sides: [{ capacity: 'owner', roles: ['programme_officer'] }],
  })
})

test('a case is moved by those who handle it and declared, and what takes two never by who proposed it', () => {
  expect(by('concern', 'stage.received', 'checkSafety')).toEqual({
    system: false,
    code: null,
    sides: [
      {
        capacity: 'case_handler',
        roles: ['safeguarding_lead', 'case_handler'],
        only: ['declared'],
        never: [],
      },
    ],
    ownRoles: [],
  })
  const never = (place: string, event: string) => by('concern', place, event).sides.map((side) => side.never)
  expect(never('stage.deciding.proposed', 'confirmOutcome')).toEqual([['proposed']])
  expect(never('stage.investigating.report_given', 'reviewReport')).toEqual([['wroteReport']])
  expect(never('review.asked', 'hearReview')).toEqual([['hadPart']])
  expect(anywhere('concern', 'actInDanger').sides).toMatchObject([{ only: ['declared', 'trained'] }])
  expect(anywhere('concern', 'reviewDanger').sides).toMatchObject([{ never: ['acted'] }])
})

test('who cares for the person named never handles the case', () => {
  const { sides } = by('concern', 'subject.offered', 'beginSubjectCare')
  expect(sides.map(({ capacity, never }) => [capacity, never])).toEqual([['subject_carer', ['handles']]])
})

test('a code brings back whoever holds it; stepping out is for whoever told it', () => {
  expect(by('concern', 'stage.closed', 'comeBack').code).toBe('anybody')
  expect(by('concern', 'support.offered', 'acceptSupport').code).toBe('anybody')
  expect(by('concern', 'reporter.present', 'withdraw').code).toBe('filed')
  expect(by('concern', 'stage.received', 'checkSafety').code).toBeNull()
})
