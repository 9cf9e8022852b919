import { writeFileSync } from 'node:fs'
import { findBinaries, startPostgres } from '#tests/support/postgres.ts'
const s = await startPostgres(findBinaries()!)
writeFileSync('/tmp/scratch-url', s.url)
console.log(s.url)
process.on('SIGTERM', () => void s.stop().then(() => process.exit(0)))
setTimeout(() => void s.stop().then(() => process.exit(0)), 3600_000)
