import type { SaidSteps } from '#app/forms/import-steps.ts'
import { notReady } from '#app/server/errors.server.ts'
import type { Day } from '#content/working-days.ts'
import { move, receiveConcern, type ConcernEvent, type RequestOf, type Stored } from '#machines/processes.ts'

interface Standing {
  stored: Stored
  /** What the first step of the case asks for, on the day on which it was first told. */
  requests: RequestOf<'concern'>[]
  /** What each step that was taken elsewhere asks for, on its own day. */
  taken: { type: ConcernEvent['type']; on: Day; requests: RequestOf<'concern'>[] }[]
}

/**
 * Where a case stands that began elsewhere: the machine takes the steps that are said to have been taken, one after the
 * other, with what each needs taken as said. It refuses what does not follow.
 */
export function standingOf(kind: 'concern' | 'complaint', said: SaidSteps): Standing {
  const { stored: first, requests } = receiveConcern({ kind, isTest: false })
  let stored = first
  const taken = stepsSaid(said).map(({ on, event }) => {
    const moved = move('concern', stored, event)
    if (!moved) throw notReady()
    stored = moved.stored
    return { type: event.type, on, requests: moved.requests }
  })
  return { stored, requests, taken }
}

function stepsSaid(said: SaidSteps): { on: Day; event: ConcernEvent }[] {
  const { safetyOn, acknowledgedOn, supportedOn, assessedOn, subjectToldOn, outcomeToldOn } = said
  const toInvestigation = said.assessedTo === 'investigation' && !outcomeToldOn
  const isDecided = toInvestigation || said.assessedTo === 'none' || outcomeToldOn
  const steps: [Day | undefined, ConcernEvent][] = [
    [safetyOn, { type: 'checkSafety', answered: true, ownerSet: true }],
    [acknowledgedOn, { type: 'acknowledge', sent: true, noSafeContact: false }],
    [supportedOn, { type: 'offerSupport', asked: false, firstContactPlanned: true }],
    [assessedOn, { type: 'beginAssessing', noticesOpen: 0 }],
    [
      isDecided ? assessedOn : undefined,
      toInvestigation
        ? { type: 'investigate', unconflicted: true }
        : { type: 'needNoInvestigation', unconflicted: true, reasonGiven: true },
    ],
    [outcomeToldOn, { type: 'proposeOutcome' }],
    [outcomeToldOn, { type: 'confirmOutcome', second: true }],
    [outcomeToldOn, { type: 'giveFeedback', logged: true, withheldWithReason: false }],
    [subjectToldOn, { type: 'tellSubject', safetyPlanned: true }],
  ]
  return steps.flatMap(([on, event]) => (on ? [{ on, event }] : []))
}
