import type { Job } from '#app/server/jobs/queue.server.ts'
import type { Notice } from '#app/server/jobs/names.server.ts'
import type { Request, RequestName, RequestParams } from '#machines/processes.ts'

export type RequestedJob = Pick<Job, 'name' | 'data' | 'startAfter'>

/** What the machines ask for, as jobs. A request that no table row names does not compile. */
export function jobsFor(requests: Request[], recordId: string): RequestedJob[] {
  return requests.flatMap((request) => jobFor(request, recordId) ?? [])
}

const about: { [Name in RequestName]: (params: RequestParams[Name], id: string) => RequestedJob | null } = {
  notifyAuthor: ({ news }, id) => notice(authorNotices[news], id),
  notifyReviewers: ({ news }, id) => notice(reviewerNotices[news], id),
  notifyApprovers: ({ news }, id) => notice(approverNotices[news], id, { capacity: 'approver' }),
  notifySigner: ({ capacity }, id) => ({
    name: 'notify',
    data: { notice: 'yourSignature', assessmentId: id, capacity },
  }),
  drawDocuments: (_params, id) => ({ name: 'drawDocuments', data: { assessmentId: id } }),
  notifyOwner: ({ news }, id) => ({ name: 'notify', data: { notice: ownerNotices[news], conditionId: id } }),
  notifyFunder: ({ news }, id) => ({
    name: 'notify',
    data: { notice: funderNotices[news], conditionId: id },
  }),
  escalateCondition: ({ level }, id) => ({
    name: 'notify',
    data: { notice: 'conditionLate', conditionId: id, level: String(level) },
  }),
  // The documents' status changes in the same transaction as the assessment (see the workflow).
  markDocuments: () => null,
  scheduleClosing: ({ closesOn }, id) => ({
    name: 'closeCall',
    data: { callId: id },
    startAfter: endOfDay(closesOn),
  }),
}

const authorNotices: Record<RequestParams['notifyAuthor']['news'], Notice | null> = {
  received: null,
  review_started: null,
  changes_requested: 'changesRequested',
  approved: 'decided',
  approved_with_conditions: 'decided',
  declined: 'decided',
  decision_undone: 'decisionUndone',
  appeal_dismissed: 'appealHeard',
  appeal_upheld: 'appealHeard',
  signed: 'signed',
  superseded: null,
}

const reviewerNotices: Record<RequestParams['notifyReviewers']['news'], Notice | null> = {
  submitted: 'submitted',
  resubmitted: 'submitted',
  returned: 'submitted',
  signed: null,
  withdrawn: null,
}

const approverNotices: Record<RequestParams['notifyApprovers']['news'], Notice | null> = {
  review_completed: 'awaitingDecision',
  documents_failed: 'documentsFailed',
  decision_undone: 'decisionUndone',
  appeal_lodged: 'appealLodged',
  withdrawn: null,
}

const ownerNotices: Record<RequestParams['notifyOwner']['news'], Notice> = {
  money_sent: 'moneySent',
  sent_back: 'evidenceSentBack',
  met: 'conditionMet',
  time_given: 'timeAnswered',
  time_refused: 'timeAnswered',
  help_offered: 'helpOffered',
  due_soon: 'conditionDueSoon',
}

const funderNotices: Record<RequestParams['notifyFunder']['news'], Notice> = {
  money_arrived: 'moneyArrived',
  evidence_given: 'evidenceGiven',
  ready_to_discharge: 'readyToDischarge',
  time_asked: 'timeAsked',
  help_asked: 'helpAsked',
}

function jobFor(request: Request, id: string): RequestedJob | null {
  const make = about[request.type] as (params: Request['params'], id: string) => RequestedJob | null
  return make(request.params, id)
}

/** The capacity tells both sides apart where the same news goes to either. */
function notice(
  name: Notice | null,
  assessmentId: string,
  more: { capacity?: string } = {},
): RequestedJob | null {
  return name && { name: 'notify', data: { notice: name, assessmentId, ...more } }
}

/** A call is open through the whole of its last day, in universal time. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000)
}
