import type { Handler } from '#app/server/jobs/handler.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'

export const commitDay: Handler<'commitDay'> = async (_payload, { now }) => {
  await commitDays(now)
}
