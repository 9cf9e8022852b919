import { JobFailure } from '#app/server/jobs/failure.server.ts'

/**
 * What jobs do that belongs to workflows. The queue cannot import workflows, which import the queue, so whoever starts a
 * worker hands the functions over. Each may run more than once for the same id.
 */
export interface Work {
  drawDocumentsOf(assessmentId: string): Promise<void>
  closeCall(callId: string): Promise<void>
  watchConditions(): Promise<void>
  watchConcerns(): Promise<void>
}

const provided: Partial<Work> = {}

export function provideWork(parts: Partial<Work>): void {
  Object.assign(provided, parts)
}

export function work<Name extends keyof Work>(name: Name): Work[Name] {
  const run = provided[name]
  if (!run) throw new JobFailure('noWorkProvided')
  return run
}
