import { quoted, type FaultRule, type Spot, type Values } from '#content/import/fault.ts'
import type { OwnHead, OwnRequirement } from '#content/import/own-format.ts'
import { atOf, within, type Part } from '#content/import/shape.ts'
import { faultsIn, type Framework, type Requirement } from '#content/schema.ts'
import { audiences, type Audience } from '#content/vocabulary.ts'

/** One requirement of the file: as text, and as what it means if its fields are sound. */
export type Entry = { part: Part; id: string | null; at: number; asked: OwnRequirement | null }
export type Ids = Map<string, { index: number; entry: Entry }>

/** The first of each id. */
export function idsOf(entries: readonly Entry[]): Ids {
  const ids: Ids = new Map()
  for (const [index, entry] of entries.entries())
    if (entry.id !== null && !ids.has(entry.id)) ids.set(entry.id, { index, entry })
  return ids
}

const letterOf: Record<Audience, string> = { funder: 'F', organisation: 'R', project: 'P', community: 'C' }

/** How the requirements of a file fit together, with each other and with those underneath. One look at each. */
export function requirementFaults(
  entries: readonly Entry[],
  ids: Ids,
  mark: string | null,
  base: Framework | null,
): Spot[] {
  const faults: Spot[] = []
  const earlier = new Map<string, Requirement>(base?.requirements.map((asked) => [asked.id, asked]))
  const interviews = new Map<number, Entry | null>(
    base?.requirements.flatMap(({ interview }) => (interview ? [[interview, null]] : [])),
  )
  for (const [index, entry] of entries.entries()) {
    const fault = faultAt(faults, entry)
    nameFaults(entry, index, ids, mark, fault)
    const { asked } = entry
    if (!asked) continue
    for (const { field, rule, other } of faultsIn({ ...asked, aside: false }, earlier)) {
      if (rule === 'idTwice') continue
      if (rule === 'showIfEarlier') conditionFault(other, index, ids, fault)
      else fault([field], rule, { id: asked.id, other })
    }
    pairFaults(asked, ids, fault)
    listFaults(asked, fault)
    if (asked.interview !== undefined) {
      const before = interviews.get(asked.interview)
      if (before !== undefined)
        fault(['interview'], 'interviewTwice', { number: asked.interview }, before?.at)
      else interviews.set(asked.interview, entry)
    }
    if (!earlier.has(asked.id)) earlier.set(asked.id, { ...asked, aside: false })
  }
  return faults
}

type Say = (steps: (string | number)[], rule: FaultRule, values?: Values, otherAt?: number) => void

/** Says what is wrong with one part of a requirement, at its name. */
export function faultAt(faults: Spot[], { part }: Pick<Entry, 'part'>, hint = false): Say {
  return (steps, rule, values = {}, otherAt) => {
    let owner = part
    let inner = part
    for (const step of steps) {
      owner = inner
      inner = within(inner, step)
    }
    const last = steps.at(-1)
    faults.push({
      at: last === undefined ? part.place.at : atOf(owner.place, last),
      path: inner.path,
      rule,
      values,
      ...(otherAt === undefined ? {} : { otherAt }),
      ...(hint ? { hint: true as const } : {}),
    })
  }
}

function nameFaults({ id, asked }: Entry, index: number, ids: Ids, mark: string | null, fault: Say): void {
  if (id === null) return
  const first = ids.get(id)
  if (first && first.index !== index) fault(['id'], 'idTwice', { id: quoted(id) }, first.entry.at)
  if (/^[VETA]-/.test(id)) fault(['id'], 'firstParty', { id: quoted(id) })
  else if (mark !== null && !id.startsWith(`${mark}-`)) fault(['id'], 'idMark', { id: quoted(id), mark })
  else if (asked && id.split('-')[1] !== letterOf[asked.audience])
    fault(['id'], 'idAudience', { id, audience: asked.audience, letter: letterOf[asked.audience] })
}

function conditionFault(other: string, index: number, ids: Ids, fault: Say): void {
  const found = ids.get(other)
  const steps = ['showIf', 'requirement']
  if (!found) fault(steps, 'showIfUnknown', { other: quoted(other) })
  else if (found.index === index) fault(steps, 'showIfItself')
  else if (found.index > index) fault(steps, 'showIfEarlier', { other: quoted(other) }, found.entry.at)
}

/** Whoever names the other half is named by it, and is the other part of the pair. */
function pairFaults({ id, claimAndCheck: half }: OwnRequirement, ids: Ids, fault: Say): void {
  if (!half || half.pair === id) return
  const other = ids.get(half.pair)
  const steps = ['claimAndCheck', 'pair']
  if (!other) return fault(steps, 'pairUnknown', { other: half.pair })
  if (!other.entry.asked) return
  const back = other.entry.asked.claimAndCheck
  if (back?.pair !== id) fault(steps, 'pairNotMutual', { id, other: half.pair }, other.entry.at)
  else if (back.part === half.part)
    fault(['claimAndCheck', 'part'], 'pairSamePart', { id, other: half.pair }, other.entry.at)
}

function listFaults({ mappings, options, appliesIf, table, showIf }: OwnRequirement, fault: Say): void {
  const once = (items: readonly string[] | undefined, steps: (string | number)[]) => {
    const seen = new Set<string>()
    for (const [index, item] of (items ?? []).entries()) {
      if (seen.has(item)) fault([...steps, index], 'twiceInList', { given: item })
      seen.add(item)
    }
  }
  once(mappings, ['mappings'])
  once(options, ['options'])
  once(appliesIf, ['appliesIf'])
  once(showIf?.is, ['showIf', 'is'])
  once(table?.givenRows, ['table', 'givenRows'])
  once(
    table?.columns.map(({ id }) => id),
    ['table', 'columns'],
  )
  for (const [index, column] of (table?.columns ?? []).entries())
    once(column.options, ['table', 'columns', index, 'options'])
}

/** An estimate for each audience that is asked something of its own, and for no other. */
export function hoursFaults(top: Part, hours: OwnHead['hours'], entries: readonly Entry[]): Spot[] {
  const faults: Spot[] = []
  const fault = faultAt(faults, { part: top })
  if (entries.some(({ asked }) => !asked)) return faults
  const asking = new Set(entries.map(({ asked }) => asked?.audience))
  for (const audience of audiences) {
    if (asking.has(audience) && !hours[audience]) fault(['hours'], 'hoursMissing', { audience })
    if (!asking.has(audience) && hours[audience]) fault(['hours', audience], 'hoursUnused', { audience })
  }
  return faults
}

/** Tiers decide nothing where the work is not described first. */
export function tierHints(entries: readonly Entry[]): Spot[] {
  const faults: Spot[] = []
  for (const entry of entries) {
    const { asked } = entry
    const field = (['appliesIf', 'gateFromTier', 'interview'] as const).find(
      (name) => asked?.[name] !== undefined,
    )
    const unused = asked && asked.fromTier > 0 ? 'fromTier' : field
    if (unused) faultAt(faults, entry, true)([unused], 'tierUnused', { field: unused })
  }
  return faults
}
