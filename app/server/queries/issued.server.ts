import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { headOf, sideOf } from '#app/server/queries/assessment.server.ts'
import { listReplacements } from '#app/server/repositories/replacements.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listIssued } from '#app/server/repositories/documents.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { appealOf, eventsOpen } from '#machines/processes.ts'

/** Everything issued for a plan: what of it is in force since when, and who took which copy. */
export function issuedPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (sideOf(actor, row) === 'author' || !mayRead(actor, 'full_record', row.facts, row.state))
      throw notPermitted()
    const issued = await listIssued(tx, id)
    const names = await listNames(tx, [
      ...new Set(issued.flatMap(({ downloads }) => downloads.map(({ personId }) => personId))),
    ])
    const open = eventsOpen('assessment', row)
    const may = (action: 'replaceDocuments' | 'supersede') =>
      open.includes(action) && mayAct(actor, action, row.facts)
    return {
      ...headOf(row, 'reviewing_body'),
      documents: issued.map(({ revisions, downloads, ...document }) => ({
        ...document,
        newest: revisions[0]?.number ?? 0,
        complete: revisions[0]?.final ?? false,
        downloads: downloads.map(({ personId, ...download }) => ({
          ...download,
          by: names.get(personId) ?? '',
        })),
      })),
      appealed: appealOf(row) === 'lodged',
      replacements: may('supersede') ? await listReplacements(tx, scopeOf(actor), row) : [],
      may: { replace: may('replaceDocuments'), supersede: may('supersede') },
    }
  })
}
