import type { Transaction } from '#app/server/database.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import type { SentRegisters } from '#app/server/queries/register-tables.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { framework, type Audience } from '#content/index.ts'
import { text } from '#content/registers/definition.ts'
import { hoursOf } from '#content/tier.ts'

/** Answers in which a plan says itself who was asked, who is paid and for what. */
const saidIn = {
  paid: ['E-P-03', 'E-R-02'],
  helped: ['E-P-01', 'E-P-10'],
  unpaid: ['E-P-01'],
} as const

/**
 * What a fair judgement has to look at beside the answers: is the partner paid, did they help to write it, what did they do for
 * nothing, and how long do we let them wait. Signals to ask about, never a mark.
 */
export async function equitySignals(
  tx: Transaction,
  row: AssessmentRow,
  submission: { number: number; content: object },
) {
  const asked = new Set(idsIn(submission.content))
  const answeredIn = (ids: readonly string[]) => ids.filter((id) => asked.has(id))
  const plan = sentPlan(submission.content)
  const structure = framework(row.frameworkId, row.frameworkVersion)
  const helpers = row.facts.participations.filter(
    ({ personId, capacity }) => personId && capacity === 'contributor',
  )
  return {
    country: row.country,
    paid: { partners: partnersPaid(submission.content), answers: answeredIn(saidIn.paid) },
    helped: { helpers: helpers.length, answers: answeredIn(saidIn.helped) },
    unpaid: {
      questions: asked.size,
      rounds: submission.number,
      hours: hoursOf(structure, row.audience as Audience, plan),
      answers: answeredIn(saidIn.unpaid),
    },
    turnaround: await turnaround(tx, row),
  }
}

export type EquitySignals = Awaited<ReturnType<typeof equitySignals>>

function idsIn(content: object): string[] {
  const { requirements = [] } = content as { requirements?: { id: string }[] }
  return requirements.map(({ id }) => id)
}

/** Who receives the money of the plan, by name as it stands there. Null where no list of money was sent. */
function partnersPaid(content: object): { name: string; lines: number; pence: string }[] | null {
  const { registers } = content as { registers?: SentRegisters }
  if (!registers) return null
  const byPartner = Map.groupBy(registers.money.rows, ({ values }) => text(values, 'partner').trim())
  return [...byPartner].map(([name, rows]) => ({
    name,
    lines: rows.length,
    pence: rows.reduce((sum, { pence }) => sum + BigInt(pence ?? 0), 0n).toString(),
  }))
}

/** Days that decided plans lay with the body that reviews, all rounds together: in the middle, for this country and for all. */
async function turnaround(tx: Transaction, { id, country, reviewingBodyId }: AssessmentRow) {
  const [found] = await tx.$queryRaw<
    { here: number | null; here_count: bigint; all: number | null; all_count: bigint }[]
  >`
    with rounds as (
      select a.id, a.country, s.submitted_at as began,
        case when s.number = max(s.number) over (partition by a.id) then a.decided_at
          else (select max(r.at) from review_remark r where r.assessment_id = a.id and r.submission_number = s.number) end as ended
      from assessment a join submission s on s.assessment_id = a.id
      where a.reviewing_body_id = ${reviewingBodyId}::uuid and a.decided_at is not null and a.id <> ${id}::uuid
    ), waits as (
      select country, sum(extract(epoch from ended - began) / 86400)::float8 as days from rounds group by id, country
    )
    select percentile_cont(0.5) within group (order by days) filter (where country = ${country}) as here,
      count(*) filter (where country = ${country}) as here_count,
      percentile_cont(0.5) within group (order by days) as all,
      count(*) as all_count
    from waits`
  const figure = (days: number | null | undefined, count: bigint | undefined) => ({
    days: days == null ? null : Math.round(days),
    count: Number(count ?? 0),
  })
  return { here: figure(found?.here, found?.here_count), all: figure(found?.all, found?.all_count) }
}
