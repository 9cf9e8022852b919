import { asSystem } from '#app/server/database.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'

/** The newest checkpoint to every witness. Repeated within the same run it adds nothing. */
export const mailCheckpoint: Handler<'mailCheckpoint'> = async (_payload, { jobId, now }) => {
  const checkpoint = await makeCheckpoint(now)
  if (!checkpoint) return
  await asSystem('mail to the witnesses of the ledger', async (tx) => {
    const witnesses = await tx.ledgerWitness.findMany({
      where: { endedAt: null },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    })
    await enqueue(
      tx,
      witnesses.map(({ id }) => ({
        name: 'sendMail' as const,
        key: `${jobId}:${id}`,
        data: { mail: 'checkpoint', witnessId: id, size: String(checkpoint.size) },
      })),
    )
  })
}
