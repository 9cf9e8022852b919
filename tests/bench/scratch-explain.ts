import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { openDatabase, readAsSystem } from '#app/server/database.server.ts'
import { findSession } from '#app/server/repositories/sessions.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { homePage, assessmentsPage } from '#app/server/queries/home.server.ts'
import { dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { conditionsPage } from '#app/server/queries/conditions.server.ts'
import { noticesPage } from '#app/server/queries/notices.server.ts'
const pages: Record<string, (a: any) => Promise<any>> = {
  home: homePage,
  all: (a) => assessmentsPage(a),
  submitted: (a) => assessmentsPage(a, { state: 'submitted' }),
  overview: dashboardPage as never,
  conditions: (a) => conditionsPage(a, null),
  notices: (a) => noticesPage(a, null),
}
const [count, name, page] = process.argv.slice(2)
const seen: { text: string; values: unknown[]; ms: number }[] = []
const original = pg.Client.prototype.query
;(pg.Client.prototype as any).query = function (this: any, ...a: any[]) {
  const q = a[0]
  const started = performance.now()
  const r = (original as any).apply(this, a)
  if (r?.then && q?.text && /^\s*select/i.test(q.text)) {
    const e: any = { text: q.text, values: q.values ?? a[1] ?? [], ms: 0 }
    seen.push(e)
    const done = () => {
      e.ms = performance.now() - started
    }
    r.then(done, done)
  }
  return r
}
await openDatabase()
const cookies = JSON.parse(readFileSync(`/tmp/scratch-cookies-${count}`, 'utf8'))
const s = (await readAsSystem((r) => findSession(r, sha256(cookies[name!].slice(6)), new Date())))!
const actor = {
  id: s.personId,
  name: s.name,
  locale: 'en',
  memberships: s.memberships,
  membershipId: s.memberships[0]!.id,
  sessionId: s.id,
  steppedUpAt: null,
  fictional: true,
}
for (let i = 0; i < (process.env.WARM ? 3 : 1); i++) {
  seen.length = 0
  await pages[page!]!(actor).catch((e: any) => console.log('failed', String(e).slice(-120)))
}
pg.Client.prototype.query = original as any
const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
for (const [i, { text, values, ms }] of seen.entries()) {
  console.log(i, ms.toFixed(1), text.slice(0, 90).replaceAll('\n', ' '), '...', text.length)
  if (ms < Number(process.env.MIN ?? 30)) continue
  await client.query('begin')
  await client.query(
    `set local statement_timeout = 120000; select set_config('role','amana_request',true), set_config('app.person','${s.personId}',true)`,
  )
  const { rows } = await client
    .query({
      text: `explain (analyze, costs, timing ${process.env.TIMING ?? 'on'}) ${text}`,
      values: values as any[],
    })
    .catch((e) => ({ rows: [{ x: String(e) }] as any[] }))
  await client.query('rollback')
  writeFileSync(
    `/tmp/plan-${count}-${name}-${page}-${i}.txt`,
    `${text}\n${JSON.stringify(values)}\n${rows.map((r: any) => Object.values(r)[0]).join('\n')}`,
  )
}
process.exit(0)
