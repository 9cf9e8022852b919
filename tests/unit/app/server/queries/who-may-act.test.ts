import { expect, test } from 'vitest'
import { processPage } from '#app/server/queries/told-process.server.ts'
import { withInner } from '#app/components/how/say.ts'
import type { ToldId } from '#machines/processes.ts'

function by(process: ToldId, place: string, event: string) {
  const states = processPage(process, null).lanes.flatMap((lane) => withInner(lane.states))
  return states.find((state) => state.place === place)!.moves.find((move) => move.event === event)!.by
}

test('who answers sends; in a body’s assessment of itself its safeguarding lead does so too', () => {
  expect(by('assessment', 'process.draft', 'submit')).toEqual({
    system: false,
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
    sides: [],
    ownRoles: [],
  })
  expect(by('call', 'process.open', 'close')).toMatchObject({
    system: true,
    sides: [{ capacity: 'owner', roles: ['programme_officer'] }],
  })
})
