import type { TestDatabase } from '#tests/support/database.ts'

/** One funder with its university and a plan in review; `letter` keeps two such worlds apart. */
export interface World {
  funder: string
  university: string
  officer: string
  reviewer: string
  approver: string
  investigator: string
  administrator: string
  programme: string
  draftCall: string
  openCall: string
  award: string
  assessment: string
  document: string
}

export async function layWorld({ query }: Pick<TestDatabase, 'query'>, letter: string): Promise<World> {
  const one = async (sql: string, values: unknown[] = []) => (await query<{ id: string }>(sql, values))[0]!.id
  const organisation = (name: string, kind: string) =>
    one(`insert into organisation (name, kind, country) values ($1, $2, 'GB') returning id`, [
      `${name} ${letter}`,
      kind,
    ])
  const person = async (name: string, where: string, role: string) => {
    const id = await one(
      `insert into person (name, email, password_hash) values ($1, $2, 'hash') returning id`,
      [`${name} ${letter}`, `${name}.${letter}@example.org`.toLowerCase()],
    )
    await query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
      id,
      where,
      role,
    ])
    return id
  }
  const record = async (kind: string, organisationId: string, capacity: string) => {
    const id = await one('insert into record (kind) values ($1) returning id', [kind])
    await takesPart(id, organisationId, capacity)
    return id
  }
  const takesPart = (id: string, organisationId: string, capacity: string) =>
    query('insert into participation (record_id, organisation_id, capacity) values ($1, $2, $3)', [
      id,
      organisationId,
      capacity,
    ])

  const funder = await organisation('Funder', 'funder')
  const university = await organisation('University', 'university')
  const officer = await person('Officer', funder, 'programme_officer')
  const reviewer = await person('Reviewer', funder, 'reviewer')
  const approver = await person('Approver', funder, 'approver')
  const administrator = await person('Administrator', funder, 'administrator')
  const investigator = await person('Investigator', university, 'principal_investigator')

  const programme = await record('programme', funder, 'owner')
  await query(`insert into programme (id, organisation_id, title, summary) values ($1, $2, $3, '')`, [
    programme,
    funder,
    `Programme ${letter}`,
  ])
  const call = async (state: string) => {
    const id = await record('call', funder, 'owner')
    await query(
      `insert into call (id, programme_id, organisation_id, title, summary, closes_on, framework_id, framework_version, machine_version, state, value, context)
       values ($1, $2, $3, $4, '', '2027-01-01', 'amana-ukcdr', 0, 1, $5, '{}', '{}')`,
      [id, programme, funder, `Call ${letter} ${state}`, state],
    )
    return id
  }
  const draftCall = await call('draft')
  const openCall = await call('open')
  const award = await record('award', university, 'holder')
  await query(
    `insert into award (id, programme_id, organisation_id, title, country) values ($1, $2, $3, $4, 'KE')`,
    [award, programme, university, `Award ${letter}`],
  )

  const assessment = await record('assessment', university, 'author')
  await takesPart(assessment, funder, 'reviewing_body')
  await query(
    `insert into assessment (id, organisation_id, call_id, award_id, reviewing_body_id, audience, title, country, framework_id, framework_version,
       locale, created_by_id, machine_version, state, value, context)
     values ($1, $2, $3, $4, $5, 'project', $6, 'KE', 'amana-ukcdr', 0, 'en', $7, 1, 'in_review', '{}', '{}')`,
    [assessment, university, openCall, award, funder, `Plan ${letter}`, investigator],
  )
  const inAssessment = (sql: string, values: unknown[]) => query(sql, [assessment, ...values])
  await inAssessment(
    `insert into answer (assessment_id, requirement_id, text, updated_by_id, updated_at) values ($1, 'r1', 'draft words', $2, now())`,
    [investigator],
  )
  await inAssessment(
    `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at) values ($1, 1, 'en', '[]', '\\x00', $2, now())`,
    [investigator],
  )
  await inAssessment(
    `insert into review_remark (assessment_id, submission_number, principle, judgement, reviewer_id, at) values ($1, 1, 'rights', 'changes_asked', $2, now())`,
    [reviewer],
  )
  await inAssessment(
    `insert into condition (assessment_id, position, sentence, owner, evidence_asked, due_on, holds_back, set_by_id, created_at)
     values ($1, 1, 'Name a focal point', 'PI', 'A letter', '2027-02-01', 'award', $2, now())`,
    [approver],
  )
  const document = await one(
    `insert into issued_document (number, assessment_id, organisation_id, kind, model, created_at) values ($1, $2, $3, 'full_record', '{}', now()) returning id`,
    [`AM-TEST-000${letter}`, assessment, funder],
  )
  await query(
    `insert into document_revision (document_id, number, bytes, size, sha256) values ($1, 0, $2, 3, sha256($2))`,
    [document, Buffer.from(`pd${letter}`)],
  )
  await query(`select ledger_append('assessment.submit', $1, $2, '{}', now(), $3)`, [
    assessment,
    investigator,
    Buffer.alloc(32, 7),
  ])

  // Rows that are nobody's to read
  await query(
    `insert into session (token_hash, person_id, expires_at) values (sha256($1), $2, now() + interval '1 day')`,
    [Buffer.from(letter), officer],
  )
  await query(`insert into totp (person_id, secret_sealed) values ($1, '\\x00')`, [officer])
  await query(`insert into recovery_code (person_id, code_hash) values ($1, '\\x00')`, [officer])
  await query(
    `insert into passkey (person_id, credential_id, public_key, name) values ($1, $2, '\\x00', 'key')`,
    [officer, letter],
  )
  await query(`insert into recovery (person_id, kind, expires_at) values ($1, 'mail', now())`, [officer])
  await query(`insert into held_form (person_id, path, sealed) values ($1, '/', '\\x00')`, [officer])
  await query(`insert into setting (name, value) values ($1, '{}')`, [letter])
  await query(`insert into ledger_witness (name, email) values ('Witness', $1)`, [
    `witness.${letter}@example.org`,
  ])
  await query(`insert into ledger_checkpoint (size, root, note, at) values ($1, '\\x00', '', now())`, [
    letter.codePointAt(0),
  ])
  await query(
    `insert into invitation (code_hash, organisation_id, role, name, invited_by_id, expires_at) values (sha256($1), $2, 'reviewer', 'New', $3, now())`,
    [Buffer.from(letter), funder, administrator],
  )
  return {
    funder,
    university,
    officer,
    reviewer,
    approver,
    investigator,
    administrator,
    programme,
    draftCall,
    openCall,
    award,
    assessment,
    document,
  }
}
