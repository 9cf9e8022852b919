import type { Actor, SystemActor } from '#app/policies/actor.ts'
import { isOnAuthorSide, mayRead, type AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { allows, standingsOf, type Allowed } from '#app/policies/participation.ts'

export const conditionActions = [
  'sendMoney',
  'moneyArrived',
  'giveEvidence',
  'takeBackEvidence',
  'sendBack',
  'findEnough',
  'discharge',
  'askForTime',
  'giveTime',
  'refuseTime',
  'askForHelp',
  'offerHelp',
  'escalate',
  'drop',
] as const
export type ConditionAction = (typeof conditionActions)[number]

export interface ConditionFacts {
  /** Of the assessment that was approved with it. */
  assessment: AssessmentFacts
  setById: string
  /** Who found the newest evidence enough. */
  foundEnoughById: string | null
}

const owing = ['moneyArrived', 'giveEvidence', 'takeBackEvidence', 'askForTime', 'askForHelp'] as const
const answering = ['sendMoney', 'offerHelp', 'giveTime', 'refuseTime'] as const
const checking = ['findEnough', 'sendBack'] as const

export const allowed: Allowed<ConditionAction> = {
  author: {
    principal_investigator: owing,
    focal_point: ['moneyArrived', 'giveEvidence', 'askForHelp'],
  },
  reviewing_body: {
    programme_officer: answering,
    reviewer: [...checking, 'offerHelp'],
    approver: [...answering, ...checking, 'discharge'],
  },
}

/** A funder that answers for itself speaks through its safeguarding lead. */
export const allowedInOwnAssessment: Allowed<ConditionAction> = {
  ...allowed,
  author: { ...allowed.author, safeguarding_lead: owing },
}

const allowedToSystem: readonly ConditionAction[] = ['escalate', 'drop']

/** Who may act. Whether the condition is ready for it is the machine's question. */
export function mayAct(actor: Actor | SystemActor, action: ConditionAction, facts: ConditionFacts): boolean {
  if ('kind' in actor) return allowedToSystem.includes(action)
  return allowedByJob(actor, action, facts) && keptFrom(actor, action, facts) === null
}

export type KeptFrom = 'ownSide' | 'setIt' | 'foundIt' | 'undeclared'

/**
 * What keeps somebody whose job it would be from acting: nobody checks their own side, nobody checks what they asked for
 * themselves, and whoever found the evidence enough is not the one who confirms it.
 */
export function keptFrom(actor: Actor, action: ConditionAction, facts: ConditionFacts): KeptFrom | null {
  switch (action) {
    case 'sendMoney':
    case 'offerHelp':
    case 'giveTime':
    case 'refuseTime':
      return isOnAuthorSide(actor, facts.assessment) ? 'ownSide' : null
    case 'sendBack':
    case 'findEnough':
    case 'discharge':
      if (isOnAuthorSide(actor, facts.assessment)) return 'ownSide'
      if (!(facts.assessment.declaredIds ?? []).includes(actor.id)) return 'undeclared'
      if (action === 'findEnough' && facts.setById === actor.id) return 'setIt'
      return action === 'discharge' && facts.foundEnoughById === actor.id ? 'foundIt' : null
    default:
      return null
  }
}

/** Whether it belongs to the actor's job, whoever they are. */
export function allowedByJob(actor: Actor, action: ConditionAction, { assessment }: ConditionFacts): boolean {
  const table = assessment.audience === 'funder' ? allowedInOwnAssessment : allowed
  return allows(table, standingsOf(actor, assessment), action)
}

/** Whoever reads the decision reads what it asks, also after it was undone. */
export function mayReadCondition(actor: Actor, { assessment }: ConditionFacts): boolean {
  return mayRead(actor, 'decision', assessment, 'decided')
}

/** That it is met asks for a fresh proof of who says so. */
export function needsStepUp(action: ConditionAction): boolean {
  return action === 'discharge'
}
