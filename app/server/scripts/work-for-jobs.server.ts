import { systemActor } from '#app/policies/actor.ts'
import { rootOfCaseLog } from '#app/server/case-log.server.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { provideCaseLog } from '#app/server/ledger/case-log.server.ts'
import { provideWork } from '#app/server/jobs/work.server.ts'
import { hearOfCode } from '#app/server/workflows/concern-by-code.server.ts'
import { provideCaseSteps } from '#app/server/workflows/concern-return.server.ts'
import { advanceCall } from '#app/server/workflows/call.server.ts'
import { drawDocumentsOf } from '#app/server/workflows/documents.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { watchConditions } from '#app/server/workflows/watch-conditions.server.ts'

/** What whoever starts a worker calls first. */
export function provideWorkForJobs(): void {
  provideCaseLog(rootOfCaseLog)
  provideWork({ drawDocumentsOf, closeCall, watchConditions, watchConcerns })
  provideCaseSteps(hearOfCode)
}

/** A call that was closed, extended or discarded in the meantime is left as it is: an extension has a job of its own. */
async function closeCall(callId: string): Promise<void> {
  try {
    await advanceCall(systemActor, callId, { type: 'close' }, 'newest', now())
  } catch (error) {
    if (!(error instanceof AppError) || !['notReady', 'notFound'].includes(error.code)) throw error
  }
}
