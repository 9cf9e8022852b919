import type { JobName, Payload } from '#app/server/jobs/names.server.ts'

export interface JobContext {
  jobId: string
  now: Date
}

/** May run more than once for the same job: what it did the first time must do no harm the second. */
export type Handler<Name extends JobName> = (payload: Payload<Name>, context: JobContext) => Promise<void>
