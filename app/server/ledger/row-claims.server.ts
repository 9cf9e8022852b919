import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { LedgerEntry } from '#app/server/ledger/entry.server.ts'
import {
  conditionDigest,
  dayOf,
  decisionDigest,
  type ConditionFacts,
  type DecisionFacts,
} from '#app/server/ledger/row-digests.server.ts'

import type { RowProblem } from '#app/server/ledger/row-problems.server.ts'

export type MovedTable = 'assessment' | 'call' | 'condition'
const moved: readonly string[] = ['assessment', 'call', 'condition'] satisfies MovedTable[]

/** With these a decision goes, and the conditions that it had set. */
const undoes = new Set(['assessment.revertDecision', 'assessment.upholdAppeal'])

/** The rows that entries speak of, as a database or a backup holds them. */
export type RecordRow =
  | {
      kind: 'moved'
      table: MovedTable
      id: string
      state: string
      revision: number
      /** Of a condition: with the decision that set it, it is dropped. */
      assessmentId?: string
    }
  | ({ kind: 'decision'; assessmentId: string; past: boolean } & DecisionFacts)
  | ({ kind: 'condition'; id: string; assessmentId: string; dueOn: Date } & ConditionFacts)
  | {
      kind: 'event'
      conditionId: string
      step: string
      at: Date
      note: string
      personId: string | null
    }
  | { kind: 'submission'; assessmentId: string; number: number; hash: string; worked: string }
  | {
      kind: 'revision'
      assessmentId: string
      document: string
      number: number
      hash: string
      worked: string
      signerId: string | null
      capacity: string | null
    }

type Claim = { position: number; actorId: string | null; at: Date; data: LedgerEntry['data'] }
type Claims = ReturnType<typeof noClaims>

const noClaims = () => ({
  states: new Map<string, Claim>(),
  undone: new Map<string, Claim>(),
  decisions: new Map<string, Claim[]>(),
  dues: new Map<string, Claim & { due: string | null }>(),
  events: new Map<string, Claim>(),
  submissions: new Map<string, Claim>(),
  hashes: new Map<string, Claim>(),
})

/**
 * What verified entries say of the record's own rows: `hear` each entry in order, then `compare` every row, then ask what
 * was never `missed`. Entries made before a digest was kept are compared by what they do hold.
 */
export function rowClaims() {
  const claims = noClaims()
  const seen = new Set<string>()
  return {
    hear(this: void, position: number, { action, subject, actorId, at, data }: LedgerEntry): void {
      if (!subject) return
      const claim = { position, actorId, at, data }
      const [process = '', step = ''] = action.split('.')
      // A condition is entered under the record it belongs to, and named beside it.
      const id = typeof data.condition === 'string' ? data.condition : subject
      if (moved.includes(process) && typeof data.state === 'string' && typeof data.revision === 'number')
        claims.states.set(`${process} ${id}`, claim)
      if (undoes.has(action)) claims.undone.set(subject, claim)
      if (action === 'assessment.decide')
        claims.decisions.set(subject, [...(claims.decisions.get(subject) ?? []), claim])
      if (process === 'condition') {
        claims.events.set(eventKey(id, step, at), claim)
        const due = dueAfter(step, data)
        if (due !== undefined) claims.dues.set(id, { ...claim, due })
      }
      if (typeof data.submission === 'number' && typeof data.content === 'string')
        claims.submissions.set(`${subject} ${data.submission}`, claim)
      if (process !== 'assessment') return
      for (const hash of [data.full_record, data.public_statement])
        if (typeof hash === 'string') claims.hashes.set(`${subject} ${hash}`, claim)
    },
    compare(row: RecordRow): RowProblem[] {
      seen.add(keyOf(row))
      return differences(claims, row).map(({ wrong, position }) => ({
        at: 'row',
        row: nameOf(row),
        wrong,
        position,
      }))
    },
    missed(): RowProblem[] {
      return missing(claims, seen)
    },
  }
}

type Difference = { wrong: RowProblem['wrong']; position: number | null }
const none = { wrong: 'noEntry', position: null } as const

function differences(claims: Claims, row: RecordRow): Difference[] {
  switch (row.kind) {
    case 'moved': {
      const claim = claims.states.get(`${row.table} ${row.id}`)
      if (wasDropped(claims, row, claim)) return []
      if (!claim) return row.revision === 0 ? [] : [none]
      const same = claim.data.state === row.state && claim.data.revision === row.revision
      return same ? [] : [{ wrong: 'state', position: claim.position }]
    }
    case 'decision':
      return decisionDifferences(claims.decisions.get(row.assessmentId) ?? [], row)
    case 'condition':
      return conditionDifferences(claims, row)
    case 'event':
      return eventDifferences(claims, row)
    case 'submission': {
      const claim = claims.submissions.get(`${row.assessmentId} ${row.number}`)
      if (!claim) return [none]
      const { position } = claim
      if (row.hash !== claim.data.content) return [{ wrong: 'contentHash', position }]
      return row.worked === row.hash ? [] : [{ wrong: 'content', position }]
    }
    case 'revision': {
      if (row.worked !== row.hash) return [{ wrong: 'bytes', position: null }]
      const claim = claims.hashes.get(`${row.assessmentId} ${row.hash}`)
      if (!claim) return [none]
      const same = row.signerId === claim.actorId && row.capacity === (claim.data.capacity ?? null)
      return same ? [] : [{ wrong: 'signer', position: claim.position }]
    }
  }
}

function wasDropped(
  { undone }: Claims,
  { state, assessmentId }: { state: string; assessmentId?: string },
  claim: Claim | undefined,
): boolean {
  const by = undone.get(assessmentId ?? '')
  return state === 'dropped' && by !== undefined && by.position > (claim?.position ?? -1)
}

/** A past decision is one of those recorded; the one that stands is the newest. */
function decisionDifferences(claims: Claim[], row: DecisionFacts & { past: boolean }): Difference[] {
  const at = row.decidedAt.getTime()
  const claim = row.past ? claims.find((one) => one.at.getTime() === at) : claims.at(-1)
  if (!claim) return [none]
  const { position, data, actorId } = claim
  const differences: Difference[] = []
  if (data.outcome !== row.outcome) differences.push({ wrong: 'outcome', position })
  if (actorId !== row.decidedById || claim.at.getTime() !== at)
    differences.push({ wrong: 'decider', position })
  if (differences.length === 0 && typeof data.decision === 'string' && data.decision !== decisionDigest(row))
    differences.push({ wrong: 'decision', position })
  return differences
}

function conditionDifferences(
  { decisions, dues }: Claims,
  row: ConditionFacts & { id: string; assessmentId: string; dueOn: Date },
): Difference[] {
  const made = decisions.get(row.assessmentId) ?? []
  if (made.length === 0) return [none]
  const recorded = made.filter(({ data }) => typeof data.decision === 'string')
  // Decided before an entry kept what was asked.
  if (recorded.length < made.length) return []
  const own = conditionDigest(row)
  const claim = recorded.findLast(({ data }) => data[`condition.${row.position}`] === own)
  if (!claim) {
    const about = recorded.findLast(({ data }) => `condition.${row.position}` in data)
    return [about ? { wrong: 'terms', position: about.position } : none]
  }
  const newest = dues.get(row.id)
  const due = newest ? newest.due : claim.data[`due.${row.position}`]
  return due === null || due === dayOf(row.dueOn)
    ? []
    : [{ wrong: 'due', position: (newest ?? claim).position }]
}

function keyOf(row: RecordRow): string {
  switch (row.kind) {
    case 'moved':
      return `${row.table} ${row.id}`
    case 'decision':
      return `decision ${row.assessmentId}`
    case 'condition':
      return `condition ${row.assessmentId} ${row.position}`
    case 'event':
      return `event ${eventKey(row.conditionId, row.step, row.at)}`
    case 'submission':
      return `submission ${row.assessmentId} ${row.number}`
    case 'revision':
      return `revision ${row.assessmentId} ${row.hash}`
  }
}

/** By when it is due once this was done: undefined when that does not move, null when the entry does not say. */
function dueAfter(step: string, data: LedgerEntry['data']): string | null | undefined {
  if (typeof data.due === 'string') return data.due
  if (step === 'moneyArrived') return null
  return ['giveTime', 'refuseTime', 'sendBack'].includes(step) ? String(data.day) : undefined
}

function eventKey(conditionId: string, kind: string, at: Date): string {
  return `${conditionId} ${kind} ${at.toISOString()}`
}

function eventDifferences(
  { events }: Claims,
  { conditionId, step, at, note, personId }: RecordRow & { kind: 'event' },
): Difference[] {
  const claim = events.get(eventKey(conditionId, step, at))
  // A reminder is no step: it has a row and no entry.
  if (!claim) return step === 'dueSoon' ? [] : [none]
  const noted = note === '' ? undefined : sha256(note).toString('hex')
  const same = claim.data.note === noted && claim.actorId === personId
  return same ? [] : [{ wrong: 'note', position: claim.position }]
}

/** Entries that speak of a row which is not there any more. */
function missing({ states, decisions, submissions, hashes }: Claims, seen: Set<string>): RowProblem[] {
  const gone: RowProblem[] = []
  const expect = (key: string, row: string, position: number) => {
    if (!seen.has(key)) gone.push({ at: 'row', row, wrong: 'gone', position })
  }
  for (const [key, { position }] of states) expect(key, key, position)
  for (const [id, made] of decisions) {
    for (const { data, position } of made) {
      expect(`decision ${id}`, `decision of assessment ${id}`, position)
      for (const name of Object.keys(data)) {
        const number = /^condition\.(\d+)$/.exec(name)?.[1]
        if (number) expect(`condition ${id} ${number}`, `condition ${number} of assessment ${id}`, position)
      }
    }
  }
  for (const [key, { position }] of submissions) expect(`submission ${key}`, `submission ${key}`, position)
  for (const [key, { position, data }] of hashes)
    if (data.capacity) expect(`revision ${key}`, `signed document ${key}`, position)
  return gone
}

function nameOf(row: RecordRow): string {
  switch (row.kind) {
    case 'moved':
      return `${row.table} ${row.id}`
    case 'decision':
      return `${row.past ? 'undone decision' : 'decision'} of assessment ${row.assessmentId}`
    case 'condition':
      return `condition ${row.position} of assessment ${row.assessmentId}`
    case 'event':
      return `step ${row.step} of condition ${row.conditionId}`
    case 'submission':
      return `submission ${row.number} of assessment ${row.assessmentId}`
    case 'revision':
      return `document ${row.document}, revision ${row.number}`
  }
}
