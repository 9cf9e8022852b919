import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import {
  participationColumns,
  type ParticipationFact,
} from '#app/server/repositories/participations.server.ts'
import type { Scope } from '#app/server/scope.server.ts'

const columns = {
  id: true,
  organisationId: true,
  title: true,
  summary: true,
  fictional: true,
  organisation: { select: { name: true, country: true } },
  record: { select: { participations: participationColumns } },
} as const

export async function getProgramme(tx: Transaction, scope: Scope, id: string) {
  const row = isId(id)
    ? await tx.programme.findFirst({ where: { id, record: scope.records }, select: columns })
    : null
  if (!row) throw notFound()
  return { ...row, facts: { participations: row.record.participations as ParticipationFact[] } }
}

/** Those in which the person's organisations take part, by title. */
export function listProgrammes(tx: Transaction, scope: Scope) {
  return tx.programme.findMany({
    where: { record: scope.records },
    orderBy: { title: 'asc' },
    select: {
      id: true,
      title: true,
      organisation: { select: { name: true } },
      _count: { select: { calls: true, awards: true } },
    },
  })
}

export async function createProgramme(
  tx: Transaction,
  row: {
    id: string
    organisationId: string
    title: string
    summary: string
    fictional: boolean
    createdAt: Date
  },
): Promise<void> {
  await tx.programme.create({ data: row, select: { id: true } })
}

/** The chain under one programme: every tier this person may see, in order, with its newest assessment. */
export function listAwards(tx: Transaction, programmeId: string) {
  return tx.award.findMany({
    where: { programmeId },
    orderBy: [{ position: 'asc' }, { title: 'asc' }],
    select: {
      id: true,
      parentId: true,
      title: true,
      country: true,
      position: true,
      organisation: { select: { id: true, name: true, kind: true } },
      assessments: {
        orderBy: { createdAt: 'desc' },
        take: 1,
        select: {
          id: true,
          state: true,
          decision: { select: { outcome: true } },
          conditions: { select: { dueOn: true } },
        },
      },
      record: {
        select: {
          participations: {
            where: { capacity: 'partner', untilAt: null },
            select: { organisation: { select: { name: true } } },
          },
        },
      },
    },
  })
}
