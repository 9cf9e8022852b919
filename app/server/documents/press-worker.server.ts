import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { drawDocument } from '#app/server/documents/draw.server.ts'
import { DocumentFailure, type DocumentProblem } from '#app/server/documents/failure.server.ts'
import { loadFonts } from '#app/server/documents/fonts.server.ts'
import type { Authority } from '#app/server/crypto/authority.server.ts'
import { signDocument, type SignRequest } from '#app/server/documents/sign.server.ts'
import {
  verifyOwnDocument,
  type Expected,
  type OwnSignature,
} from '#app/server/documents/verify-own.server.ts'

export type Task =
  | { kind: 'draw'; model: unknown }
  | { kind: 'sign'; request: SignRequest; authority: Authority }
  | { kind: 'verify'; bytes: Uint8Array; expected: Expected }
export type Outcome =
  | { done: true; result: Uint8Array | OwnSignature[] }
  | { done: false; problem: DocumentProblem; detail: string }

const fallback: Record<Task['kind'], DocumentProblem> = {
  draw: 'drawingFailed',
  sign: 'signingFailed',
  verify: 'notAsSigned',
}

async function run(task: Task): Promise<Outcome> {
  try {
    return { done: true, result: await perform(task) }
  } catch (error) {
    const known = error instanceof DocumentFailure
    return { done: false, problem: known ? error.problem : fallback[task.kind], detail: detailOf(error) }
  }
}

function perform(task: Task): Promise<Uint8Array> | OwnSignature[] {
  if (task.kind === 'draw') return drawDocument(task.model)
  if (task.kind === 'sign') return signDocument(task.request, task.authority)
  return verifyOwnDocument(task.bytes, task.expected)
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

function answer(outcome: Outcome): void {
  if (!outcome.done || !(outcome.result instanceof Uint8Array)) return port?.postMessage(outcome)
  const result = new Uint8Array(outcome.result)
  port?.postMessage({ done: true, result }, [result.buffer])
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
