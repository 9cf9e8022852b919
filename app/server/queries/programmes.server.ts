import { mayAct as mayActOnCall } from '#app/policies/call.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/programme.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { bodiesThatRunProgrammes } from '#app/server/queries/bodies.server.ts'
import { listOwnCalls } from '#app/server/repositories/calls.server.ts'
import { getProgramme, listAwards } from '#app/server/repositories/programmes.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** Where one link of the chain stands, in words that the picture and the list share. */
export type Standing =
  | 'nothing'
  | 'draft'
  | 'sent'
  | 'changes'
  | 'approved'
  | 'conditions'
  | 'overdue'
  | 'declined'
  | 'signed'
  | 'over'

/** A programme with its calls and its whole chain, as far as this person takes part. */
export function programmePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const { facts, record: _record, organisation, ...programme } = await getProgramme(tx, scope, id)
    if (!mayAct(actor, 'read', facts)) throw notPermitted()
    const today = now()
    const awards = await listAwards(tx, id)
    const calls = await listOwnCalls(tx, scope, { programmeId: id })
    return {
      programme: { ...programme, organisationName: organisation.name },
      calls,
      chain: awards.map(({ record, assessments: [assessment], organisation, ...award }) => ({
        id: award.id,
        parentId: award.parentId,
        title: award.title,
        country: award.country,
        organisationName: organisation.name,
        partners: record.participations.flatMap(({ organisation }) => organisation?.name ?? []),
        assessmentId: assessment?.id ?? null,
        conditions: assessment?.conditions.length ?? 0,
        standing: standingOf(assessment ?? null, today),
      })),
      may: { draftCall: mayActOnCall(actor, 'draft', facts) },
    }
  })
}

export type Link = Awaited<ReturnType<typeof programmePage>>['chain'][number]

/** What the page that starts a programme offers; nobody else gets it. */
export function newProgrammePage(actor: Actor) {
  const bodies = bodiesThatRunProgrammes(actor)
  if (bodies.length === 0) throw notPermitted()
  return { bodies }
}

interface Assessed {
  state: string
  decision: { outcome: string } | null
  conditions: { dueOn: Date }[]
}

function standingOf(assessment: Assessed | null, today: Date): Standing {
  if (!assessment) return 'nothing'
  switch (assessment.state) {
    case 'draft':
      return 'draft'
    case 'changes_requested':
      return 'changes'
    case 'withdrawn':
    case 'superseded':
      return 'over'
    case 'decided':
    case 'being_signed':
    case 'signed':
      return decided(assessment, today)
    default:
      return 'sent'
  }
}

function decided({ state, decision, conditions }: Assessed, today: Date): Standing {
  if (decision?.outcome === 'declined') return 'declined'
  if (conditions.some(({ dueOn }) => dueOn.getTime() + dayLength <= today.getTime())) return 'overdue'
  if (conditions.length > 0) return 'conditions'
  return state === 'signed' ? 'signed' : 'approved'
}

const dayLength = 24 * 60 * 60 * 1000
