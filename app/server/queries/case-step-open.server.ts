import type { Way } from '#app/forms/case-steps.ts'
import type { Actor } from '#app/policies/actor.ts'
import { keptFrom, mayPropose, type KeptFrom, type SecondedAction } from '#app/policies/concern.policy.ts'
import type { ClockRow, ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import { mayPause } from '#app/server/workflows/case-clocks.server.ts'
import { noticesOpen } from '#app/server/workflows/case-notices.server.ts'
import { wrote } from '#app/server/workflows/concern.server.ts'
import { lanesOf } from '#machines/processes.ts'

/** Why something is not open: to this person, or to anybody yet. */
export type WhyNot =
  | KeptFrom
  | 'notNow'
  | 'waitsForSecond'
  | 'noSupport'
  | 'noNotices'
  | 'noTerms'
  | 'noChecks'
  | 'undecidedSupport'
  | 'noClock'
  | 'dangerUnseen'
  | 'reviewOpen'
  | 'policeHold'

/** What else counts beside the row itself. */
export interface Besides {
  clocks: readonly ClockRow[]
  /** Everybody in the case is to be asked whether they were made to pay. */
  allBooked: boolean
}

/** Null where this person may go this way now. */
export function whyNotOf(
  actor: Actor,
  way: Way,
  row: ConcernRow,
  events: readonly string[],
  besides: Besides,
): WhyNot | null {
  const { does, action } = way
  const { clocks } = besides
  if ('propose' in does) {
    if (!mayPropose(actor, action as SecondedAction, row.facts))
      return row.facts.proposedBy[does.propose] ? 'waitsForSecond' : 'undeclared'
    const move = does.then ?? action
    if (!events.includes(move)) return 'notNow'
    return does.propose === 'pause_clock' && !clocks.some((one) => canPause(one)) ? 'noClock' : null
  }
  const kept = keptFrom(actor, action, row.facts)
  if ('plan' in does) return kept ?? (isTimeFor(does.plan, row) ? null : 'notNow')
  if ('move' in does && !events.includes(does.move)) return missing(does.move, row) ?? 'notNow'
  if (kept) return kept
  return 'move' in does ? missing(does.move, row, besides) : null
}

const ofPersons: readonly string[] = ['person', 'askWay', 'askAgain']

/** Not before somebody has a use for it. */
function isTimeFor(plan: string, row: ConcernRow): boolean {
  if (ofPersons.includes(plan)) return row.remembered.kind === 'concern'
  if (plan === 'investigation') return ['assessing', 'investigating'].includes(row.state)
  if (plan !== 'detriment') return true
  return ['outcome_decided', 'feedback_given'].includes(row.state) || lanesOf(row).reporter === 'withdrawn'
}

const nothing: Besides = { clocks: [], allBooked: true }

/** What the machine would refuse for a fact that is not there yet. */
function missing(move: string, row: ConcernRow, { clocks, allBooked }: Besides = nothing): WhyNot | null {
  const lanes = lanesOf(row)
  const { state } = row
  switch (move) {
    case 'beginAssessing':
      if (state !== 'acknowledged') return null
      if (lanes.support === 'not_offered') return 'noSupport'
      return noticesOpen(row.lines) > 0 ? 'noNotices' : null
    case 'investigate':
      return state === 'assessing' && lanes.police === 'on_hold' ? 'policeHold' : null
    case 'deliverReport':
      if (state !== 'investigating') return null
      if (lanes.police === 'on_hold') return 'policeHold'
      return wrote(row, 'plan.investigation') ? null : 'noTerms'
    case 'proposeOutcome':
    case 'confirmOutcome':
      return state === 'deciding' && lanes.police === 'on_hold' ? 'policeHold' : null
    case 'closeCase':
      if (state !== 'feedback_given') return null
      if (row.remembered.dangersOpen > 0) return 'dangerUnseen'
      if (lanes.review === 'asked') return 'reviewOpen'
      if (lanes.police === 'on_hold') return 'policeHold'
      if (!wrote(row, 'plan.detriment') || !allBooked) return 'noChecks'
      return lanes.support === 'not_offered' ? 'undecidedSupport' : null
    case 'checkDetriment':
      return clocks.some(({ kind }) => kind === 'detriment') ? null : 'noClock'
    case 'resumeClock':
      return clocks.some(({ pausedOn }) => pausedOn !== null) ? null : 'noClock'
    default:
      return null
  }
}

export function canPause(clock: ClockRow): boolean {
  return clock.pausedOn === null && mayPause(clock)
}
