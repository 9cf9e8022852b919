import { Worker } from 'node:worker_threads'
import type { Authority } from '#app/server/crypto/authority.server.ts'
import type { AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import type { Outcome, Task } from '#app/server/documents/press-worker.server.ts'
import type { SignRequest } from '#app/server/documents/sign.server.ts'
import type { Expected, OwnSignature } from '#app/server/documents/verify-own.server.ts'

export type Press = {
  /** The first, unsigned revision. The same model gives the same bytes. */
  draw(model: AssessmentRecordModel): Promise<Uint8Array>
  /** One more revision, with this signature. */
  sign(request: SignRequest): Promise<Uint8Array>
  /** Throws unless the bytes are what this program makes. Always called before anything is stored. */
  verifyOwn(bytes: Uint8Array, expected: Omit<Expected, 'rootPem' | 'now'>): Promise<OwnSignature[]>
  /** Finishes what is being made, refuses what waits, and stops. */
  close(): Promise<void>
}

type Job = { task: Task; resolve(outcome: Outcome): void; reject(failure: DocumentFailure): void }

export type PressOptions = {
  authority: () => Promise<Authority>
  now?: () => Date
  longestJobInMilliseconds?: number
}

/**
 * Drawing and signing take a tenth of a second of computing each, so they happen in one thread of their own, one after
 * the other. The thread starts with the first job, is replaced when it dies, and does not keep the program alive.
 */
export function openPress({
  authority,
  now = () => new Date(),
  longestJobInMilliseconds = 120_000,
}: PressOptions): Press {
  const waiting: Job[] = []
  let worker: Worker | null = null
  let current: (Job & { limit: NodeJS.Timeout }) | null = null
  let closed = false
  let whenIdle: (() => void) | null = null

  function perform(task: Task): Promise<Outcome> {
    if (closed) return Promise.reject(new DocumentFailure('pressStopped'))
    return new Promise((resolve, reject) => {
      waiting.push({ task, resolve, reject })
      next()
    })
  }

  function next(): void {
    if (current) return
    const job = waiting.shift()
    if (!job) {
      worker?.unref()
      whenIdle?.()
      return
    }
    worker ??= start()
    worker.ref()
    const limit = setTimeout(() => abandon('tookTooLong'), longestJobInMilliseconds)
    current = { ...job, limit }
    worker.postMessage(job.task)
  }

  function start(): Worker {
    const started = new Worker(new URL('./press-worker.server.ts', import.meta.url), {
      name: 'press',
      env: {},
      execArgv: [],
      // Without this two thirds of the time goes into collecting short-lived glyphs.
      resourceLimits: { maxYoungGenerationSizeMb: 128, maxOldGenerationSizeMb: 1024 },
    })
    started.on('message', (outcome: Outcome) => settle((job) => job.resolve(outcome)))
    started.on('error', () => started === worker && abandon('pressStopped'))
    started.on('exit', () => started === worker && abandon('pressStopped'))
    return started
  }

  function abandon(problem: 'tookTooLong' | 'pressStopped'): void {
    const gone = worker
    worker = null
    gone?.terminate().catch(() => {})
    settle((job) => job.reject(new DocumentFailure(problem)))
  }

  function settle(how: (job: Job) => void): void {
    const job = current
    if (!job) return
    clearTimeout(job.limit)
    current = null
    how(job)
    next()
  }

  async function bytesFrom(task: Task): Promise<Uint8Array> {
    const result = await resultOf(task)
    if (!(result instanceof Uint8Array))
      throw new DocumentFailure('pressStopped', 'an answer to another question')
    return result
  }

  async function resultOf(task: Task): Promise<Uint8Array | OwnSignature[]> {
    const outcome = await perform(task)
    if (!outcome.done) throw new DocumentFailure(outcome.problem, outcome.detail)
    return outcome.result
  }

  return {
    draw: (model) => bytesFrom({ kind: 'draw', model }),
    sign: async (request) => bytesFrom({ kind: 'sign', request, authority: await authority() }),
    verifyOwn: async (bytes, expected) => {
      const { rootPem } = await authority()
      const result = await resultOf({ kind: 'verify', bytes, expected: { ...expected, rootPem, now: now() } })
      if (result instanceof Uint8Array)
        throw new DocumentFailure('pressStopped', 'an answer to another question')
      return result
    },
    close: async () => {
      closed = true
      for (const job of waiting.splice(0)) job.reject(new DocumentFailure('pressStopped'))
      if (current) await new Promise<void>((resolve) => (whenIdle = resolve))
      const last = worker
      worker = null
      await last?.terminate()
    },
  }
}
