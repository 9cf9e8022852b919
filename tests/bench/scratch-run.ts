import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { openDatabase, closeDatabase, readAsSystem } from '#app/server/database.server.ts'
import { findSession } from '#app/server/repositories/sessions.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { homePage, assessmentsPage } from '#app/server/queries/home.server.ts'
import { dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { conditionsPage } from '#app/server/queries/conditions.server.ts'
import { noticesPage } from '#app/server/queries/notices.server.ts'
import { median } from '#tests/bench/statistics.ts'
const pages: Record<string, (a: any) => Promise<any>> = {
  home: homePage,
  all: (a) => assessmentsPage(a),
  page100: (a) => assessmentsPage(a, { page: '100' }),
  submitted: (a) => assessmentsPage(a, { state: 'submitted' }),
  overview: dashboardPage as never,
  conditions: (a) => conditionsPage(a, null),
  met: (a) => conditionsPage(a, 'met'),
  notices: (a) => noticesPage(a, null),
}
const who: Record<string, string[]> = {
  officer: ['home', 'all', 'submitted', 'overview', 'conditions', 'met', 'page100'],
  approver: ['home', 'conditions', 'notices'],
  investigator: ['home', 'all', 'conditions'],
}
const only = process.argv.slice(3)
await openDatabase()
for (const count of process.argv[2]!.split(',')) {
  const cookies = JSON.parse(readFileSync(`/tmp/scratch-cookies-${count}`, 'utf8'))
  for (const [name, list] of Object.entries(who)) {
    const token = cookies[name].slice(6)
    const s = (await readAsSystem((r) => findSession(r, sha256(token), new Date())))!
    const actor = {
      id: s.personId,
      name: s.name,
      locale: 'en',
      memberships: s.memberships,
      membershipId: s.membershipId ?? s.memberships[0]!.id,
      sessionId: s.id,
      steppedUpAt: null,
      fictional: true,
    }
    for (const page of list) {
      if (only.length && !only.includes(`${name}.${page}`)) continue
      const times: number[] = []
      let r: any,
        failed = ''
      for (let i = 0; i < 9 && !failed; i++) {
        const t = performance.now()
        try {
          r = await pages[page]!(actor)
        } catch (e) {
          failed = String(e).slice(-200)
        }
        if (i > 1) times.push(performance.now() - t)
      }
      const text = JSON.stringify({ ...r, now: 0 }, (_, v) => (typeof v === 'bigint' ? Number(v) : v)) ?? ''
      const info = Object.entries(r ?? {})
        .map(([k, v]) => (Array.isArray(v) ? `${k}:${v.length}` : typeof v === 'number' ? `${k}=${v}` : ''))
        .filter(Boolean)
        .join(' ')
      console.log(
        count.padStart(6),
        name,
        page,
        failed || median(times).toFixed(1),
        'ms',
        (text.length / 1000).toFixed(0) + 'kB',
        createHash('md5').update(text).digest('hex').slice(0, 6),
        info,
      )
    }
  }
}
await closeDatabase()
process.exit(0)
