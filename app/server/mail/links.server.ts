import { env } from '#app/server/env.server.ts'
import type { Mail } from '#app/server/jobs/names.server.ts'

interface Parts {
  recordId?: string | undefined
  conditionId?: string | null | undefined
  token?: string | undefined
}

const condition = ({ conditionId }: Parts) => `/app/conditions/${conditionId}`

const paths: Record<Mail, (parts: Parts) => string> = {
  submitted: ({ recordId }) => `/app/assessments/${recordId}/review`,
  changesRequested: ({ recordId }) => `/app/assessments/${recordId}`,
  awaitingDecision: ({ recordId }) => `/app/assessments/${recordId}/decide`,
  decided: ({ recordId }) => `/app/assessments/${recordId}`,
  yourSignature: ({ recordId }) => `/app/assessments/${recordId}/sign`,
  signed: ({ recordId }) => `/app/assessments/${recordId}`,
  documentsFailed: () => '/app/jobs',
  decisionUndone: ({ recordId }) => `/app/assessments/${recordId}`,
  appealLodged: ({ recordId }) => `/app/assessments/${recordId}/appeal`,
  appealHeard: ({ recordId }) => `/app/assessments/${recordId}/appeal`,
  reviewAssigned: ({ recordId }) => `/app/assessments/${recordId}/review`,
  reviewerNeeded: ({ recordId }) => `/app/reviews/${recordId}`,
  moneySent: condition,
  moneyArrived: condition,
  evidenceGiven: condition,
  evidenceSentBack: condition,
  readyToDischarge: condition,
  conditionMet: condition,
  conditionDueSoon: condition,
  conditionLate: condition,
  timeAsked: condition,
  timeAnswered: condition,
  helpAsked: condition,
  helpOffered: condition,
  // Whoever writes the plan is led on to their own page.
  commentAsked: ({ recordId }) => `/app/assessments/${recordId}/discussion`,
  // Never to one case: an address in a mail would say that there is one.
  caseNeedsYou: () => '/app/cases',
  caseNeedsYouNow: () => '/app/cases',
  caseLate: () => '/app/cases',
  caseLateBelow: () => '/app/cases',
  caseRecovery: () => '/app/cases/recovery',
  caseOverseen: () => '/app/cases/overseen',
  careNeedsYou: () => '/app/cases/care',
  doorChange: ({ recordId }) => `/app/doors/changes/${recordId}`,
  deskDueSoon: () => '/app/desk',
  deskDue: () => '/app/desk',
  digest: () => '/app/notices',
  invitation: ({ token }) => `/app/invitation?code=${token}`,
  passwordReset: ({ token }) => `/app/reset?code=${token}`,
  recoveryAsked: () => '/app/people/recoveries',
  contributor: ({ recordId }) => `/app/assessments/${recordId}`,
  checkpoint: () => '/ledger',
}

export function pathOf(mail: Mail, parts: Parts): string {
  return paths[mail](parts)
}

/** Always under the installation's own address, never under the Host that a request named. */
export function linkOf(mail: Mail, parts: Parts): string {
  return new URL(pathOf(mail, parts), env.origin).href
}
