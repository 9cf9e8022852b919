import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { drawDocument } from '#app/server/documents/draw.server.ts'
import { DocumentFailure, type DocumentProblem } from '#app/server/documents/failure.server.ts'
import { drawPanelPack, isPanelPack } from '#app/server/documents/panel-pack.server.ts'
import { loadFonts } from '#app/server/documents/fonts.server.ts'
import type { Authority } from '#app/server/crypto/authority.server.ts'
import {
  closeDocument,
  type ClosedRevision,
  type CloseRequest,
} from '#app/server/documents/close-document.server.ts'
import { signDocument, type SignedRevision, type SignRequest } from '#app/server/documents/sign.server.ts'
import {
  verifyOwnDocument,
  type Expected,
  type OwnSignature,
} from '#app/server/documents/verify-own.server.ts'

export type Task =
  | { kind: 'draw'; model: unknown }
  | { kind: 'sign'; request: SignRequest; authority: Authority; stamped: boolean; now: Date }
  | { kind: 'close'; request: CloseRequest }
  | { kind: 'verify'; bytes: Uint8Array; expected: Expected }
export type Results = {
  draw: Uint8Array
  sign: SignedRevision
  close: ClosedRevision
  verify: OwnSignature[]
}
export type Outcome =
  | { [Kind in Task['kind']]: { done: true; kind: Kind; result: Results[Kind] } }[Task['kind']]
  | { done: false; problem: DocumentProblem; detail: string }

const fallback: Record<Task['kind'], DocumentProblem> = {
  draw: 'drawingFailed',
  sign: 'signingFailed',
  close: 'signingFailed',
  verify: 'notAsSigned',
}

async function run(task: Task): Promise<Outcome> {
  try {
    return await perform(task)
  } catch (error) {
    const known = error instanceof DocumentFailure
    return { done: false, problem: known ? error.problem : fallback[task.kind], detail: detailOf(error) }
  }
}

async function perform(task: Task): Promise<Outcome> {
  const done = true
  switch (task.kind) {
    case 'draw':
      return {
        done,
        kind: 'draw',
        result: await (isPanelPack(task.model) ? drawPanelPack(task.model) : drawDocument(task.model)),
      }
    case 'sign':
      return { done, kind: 'sign', result: await signDocument(task.request, task.authority, task) }
    case 'close':
      return { done, kind: 'close', result: await closeDocument(task.request) }
    case 'verify':
      return { done, kind: 'verify', result: verifyOwnDocument(task.bytes, task.expected) }
  }
}

/** Where it failed, for the log: the place in the program, never the message of a library, which may quote a text. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const cause = error.cause instanceof Error ? error.cause : null
  const place = cause?.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim()
  const own = error instanceof DocumentFailure ? error.message.replace(/^\w+:? ?/, '') : ''
  return [own, cause?.name, place].filter(Boolean).join(' ')
}

/** Documents are handed over, not copied once more. */
function answer(outcome: Outcome): void {
  if (outcome.done && outcome.kind === 'draw') {
    const result = new Uint8Array(outcome.result)
    return port?.postMessage({ ...outcome, result }, [result.buffer])
  }
  if (outcome.done && outcome.kind !== 'verify') {
    const bytes = new Uint8Array(outcome.result.bytes)
    return port?.postMessage({ ...outcome, result: { ...outcome.result, bytes } }, [bytes.buffer])
  }
  port?.postMessage(outcome)
}

const port = parentPort
if (!port) throw new Error('The press runs in a worker thread.')
// On Linux this holds for the calling thread alone: drawing gives way to pages. Elsewhere it would slow the whole process.
if (process.platform === 'linux') setPriority(10)
loadFonts()
port.on('message', (task: Task) => {
  run(task).then(answer, (error: unknown) => {
    throw error
  })
})
