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
  notifyApprovers: ({ news }, id) => notice(approverNotices[news], id),
  notifySigner: ({ capacity }, id) => ({
    name: 'notify',
    data: { notice: 'yourSignature', assessmentId: id, capacity },
  }),
  drawDocuments: (_params, id) => ({ name: 'drawDocuments', data: { assessmentId: id } }),
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
  withdrawn: null,
}

function jobFor(request: Request, id: string): RequestedJob | null {
  const make = about[request.type] as (params: Request['params'], id: string) => RequestedJob | null
  return make(request.params, id)
}

function notice(name: Notice | null, assessmentId: string): RequestedJob | null {
  return name && { name: 'notify', data: { notice: name, assessmentId } }
}

/** A call is open through the whole of its last day, in universal time. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000)
}
