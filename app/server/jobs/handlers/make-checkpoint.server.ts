import type { Handler } from '#app/server/jobs/handler.server.ts'
import { makeCheckpoint as checkpoint } from '#app/server/ledger/checkpoint.server.ts'

export const makeCheckpoint: Handler<'makeCheckpoint'> = async (_payload, { now }) => {
  await checkpoint(now)
}
