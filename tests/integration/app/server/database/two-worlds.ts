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
  /** Of a third body, invited to write the plan, or to comment on it. */
  contributor: string
  commenter: string
  programme: string
  draftCall: string
  openCall: string
  award: string
  assessment: string
  document: string
  evidence: string
  file: string
  grant: string
  risk: string
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
  const partner = await organisation('Partner', 'community')
  const contributor = await person('Contributor', partner, 'focal_point')
  const commenter = await person('Commenter', partner, 'safeguarding_lead')

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

  const { evidence, file, grant, risk } = await layPlan()
  await layJudging()

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
    contributor,
    commenter,
    evidence,
    file,
    grant,
    risk,
  }

  /** Around the judging: who reviews, what was undone and appealed, what became of a condition, who was told. */
  async function layJudging() {
    await inAssessment(
      `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at) values ($1, $2, 'first', $3, now())`,
      [reviewer, officer],
    )
    await inAssessment(
      `insert into conflict_declaration (assessment_id, person_id, conflicted, at) values ($1, $2, false, now())`,
      [reviewer],
    )
    await inAssessment(
      `insert into review_opinion (assessment_id, submission_number, principle, person_id, judgement, at)
       values ($1, 1, 'rights', $2, 'accepted', now())`,
      [approver],
    )
    await inAssessment(
      `insert into past_decision (assessment_id, number, outcome, reason, reasons, letter, letter_locale, decided_by_id, reviewed_by_id,
         decided_at, kind, undone_by_id, undone_at, undone_because)
       values ($1, 1, 'declined', '', '{}', '', 'en', $2, $3, now(), 'reverted', $2, now(), 'Two plans were mixed up')`,
      [approver, reviewer],
    )
    await inAssessment(
      `insert into appeal (assessment_id, grounds, lodged_by_id, lodged_at, state) values ($1, 'Not read', $2, now(), 'taken_back')`,
      [investigator],
    )
    await query(
      `insert into letter_template (organisation_id, outcome, locale, body, updated_by_id, updated_at)
       values ($1, 'declined', 'en', 'We are sorry', $2, now())`,
      [funder, officer],
    )
    await query(
      `insert into condition_event (condition_id, kind, note, person_id, at)
       select id, 'askForTime', 'The rains', $2, now() from condition where assessment_id = $1`,
      [assessment, investigator],
    )
    await query(
      `insert into notice (person_id, kind, record_id, at) values ($1, 'submitted', $3, now()), ($2, 'decided', $3, now())`,
      [officer, investigator, assessment],
    )
    await query(
      `insert into local_day (organisation_id, on_day, name, added_by_id) values ($1, '2027-04-27', 'Independence', $2)`,
      [university, investigator],
    )
    await query(
      `insert into document_download (document_id, revision, person_id, at) values ($1, 0, $2, now())`,
      [document, investigator],
    )
    await query(`insert into ledger_commitment (on_day, salt) values (current_date - $1::int, '\\x00')`, [
      letter.codePointAt(0),
    ])
  }

  /** What is written with others, and what is shown as evidence: the plan's draft is in it, and the body's passport. */
  async function layPlan() {
    await query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'contributor'), ($1, $3, 'commenter')`,
      [assessment, contributor, commenter],
    )
    await inAssessment(
      `insert into plan_context (assessment_id, circumstances, tier, audiences, updated_by_id, updated_at) values ($1, '{}', 1, '{project}', $2, now())`,
      [investigator],
    )
    const [lesson] = await query<{ id: string }>(
      `insert into lesson (organisation_id, audience, area, words, locale, shown_from)
       select $1, audience, 'rights', 'Ask twice', 'en', (date_trunc('quarter', current_date) + later)::date
       from (values ('plans', interval '0'), ('own_duties', interval '0'), ('plans', interval '3 months')) as of (audience, later)
       returning id`,
      [funder],
    )
    await inAssessment(
      `insert into lesson_taken (assessment_id, lesson_id, requirement_id, by_id, on_day) values ($1, $2, 'r1', $3, current_date)`,
      [lesson!.id, investigator],
    )
    await query(`insert into lesson_back (lesson_id, asked_by_id, asked_on) values ($1, $2, current_date)`, [
      lesson!.id,
      investigator,
    ])
    await inAssessment(
      `insert into comment (assessment_id, requirement_id, author_id, body, at) values ($1, 'r1', $2, 'Shorter?', now())`,
      [commenter],
    )
    await inAssessment(
      `insert into assignment (assessment_id, principle, person_id, assigned_by_id, at) values ($1, 'rights', $2, $3, now())`,
      [contributor, investigator],
    )
    const risk = await one(
      `insert into register_row (assessment_id, register, "values", created_by_id, updated_by_id, updated_at)
       values ($1, 'risks', '{}', $2, $2, now()) returning id`,
      [assessment, investigator],
    )
    await inAssessment(
      `insert into risk_sign_off (assessment_id, row_id, row_revision, capacity, person_id, reason, at)
       values ($1, $2, 1, 'research_organisation', $3, 'Known and carried', now())`,
      [risk, investigator],
    )
    await inAssessment(
      `insert into requirement_note (framework_id, framework_version, requirement_id, assessment_id, person_id, body, locale, at)
       values ('amana-ukcdr', 0, 'r1', $1, $2, 'We have no police here', 'en', now())`,
      [investigator],
    )
    await query(
      `insert into framework_version (framework_id, version, organisation_id, source, words, sha256, published_by_id, published_at)
       values ($1, 1, $2, '{}', '{}', '\\x00', $3, now())`,
      [`${letter.toLowerCase()}-own`, funder, officer],
    )
    const file = await one(
      `insert into evidence_file (organisation_id, name, media_type, size, sha256, scan, uploaded_by_id, uploaded_at)
       values ($1, 'policy.pdf', 'application/pdf', 3, '\\x00', 'clean', $2, now()) returning id`,
      [university, investigator],
    )
    const evidence = await one(
      `insert into evidence_item (organisation_id, kind, title, file_id, in_passport, created_by_id, created_at)
       values ($1, 'file', 'Policy', $2, true, $3, now()) returning id`,
      [university, file, investigator],
    )
    await inAssessment(
      `insert into evidence_use (assessment_id, requirement_id, evidence_id, added_by_id, added_at) values ($1, 'r1', $2, $3, now())`,
      [evidence, investigator],
    )
    await inAssessment(
      `insert into evidence_sent (assessment_id, submission_number, evidence_id, file_id) values ($1, 1, $2, $3)`,
      [evidence, file],
    )
    await query(
      `insert into passport_answer (organisation_id, framework_id, requirement_id, framework_version, text, confirmed_on, confirmed_by_id)
       values ($1, 'amana-ukcdr', 'r1', 0, 'As every year', current_date, $2)`,
      [university, investigator],
    )
    const grant = await one(
      `insert into passport_grant (organisation_id, to_organisation_id, call_id, until_on, granted_by_id, granted_at)
       values ($1, $2, $3, current_date + 30, $4, now()) returning id`,
      [university, funder, openCall, investigator],
    )
    await query(`insert into passport_reading (grant_id, person_id, at) values ($1, $2, now())`, [
      grant,
      officer,
    ])
    return { evidence, file, grant, risk }
  }
}
