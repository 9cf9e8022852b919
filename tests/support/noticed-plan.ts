import type { Role } from '#app/policies/actor.ts'
import type { TestDatabase } from '#tests/support/database.ts'

export type Noticed = Awaited<ReturnType<typeof layNoticedPlan>>

let count = 0

/**
 * A plan with one condition, and everybody who could hear of it: of the funder, of the body that answers, of the body above
 * and of one that has nothing to do with it. Each person's name is that of their part.
 */
export async function layNoticedPlan({ query }: Pick<TestDatabase, 'query'>) {
  count += 1
  const one = async (sql: string, values: unknown[] = []) => (await query<{ id: string }>(sql, values))[0]!.id
  const body = (kind: string) =>
    one(
      `insert into organisation (name, kind, country, fictional) values ('Hidden body', $1, 'GH', true) returning id`,
      [kind],
    )
  const [funder, partner, prime, stranger] = [
    await body('funder'),
    await body('community'),
    await body('university'),
    await body('ngo'),
  ]
  const people = new Map<string, string>()
  const person = async (part: string, organisationId: string | null, role: Role | null) => {
    const id = await one(
      `insert into person (name, email, fictional) values ('Hidden person', $1, true) returning id`,
      [`${part}.${count}@example.org`.toLowerCase()],
    )
    if (organisationId)
      await query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
        id,
        organisationId,
        role,
      ])
    people.set(id, part)
    return id
  }
  const ids = {
    officer: await person('officer', funder, 'programme_officer'),
    reviewer: await person('reviewer', funder, 'reviewer'),
    otherReviewer: await person('otherReviewer', funder, 'reviewer'),
    approver: await person('approver', funder, 'approver'),
    otherApprover: await person('otherApprover', funder, 'approver'),
    funderLead: await person('funderLead', funder, 'safeguarding_lead'),
    administrator: await person('administrator', funder, 'administrator'),
    investigator: await person('investigator', partner, 'principal_investigator'),
    otherInvestigator: await person('otherInvestigator', partner, 'principal_investigator'),
    focalPoint: await person('focalPoint', partner, 'focal_point'),
    partnerLead: await person('partnerLead', partner, 'safeguarding_lead'),
    primeOfficer: await person('primeOfficer', prime, 'programme_officer'),
    outsider: await person('outsider', null, null),
    strangerInvestigator: await person('strangerInvestigator', stranger, 'principal_investigator'),
    strangerOfficer: await person('strangerOfficer', stranger, 'programme_officer'),
  }
  const id = await one(`insert into record (kind) values ('assessment') returning id`)
  await query(
    `insert into assessment (id, organisation_id, reviewing_body_id, audience, title, country, framework_id, framework_version,
       locale, created_by_id, machine_version, state, value, context)
     values ($1, $2, $3, 'project', 'Hidden title', 'GH', 'amana-ukcdr', 0, 'en', $4, 2, 'signed', '{}', '{}')`,
    [id, partner, funder, ids.investigator],
  )
  for (const [organisationId, capacity] of [
    [partner, 'author'],
    [funder, 'reviewing_body'],
    [prime, 'upper_tier'],
  ])
    await query('insert into participation (record_id, organisation_id, capacity) values ($1, $2, $3)', [
      id,
      organisationId,
      capacity,
    ])
  await query(
    `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at)
     values ($1, 1, 'en', '[]', '\\x00', $2, now())`,
    [id, ids.investigator],
  )
  await query(
    `insert into review_remark (assessment_id, submission_number, principle, judgement, reviewer_id, at)
     values ($1, 1, 'rights', 'accepted', $2, now())`,
    [id, ids.reviewer],
  )
  await query(
    `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at)
     values ($1, 'approved_with_conditions', '', $2, $3, now())`,
    [id, ids.approver, ids.reviewer],
  )
  const condition = await one(
    `insert into condition (assessment_id, position, sentence, owner, evidence_asked, due_on, holds_back, set_by_id, created_at)
     values ($1, 1, 'Hidden sentence', 'Hidden owner', 'Hidden letter', '2027-02-01', 'award', $2, now()) returning id`,
    [id, ids.approver],
  )
  return {
    ...ids,
    id,
    condition,
    funder,
    partner,
    prime,
    /** Whose address it is, or whose id. */
    partOf: (known: string) =>
      people.get(known) ?? known.slice(0, known.lastIndexOf('.', known.indexOf('@'))),
  }
}
