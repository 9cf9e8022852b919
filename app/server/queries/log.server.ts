import type { Actor } from '#app/policies/actor.ts'
import { allowed, mayAct } from '#app/policies/organisation.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'

const aPage = 100

/** What a reviewer found reaches the other side with the reasons, when it is sent or decided. */
const amongReviewers = ['assessment.acceptPrinciple', 'assessment.askForChange', 'assessment.returnToReview']
/** Who judges, beside whom, and who stepped back, is for the body that reviews alone. */
const whoJudges = '^review\\.'

type Entry = {
  at: Date
  action: string
  subject: string | null
  data: unknown
  /** When it was made to say nothing. */
  erasedAt: Date | null
}

/**
 * The newest entries of the ledger: what was done and when, with ids and codes only. `before` is a position.
 * Of one's own organisations: the records they take part in, and what their people did about people and accounts.
 * What concerns the ledger itself is there for each of them. Nobody reads here of a plan from which they stepped back, nor,
 * while they judge beside somebody else, what that one found.
 */
export async function logPage(actor: Actor, before: number | null) {
  if (!mayAct(actor, 'seeLog', { organisationId: null })) throw notPermitted()
  const own = actor.memberships
    .filter(({ role }) => allowed[role].includes('seeLog'))
    .map(({ organisationId }) => organisationId)
  return asSystem('the log for an administrator', async (tx) => {
    const rows = await tx.$queryRaw<(Entry & { position: bigint })[]>`
      SELECT position, at, action, subject, data, CASE WHEN e.salt IS NULL THEN (
        SELECT max(x.at) FROM ledger_entry x WHERE x.action = 'ledger.erase' AND x.data ->> 'position' = e.position::text
      ) END AS "erasedAt"
      FROM ledger_entry e
      WHERE (${before}::bigint IS NULL OR position < ${before}::bigint) AND (
        EXISTS (
          SELECT FROM participation p
          WHERE p.record_id::text = e.subject AND p.organisation_id = ANY (${own}::uuid[]) AND app_in_force(p.from_at, p.until_at)
            AND (p.capacity = 'reviewing_body' OR e.action !~ ${whoJudges})
            AND (
              p.capacity = 'reviewing_body' OR e.action <> ALL (${amongReviewers})
              OR NOT EXISTS (SELECT FROM assessment a WHERE a.id = p.record_id AND a.state IN ('in_review', 'awaiting_decision'))
            )
            AND NOT EXISTS (
              SELECT FROM participation r
              WHERE r.record_id = p.record_id AND r.person_id = ${actor.id}::uuid AND r.capacity = 'recused' AND r.until_at IS NULL
            )
            AND (
              e.action <> ALL (${amongReviewers}) OR NOT EXISTS (
                SELECT FROM review_assignment b
                WHERE b.assessment_id = p.record_id AND b.person_id = ${actor.id}::uuid AND b.part <> 'first'
                  AND b.done_at IS NULL AND b.ended_at IS NULL
              )
            )
        )
        OR (
          NOT EXISTS (SELECT FROM record r WHERE r.id::text = e.subject)
          AND (
            EXISTS (SELECT FROM membership m WHERE m.person_id = e.actor_id AND m.organisation_id = ANY (${own}::uuid[]))
            OR (e.actor_id IS NULL AND e.subject IS NULL)
          )
        )
      )
      ORDER BY position DESC LIMIT ${aPage}`
    const entries = rows.map(({ position, ...entry }) => ({ ...entry, position: Number(position) }))
    const last = entries.at(-1)
    return { entries, older: entries.length === aPage && last && last.position > 0 ? last.position : null }
  })
}
