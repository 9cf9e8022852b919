import type { Handler } from '#app/server/jobs/handler.server.ts'
import { makeCheckpoint as checkpoint } from '#app/server/ledger/checkpoint.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'

/** Where nothing runs at night, the days that are over are committed to with the first checkpoint after it. */
export const makeCheckpoint: Handler<'makeCheckpoint'> = async (_payload, { now }) => {
  await commitDays(now)
  await checkpoint(now)
}
