import { Worker } from 'node:worker_threads'
import type { Authority, Trust } from '#app/server/crypto/authority.server.ts'
import { imprintOf, withTimeStamp } from '#app/server/crypto/signature.server.ts'
import type { AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { fillHole } from '#app/server/documents/byte-range.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import type { PanelPackModel } from '#app/server/documents/panel-pack-model.server.ts'
import type { Outcome, Results, Task } from '#app/server/documents/press-worker.server.ts'
import type { SignRequest } from '#app/server/documents/sign.server.ts'
import type { Stamped, TimeStamping } from '#app/server/documents/time-stamping.server.ts'
import { certificateOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import type { Expected, OwnSignature } from '#app/server/documents/verify-own.server.ts'

export type Press = {
  /** The first, unsigned revision. The same model gives the same bytes. */
  draw(model: AssessmentRecordModel | PanelPackModel): Promise<Uint8Array>
  /** One more revision, with this signature; with a time stamp and a closing one after the last, where these are asked for. */
  sign(request: SignRequest): Promise<Uint8Array>
  /** Throws unless the bytes are what this program makes. Always called before anything is stored. */
  verifyOwn(bytes: Uint8Array, expected: Omit<Expected, 'trust' | 'stamps' | 'now'>): Promise<OwnSignature[]>
  /** Finishes what is being made, refuses what waits, and stops. */
  close(): Promise<void>
}

type Job = { task: Task; resolve(outcome: Outcome): void; reject(failure: DocumentFailure): void }

export type PressOptions = {
  authority: () => Promise<Authority>
  /** What signatures are checked against; the authority's own root where there has never been another. */
  trust?: () => Promise<Trust>
  /** Null where signatures carry no time stamp. */
  timeStamping?: () => TimeStamping | null
  now?: () => Date
  longestJobInMilliseconds?: number
}

/**
 * Drawing and signing take a tenth of a second of computing each, so they happen in one thread of their own, one after
 * the other. The thread starts with the first job, is replaced when it dies, and does not keep the program alive.
 */
export function openPress({
  authority,
  trust = async () => ({ rootPems: [(await authority()).rootPem], revocationLists: [] }),
  timeStamping = () => null,
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

  async function resultOf<Kind extends Task['kind']>(
    task: Extract<Task, { kind: Kind }>,
  ): Promise<Results[Kind]> {
    const outcome = await perform(task)
    if (!outcome.done) throw new DocumentFailure(outcome.problem, outcome.detail)
    if (outcome.kind !== task.kind) throw new DocumentFailure('pressStopped', 'an answer to another question')
    return outcome.result as Results[Kind]
  }

  /** The authority for time stamps is asked from here, so that other documents are made while it thinks. */
  async function sign(request: SignRequest): Promise<Uint8Array> {
    const stamping = timeStamping()
    const signed = await resultOf<'sign'>({
      kind: 'sign',
      request,
      authority: await authority(),
      stamped: stamping !== null,
      now: now(),
    })
    if (!stamping) return signed.bytes
    const stamped = await stamping.stamp(imprintOf(signed.cms))
    fillHole(signed, withTimeStamp(signed.cms, stamped.token))
    return request.last ? closedForGood(signed.bytes, stamping, stamped) : signed.bytes
  }

  async function closedForGood(
    bytes: Uint8Array,
    stamping: TimeStamping,
    stamped: Stamped,
  ): Promise<Uint8Array> {
    const { rootPems, revocationLists: own } = await trust()
    const certificates = [...rootPems, ...(stamping.pinned ?? [])].map(certificateOfPem)
    const revocationLists = [...own, ...(await stamping.lists(stamped.certificates))]
    const revision = await resultOf<'close'>({
      kind: 'close',
      request: { bytes, certificates, revocationLists },
    })
    const { token } = await stamping.stamp(revision.imprint)
    fillHole(revision, token)
    return revision.bytes
  }

  return {
    draw: (model) => resultOf<'draw'>({ kind: 'draw', model }),
    sign,
    verifyOwn: async (bytes, expected) => {
      const stamping = timeStamping()
      const stamps = stamping && { pinned: stamping.pinned }
      const whole: Expected = { ...expected, trust: await trust(), stamps, now: now() }
      return resultOf<'verify'>({ kind: 'verify', bytes, expected: whole })
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
