import { newKeyPair, openStream, sealStream, sealTo } from '#app/sealing/age.ts'
import { newCode } from '#app/sealing/code.ts'
import { labelSize, padded } from '#app/sealing/padding.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { forgetTurns } from '#app/server/concerns/slow-down.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { openEngine, poolFor } from '#app/server/database.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { timed } from '#tests/bench/statistics.ts'
import { cookieOf } from '#tests/bench/world.ts'
import { aDoor } from '#tests/support/doors.ts'

/** A reporting page with everybody behind it who may stand behind one; its address. */
export async function layDoor(): Promise<string> {
  const { slug } = await aDoor()
  return slug
}

/** Everybody here comes from one address, where a flood would be slowed down: from now on each counts as the first. */
export function comeFromEverywhere(): void {
  setInterval(forgetTurns, 2).unref()
}

/** What a code costs on purpose, in milliseconds, one after the other. */
export async function timeStretching(times: number): Promise<number[]> {
  const salt = await codeSalt()
  const taken: number[] = []
  for (let time = 0; time < times; time += 1) taken.push(await timed(() => stretchCode(newCode(), salt)))
  return taken
}

/** How many are in the database, of those who came through the door. */
export async function countConcerns(slug: string): Promise<number> {
  const pool = await poolFor('jobs')
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int from concern c join concern_door d on d.id = c.door_id where d.slug = $1`,
    [slug],
  )
  return rows[0]!.count
}

/** So many cases of one handler, copies of one that was filed; the handler's cookie. */
export async function layInbox(count: number): Promise<string> {
  const door = await aDoor()
  const account = {
    words: 'The driver asked for money.',
    danger: 'no' as const,
    child: 'no' as const,
    light: false,
    channel: 'page' as const,
    locale: 'en',
  }
  const removed = { keyIds: [], organisationIds: [] }
  await fileConcern({ slug: door.slug, code: newCode(), account, removed, files: [] }, new Date())
  const label = { category: 'financial', site: 'A fictional place', severity: 'high', child: false }
  const { recipient } = await newKeyPair()
  const sealed = Buffer.from(await sealTo([recipient], padded(label, labelSize)))
  const pool = await poolFor('jobs')
  const [handler] = door.handlers
  await pool.query(
    `with template as (select * from concern where door_id = $1 limit 1),
       copy as (select gen_random_uuid() as id, gen_random_uuid() as key_id, n from generate_series(2, $2::int) n),
       records as (insert into record (id, kind) select id, 'concern' from copy),
       cases as (
         insert into concern (id, door_id, organisation_id, filed_under, arrived_on, label, next_due_at, machine_version, state, value,
           context, revision)
         select c.id, t.door_id, t.organisation_id, decode(replace(c.id::text, '-', ''), 'hex'), t.arrived_on - c.n % 300,
           uuid_send(c.key_id) || $5, t.next_due_at + make_interval(hours => c.n), t.machine_version, t.state, t.value, t.context,
           t.revision
         from copy c, template t returning id
       ),
       readers as (
         insert into participation (record_id, person_id, capacity, from_at)
         select c.id, p.person_id, p.capacity, p.from_at from copy c, participation p, template t where p.record_id = t.id
       ),
       declared as (
         insert into concern_declaration (concern_id, person_id, conflicted, on_day) select id, $3, false, current_date from copy
       ),
       clocks as (
         insert into concern_clock (concern_id, kind, started_on, due_at, person_ref)
         select c.id, k.kind, k.started_on, k.due_at, k.person_ref from copy c, concern_clock k, template t where k.concern_id = t.id
       ),
       keys as (
         insert into concern_key (id, concern_id, kind, recipient, on_day)
         select c.key_id, c.id, 'file', k.recipient, k.on_day from copy c, concern_key k, template t where k.concern_id = t.id and k.kind = 'file'
         returning id, concern_id
       )
     insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
     select k.id, 'handler', $4, e.sealed, e.on_day
     from keys k, (select x.sealed, x.on_day from concern_envelope x where x.handler_key_id = $4 limit 1) e`,
    [door.id, count, handler.id, handler.keyId, sealed],
  )
  const { lite } = await openEngine()
  if (lite) await pool.query('analyze')
  else await pool.query('vacuum analyze')
  return cookieOf(handler)
}

/** Milliseconds to seal so many bytes as a stream, and to open them again. */
export async function timeSealing(bytes: number): Promise<{ sealed: number; opened: number }> {
  const { identity, recipient } = await newKeyPair()
  const clear = new Uint8Array(bytes)
  let chunks: Uint8Array[] = []
  const sealed = await timed(async () => {
    chunks = await collected(await sealStream([recipient], streamOf([clear])))
  })
  const opened = await timed(
    async () => void (await collected(await openStream([identity], streamOf(chunks)))),
  )
  return { sealed, opened }
}

function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

async function collected(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}
