import { z } from 'zod'

const id = z.guid()
const code = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)

/** What a notification can be about; each has its own mail template and its own recipients. */
export const notices = [
  'submitted',
  'changesRequested',
  'awaitingDecision',
  'decided',
  'yourSignature',
  'signed',
  'documentsFailed',
  'decisionUndone',
  'appealLodged',
  'appealHeard',
  'reviewAssigned',
  'reviewerNeeded',
  'moneySent',
  'moneyArrived',
  'evidenceGiven',
  'evidenceSentBack',
  'readyToDischarge',
  'conditionMet',
  'conditionDueSoon',
  'conditionLate',
  'timeAsked',
  'timeAnswered',
  'helpAsked',
  'helpOffered',
  'commentAsked',
  'caseNeedsYou',
  'caseNeedsYouNow',
  'caseLate',
  'caseOverseen',
  'caseLateBelow',
  'caseRecovery',
  'careNeedsYou',
  'doorChange',
  'deskDueSoon',
  'deskDue',
] as const
export type Notice = (typeof notices)[number]

/** About a case or a request at the desk, which none of them names. */
export const caseNotices = [
  'caseNeedsYou',
  'caseNeedsYouNow',
  'caseLate',
  'caseOverseen',
  'caseLateBelow',
  'caseRecovery',
  'careNeedsYou',
  'deskDueSoon',
  'deskDue',
] as const satisfies readonly Notice[]

/** Somebody is in danger: neither quiet hours nor a digest hold it. */
export function isUrgent(mail: string): boolean {
  return mail === ('caseNeedsYouNow' satisfies Notice)
}

/** Mail that is not about an assessment. */
const otherMails = [
  'digest',
  'invitation',
  'passwordReset',
  'recoveryAsked',
  'contributor',
  'checkpoint',
] as const
export const mails = [...notices, ...otherMails] as const
export type Mail = (typeof mails)[number]

/** What somebody chose to be mailed, when and how; any other mail lets somebody in, and never waits. */
export function isNotice(mail: Mail): boolean {
  return mail === 'digest' || (notices as readonly string[]).includes(mail)
}

/**
 * Payloads carry ids and codes, never words. A token that has to travel in a link is sealed (see mail/sealed-token),
 * so that whoever reads the queue or a backup cannot use it.
 */
export const payloads = {
  drawDocuments: z.strictObject({ assessmentId: id }),
  closeCall: z.strictObject({ callId: id }),
  notify: z.strictObject({
    notice: z.enum(notices),
    assessmentId: id.optional(),
    conditionId: id.optional(),
    caseId: id.optional(),
    doorChangeId: id.optional(),
    personId: id.optional(),
    alsoPersonId: id.optional(),
    capacity: code.optional(),
    level: z
      .string()
      .regex(/^[1-9]$/)
      .optional(),
  }),
  sendMail: z.strictObject({
    mail: z.enum(mails),
    personId: id.optional(),
    invitationId: id.optional(),
    witnessId: id.optional(),
    recordId: id.optional(),
    conditionId: id.optional(),
    count: z
      .string()
      .regex(/^\d{1,6}$/)
      .optional(),
    size: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    sealedToken: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,300}$/)
      .optional(),
  }),
  mailNotices: z.strictObject({}),
  makeCheckpoint: z.strictObject({}),
  mailCheckpoint: z.strictObject({}),
  commitDay: z.strictObject({}),
  watchConditions: z.strictObject({}),
  watchConcerns: z.strictObject({}),
}

export type JobName = keyof typeof payloads
export type Payload<Name extends JobName> = z.infer<(typeof payloads)[Name]>
export const jobNames = Object.keys(payloads) as JobName[]

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(payloads, name)
}

/** Where a job goes when its last retry has failed. */
export const deadQueue = 'dead'

const day = 24 * 60 * 60
const kept = {
  policy: 'standard',
  deadLetter: deadQueue,
  retentionSeconds: 60 * day,
  deleteAfterSeconds: 30 * day,
}
const patient = { retryLimit: 8, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600 }
const brief = { retryLimit: 3, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 }

/** The same figures stand in the migration; a test compares. */
export const queueOptions = {
  drawDocuments: { ...kept, ...brief, expireInSeconds: 600 },
  closeCall: { ...kept, ...brief, expireInSeconds: 120 },
  notify: { ...kept, ...brief, expireInSeconds: 120 },
  sendMail: { ...kept, ...patient, expireInSeconds: 120 },
  mailNotices: { ...kept, ...brief, expireInSeconds: 300 },
  makeCheckpoint: { ...kept, ...brief, expireInSeconds: 120 },
  mailCheckpoint: { ...kept, ...brief, expireInSeconds: 120 },
  commitDay: { ...kept, ...brief, expireInSeconds: 300 },
  watchConditions: { ...kept, ...brief, expireInSeconds: 600 },
  watchConcerns: { ...kept, ...brief, expireInSeconds: 300 },
} satisfies Record<JobName, object>

export const deadQueueOptions = {
  policy: 'standard',
  retentionSeconds: 365 * day,
  deleteAfterSeconds: 30 * day,
}

/**
 * In UTC: mail that waited, six times an hour; a checkpoint every hour, to the witnesses on Monday morning; each night the
 * day that is over.
 */
export const schedules: { name: JobName; cron: string }[] = [
  { name: 'mailNotices', cron: '*/10 * * * *' },
  { name: 'makeCheckpoint', cron: '7 * * * *' },
  { name: 'mailCheckpoint', cron: '23 5 * * 1' },
  { name: 'commitDay', cron: '3 0 * * *' },
  // Each step is taken once however often it runs, so a computer that slept through one is only hours behind.
  { name: 'watchConditions', cron: '41 */6 * * *' },
  // In steps of six hours, so that a notice does not say when somebody wrote.
  { name: 'watchConcerns', cron: '17 */6 * * *' },
]
