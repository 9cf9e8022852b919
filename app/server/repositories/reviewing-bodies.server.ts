import type { Transaction } from '#app/server/database.server.ts'

/** Bodies with a reviewer and an approver, by name. Every signed-in person may ask them for a review. */
export function listReviewingBodies(tx: Transaction) {
  return tx.$queryRaw<
    { id: string; name: string }[]
  >`select id::text, name from app_reviewing_bodies() order by name`
}
