import { env } from '#app/server/env.server.ts'
import type { Mail } from '#app/server/jobs/names.server.ts'

type Parts = { recordId?: string | undefined; token?: string | undefined }

const paths: Record<Mail, (parts: Parts) => string> = {
  submitted: ({ recordId }) => `/app/assessments/${recordId}/review`,
  changesRequested: ({ recordId }) => `/app/assessments/${recordId}`,
  awaitingDecision: ({ recordId }) => `/app/assessments/${recordId}/decide`,
  decided: ({ recordId }) => `/app/assessments/${recordId}`,
  yourSignature: ({ recordId }) => `/app/assessments/${recordId}/sign`,
  signed: ({ recordId }) => `/app/assessments/${recordId}`,
  documentsFailed: () => '/app/jobs',
  invitation: ({ token }) => `/app/invitation?code=${token}`,
  passwordReset: ({ token }) => `/app/reset?code=${token}`,
  recoveryAsked: () => '/app/people/recoveries',
  contributor: ({ recordId }) => `/app/assessments/${recordId}`,
  checkpoint: () => '/ledger',
}

/** Always under the installation's own address, never under the Host that a request named. */
export function linkOf(mail: Mail, parts: Parts): string {
  return new URL(paths[mail](parts), env.origin).href
}
