import type { TestDatabase } from '#tests/support/database.ts'

/** A body that receives concerns, with one case: two who handle it, one who watches its clocks, one whom it is about. */
export interface CaseWorld {
  body: string
  first: string
  second: string
  lead: string
  carer: string
  subject: string
  administrator: string
  door: string
  concern: string
  thread: string
  fileKey: string
  keyOfFirst: string
  keyOfSecond: string
  keyOfSubject: string
}

export async function layCase({ query }: Pick<TestDatabase, 'query'>, letter: string): Promise<CaseWorld> {
  const one = async (sql: string, values: unknown[] = []) => (await query<{ id: string }>(sql, values))[0]!.id
  const body = await one(
    `insert into organisation (name, kind, country) values ($1, 'ngo', 'SL') returning id`,
    [`Keepers ${letter}`],
  )
  const person = async (name: string, role: string) => {
    const id = await one(`insert into person (name) values ($1) returning id`, [`${name} ${letter}`])
    await query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
      id,
      body,
      role,
    ])
    return id
  }
  const first = await person('First', 'case_handler')
  const second = await person('Second', 'case_handler')
  const subject = await person('Subject', 'case_handler')
  const lead = await person('Lead', 'safeguarding_lead')
  const carer = await person('Carer', 'focal_point')
  const administrator = await person('Administrator', 'administrator')
  const keyOf = (id: string) =>
    one(
      `insert into handler_key (person_id, organisation_id, duties, recipient, verify_key, statement, created_on, counted_on)
       values ($1, $2, '{handle}', 'age1', '\\x00', '{}', current_date, current_date) returning id`,
      [id, body],
    )
  const [keyOfFirst, keyOfSecond, keyOfSubject] = [
    await keyOf(first),
    await keyOf(second),
    await keyOf(subject),
  ]
  await query(
    `insert into handler_key_signature (key_id, by_key_id, signature, on_day) values ($1, $2, '\\x00', current_date)`,
    [keyOfFirst, keyOfSecond],
  )
  await query(
    `insert into handler_key_wrap (key_id, way, sealed, on_day) values ($1, 'phrase', '\\x00', current_date)`,
    [keyOfFirst],
  )
  const door = await one(
    `insert into concern_door (slug, organisation_id, name, terms, created_by_id, created_on)
     values ($1, $2, 'Coast', '{}', $3, current_date) returning id`,
    [`door-${body.slice(0, 8)}`, body, lead],
  )
  await query(
    `insert into door_agreement (door_id, organisation_id, kind, agreed_by_id, agreed_on) values ($1, $2, 'next_up', $3, current_date)`,
    [door, body, lead],
  )
  await query(
    `insert into door_change (door_id, part, change, proposed_by_id, proposed_on, state) values ($1, 'rota', '{}', $2, current_date, 'refused')`,
    [door, lead],
  )
  await query(
    `insert into door_recording (door_id, slot, language, media, sound, digest, size, texts, recorded_by_id, recorded_as, recorded_on, from_on)
     values ($1, 'start', 'kri', 'audio/ogg', '\\x00', '\\x00', 1, '{}', $2, 'safeguarding_lead', current_date, current_date)`,
    [door, lead],
  )
  const concern = await one(`insert into record (kind) values ('concern') returning id`)
  for (const [who, capacity] of [
    [first, 'case_handler'],
    [second, 'case_handler'],
    [lead, 'case_overseer'],
    [carer, 'subject_carer'],
  ])
    await query(
      `insert into participation (record_id, person_id, capacity, from_at) values ($1, $2, $3, current_date)`,
      [concern, who, capacity],
    )
  await query(
    `insert into concern (id, door_id, organisation_id, filed_under, arrived_on, machine_version, state, value, context)
     values ($1, $2, $3, $4, current_date, 1, 'received', '{}', '{}')`,
    [concern, door, body, Buffer.from(concern)],
  )
  const thread = await one(
    `insert into concern_thread (concern_id, on_day) values ($1, current_date) returning id`,
    [concern],
  )
  const way = await one(
    `insert into concern_way (thread_id, lookup_hash, recipient, on_day) values ($1, $2, 'age1', current_date) returning id`,
    [thread, Buffer.from(concern)],
  )
  const key = (kind: string, of: string | null) =>
    one(
      `insert into concern_key (concern_id, kind, thread_id, recipient, on_day) values ($1, $2, $3, 'age1', current_date) returning id`,
      [concern, kind, of],
    )
  const fileKey = await key('file', null)
  const threadKey = await key('thread', thread)
  await query(
    `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
     values ($1, 'handler', $2, '\\x00', current_date), ($1, 'handler', $3, '\\x00', current_date)`,
    [fileKey, keyOfFirst, keyOfSecond],
  )
  await query(
    `insert into concern_envelope (key_id, holder, way_id, sealed, on_day) values ($1, 'way', $2, '\\x00', current_date)`,
    [threadKey, way],
  )
  await query(
    `insert into sealed_part (concern_id, key_id, first, sealed, on_day)
     values ($1, $2, true, '\\x01', current_date), ($1, $2, false, '\\x02', current_date)`,
    [concern, fileKey],
  )
  await query(
    `insert into sealed_file (id, concern_id, key_id, size, on_day) values (gen_random_uuid(), $1, $2, 1, current_date)`,
    [concern, fileKey],
  )
  await query(
    `insert into concern_clock (concern_id, kind, legal, started_on, due_at)
     values ($1, 'acknowledge', false, current_date, current_date + 7), ($1, 'notify', true, current_date, current_date + 1)`,
    [concern],
  )
  await query(
    `insert into concern_proposal (concern_id, kind, data, proposed_by_id, proposed_on) values ($1, 'outcome', '{}', $2, current_date)`,
    [concern, first],
  )
  await query(
    `insert into concern_declaration (concern_id, person_id, conflicted, on_day) values ($1, $2, false, current_date)`,
    [concern, first],
  )
  await query(
    `insert into case_log_entry (concern_id, on_day, action, data, salt, leaf) values ($1, current_date, 'received', '{}', '\\x00', '\\x00')`,
    [concern],
  )
  await query(
    `insert into case_recovery (concern_id, state, why, asked_on, settled_on) values ($1, 'ended', 'nobody', current_date, current_date)`,
    [concern],
  )
  await query(
    `insert into handler_supervision (person_id, organisation_id, on_day, by_id, entered_on) values ($1, $2, current_date, $3, current_date)`,
    [first, body, lead],
  )
  await query(
    `insert into desk_request (organisation_id, kind, state, received_on, due_on, by_id)
     values ($1, 'access', 'received', current_date, current_date + 30, $2)`,
    [body, first],
  )
  return {
    body,
    first,
    second,
    lead,
    carer,
    subject,
    administrator,
    door,
    concern,
    thread,
    fileKey,
    keyOfFirst,
    keyOfSecond,
    keyOfSubject,
  }
}
