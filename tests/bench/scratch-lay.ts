import { writeFileSync } from 'node:fs'
import { openDatabase, closeDatabase } from '#app/server/database.server.ts'
import { layDashboards } from '#tests/bench/tasks/dashboard.ts'
await openDatabase()
const t = performance.now()
const c = await layDashboards(Number(process.argv[2]))
writeFileSync(`/tmp/scratch-cookies-${process.argv[2]}`, JSON.stringify(c))
console.log('laid', performance.now() - t)
await closeDatabase()
process.exit(0)
