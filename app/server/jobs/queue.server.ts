import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { payloads, type JobName } from '#app/server/jobs/names.server.ts'
import { nudge } from '#app/server/jobs/nudge.server.ts'

export interface Job {
  name: JobName
  /** `workflow:revision:index`. The same key never enqueues the same job twice. */
  key: string
  data: Readonly<Record<string, string>>
  startAfter?: Date
}

/**
 * Part of the caller's transaction: a rollback takes the jobs with it.
 * Goes through a function of the owner's, because the request role can neither read nor write jobs.
 */
export async function enqueue(tx: Transaction, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  const rows = jobs.map(({ name, key, data, startAfter }) => ({
    id: jobId(name, key),
    name,
    data: payloads[name].parse(data),
    startAfter: startAfter?.toISOString() ?? null,
  }))
  await tx.$queryRaw`SELECT app_enqueue(${JSON.stringify(rows)}::jsonb)`
  nudge(new Set(jobs.map(({ name }) => name)))
}

/** A UUID (version 8) made of the key, so that a replay meets the job that is already there. */
export function jobId(name: JobName, key: string): string {
  const bytes = sha256(`amana-job\n${name}\n${key}`).subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
