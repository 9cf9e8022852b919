import type { Transaction } from '#app/server/database.server.ts'

export interface HandlerLine {
  personId: string
  name: string
  hasKey: boolean
  open: number
  late: number
  /** Of these, how many nobody else could open. */
  alone: number
  supervisedOn: Date | null
}

/** Who handles cases for a body of mine; nobody where it is none. */
export function listHandlersOf(tx: Transaction, organisationId: string, at: Date): Promise<HandlerLine[]> {
  return tx.$queryRaw<HandlerLine[]>`
    select h.person_id as "personId", h.name, h.has_key as "hasKey", h.open, h.late, h.alone,
      (select s.on_day from handler_supervision s
       where s.person_id = h.person_id and s.organisation_id = ${organisationId}::uuid
       order by s.position desc limit 1) as "supervisedOn"
    from app_handlers_of(${organisationId}::uuid, ${at}::timestamptz) h
    order by h.name, h.person_id`
}

export async function handlesFor(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ yes: boolean }[]>`
    select app_handles_for(${organisationId}::uuid, ${personId}::uuid) as yes`
  return row?.yes === true
}

export async function saveSupervision(
  tx: Transaction,
  supervision: { personId: string; organisationId: string; onDay: Date; byId: string; enteredOn: Date },
): Promise<void> {
  await tx.handlerSupervision.createMany({ data: [supervision] })
}
