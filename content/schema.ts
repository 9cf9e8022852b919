import { z } from 'zod'
import {
  answerTypes,
  audiences,
  cellKinds,
  choices,
  circumstances,
  figures,
  gates,
  phases,
  principles,
  verbs,
} from '#content/vocabulary.ts'

/** `V-P-01` in this project's framework; a funder's own begin with a mark of its own, such as `NKF-P-001`. */
export const requirementId = z.string().regex(/^[A-Z][A-Z0-9]{0,11}-[FRPC]-\d{2,4}$/)
export const slug = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)

/** Hidden unless an earlier answer is one of these; evaluated again on the server. */
const showIf = z.strictObject({ requirement: requirementId, is: z.array(z.enum(choices)).min(1) })

/** Two halves of one fact: the project claims it, somebody the project does not choose checks it. */
const claimAndCheck = z.strictObject({ pair: requirementId, part: z.enum(['claim', 'check']) })

/** Words of columns, options and given rows stand in the words file under `labels`, by their ids. */
const table = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        id: slug,
        kind: z.enum(cellKinds),
        options: z.array(slug).min(2).max(30).optional(),
        required: z.boolean().default(false),
      }),
    )
    .min(2)
    .max(12),
  /** Rows that are there to begin with, named in the first column; each may be removed. */
  givenRows: z.array(slug).max(30).optional(),
  /** The fewest rows of a whole answer. */
  least: z.number().int().min(0).max(50).default(1),
})

const number = z.strictObject({
  unit: z.enum(['count', 'percent', 'hours', 'days', 'months', 'money']),
  least: z.number().default(0),
  most: z.number().default(1_000_000_000),
})

/** One requirement as written. */
export const requirement = z.strictObject({
  id: requirementId,
  principle: z.enum(principles),
  audience: z.enum(audiences),
  phase: z.enum(phases),
  verb: z.enum(verbs),
  gate: z.enum(gates).nullable(),
  answer: z.enum(answerTypes),
  /** Asked from this tier upwards: 0 light, 3 enhanced. */
  fromTier: z.number().int().min(0).max(3).default(0),
  /** Asked at this gate instead from the tier named upwards. */
  gateFromTier: z.strictObject({ tier: z.number().int().min(1).max(3), gate: z.enum(gates) }).optional(),
  /** Asked only where one of these is true of the work. */
  appliesIf: z.array(z.enum(circumstances)).min(1).optional(),
  /** Its place in the spoken interview that is the whole plan of a small partner (tier 1). */
  interview: z.number().int().min(1).max(40).optional(),
  /** About this work and no other: an answer that no passport carries to the next award. */
  perAward: z.boolean().default(false),
  /** Asked of a person alone, and kept out of every plan: it goes to the safe inbox. */
  aside: z.boolean().default(false),
  table: table.optional(),
  options: z.array(slug).min(2).max(30).optional(),
  number: number.optional(),
  figure: z.enum(figures).optional(),
  mappings: z.array(z.string()),
  showIf: showIf.optional(),
  claimAndCheck: claimAndCheck.optional(),
})

/** An estimate, never a promise: the page says so. */
export const hours = z
  .strictObject({ from: z.number().positive(), to: z.number().positive() })
  .refine(({ from, to }) => from <= to, 'hours run from the smaller number to the larger')

const structure = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.number().int().nonnegative(),
  status: z.enum(['draft', 'published']),
  publishedOn: z.iso.date().nullable(),
  source: z.strictObject({
    title: z.string().min(1),
    publisher: z.string().min(1),
    date: z.string(),
    url: z.url(),
  }),
  hours: z.partialRecord(z.enum(audiences), hours),
  /** What has to be answered before a plan is sent: requirements of these gates. Without it, every requirement. */
  neededToSend: z.array(z.enum(gates)).min(1).optional(),
  /** Whether the work is described first, so that its tier decides what is asked. */
  tiered: z.boolean().default(false),
  /** Whose own requirements these are, on top of which version of whose: only in a version that was brought in. */
  builtOn: z.strictObject({ id: z.string(), version: z.number().int().nonnegative() }).optional(),
  requirements: z.array(requirement).min(1),
})

export const FrameworkSchema = structure.superRefine((framework, context) => {
  for (const fault of faultsOf(framework)) context.addIssue({ code: 'custom', ...fault })
})

export type FrameworkSource = z.input<typeof structure>
export type Framework = z.output<typeof structure>
export type Requirement = z.output<typeof requirement>

type Fault = { path: (string | number)[]; message: string }

function faultsOf(framework: Framework): Fault[] {
  const faults: Fault[] = []
  const earlier = new Map<string, Requirement>()
  const published = framework.status === 'published'
  if (published && !framework.publishedOn)
    faults.push({ path: ['publishedOn'], message: 'a published version has a date' })
  framework.requirements.forEach((asked, index) => {
    for (const { field, rule, other } of faultsIn(asked, earlier))
      faults.push({
        path: ['requirements', index, field],
        message: `${asked.id}: ${broken[rule].replace('{other}', other)}`,
      })
    if (!framework.hours[asked.audience])
      faults.push({ path: ['hours'], message: `${asked.audience}: nobody has estimated the hours` })
    earlier.set(asked.id, asked)
  })
  return faults
}

/** What can be wrong with one requirement among those before it. `other` is what it names: a requirement or a column. */
export type RequirementFault = { field: keyof Requirement; rule: RequirementRule; other: string }
export type RequirementRule = keyof typeof broken

const broken = {
  idTwice: 'is used twice',
  showIfEarlier: '{other} does not come earlier',
  showIfAudience: '{other} is asked of somebody else',
  showIfChoice: '{other} offers no choice to depend on',
  pairItself: 'cannot check itself',
  tableColumns: 'a table has columns, and nothing else has',
  choiceOptions: 'a choice has options, and nothing else has',
  numberUnit: 'a number has a unit, and nothing else has',
  recordFigure: 'what the record answers names its figure, and nothing else does',
  columnOptions: 'column {other}: a choice has options, and nothing else has',
} as const

export function faultsIn(
  asked: Requirement,
  earlier: { has(id: string): boolean; get(id: string): Requirement | undefined },
): RequirementFault[] {
  const faults: RequirementFault[] = []
  const fault = (field: keyof Requirement, rule: RequirementRule, other = '') =>
    faults.push({ field, rule, other })
  if (earlier.has(asked.id)) fault('id', 'idTwice')
  if (asked.showIf) {
    const condition = earlier.get(asked.showIf.requirement)
    if (!condition) fault('showIf', 'showIfEarlier', asked.showIf.requirement)
    else if (condition.audience !== asked.audience) fault('showIf', 'showIfAudience', condition.id)
    else if (condition.answer !== 'yes-partly-no') fault('showIf', 'showIfChoice', condition.id)
  }
  if (asked.claimAndCheck?.pair === asked.id) fault('claimAndCheck', 'pairItself')
  if ((asked.answer === 'table') !== Boolean(asked.table)) fault('table', 'tableColumns')
  if ((asked.answer === 'choice') !== Boolean(asked.options)) fault('options', 'choiceOptions')
  if ((asked.answer === 'number') !== Boolean(asked.number)) fault('number', 'numberUnit')
  if ((asked.answer === 'from-the-record') !== Boolean(asked.figure)) fault('figure', 'recordFigure')
  for (const column of asked.table?.columns ?? [])
    if ((column.kind === 'choice') !== Boolean(column.options)) fault('table', 'columnOptions', column.id)
  return faults
}

const line = z.string().trim().min(1)

/** What a reader sees of one requirement, in one language. `help` may be empty, the rest may not. */
export const RequirementWords = z.strictObject({
  question: line,
  help: z.string(),
  why: line,
  evidence: line,
  /** How it is asked aloud in the interview. */
  spoken: line.optional(),
  /** Columns, options and given rows, by id. */
  labels: z.record(slug, line).optional(),
})

export type RequirementWords = z.output<typeof RequirementWords>

/** Everything in a requirement that has a name of its own on screen. */
export function labelsOf({ table, options }: Pick<Requirement, 'table' | 'options'>): string[] {
  return [
    ...(options ?? []),
    ...(table?.columns.flatMap((column) => [column.id, ...(column.options ?? [])]) ?? []),
    ...(table?.givenRows ?? []),
  ]
}

export const FrameworkWords = z.strictObject({
  framework: z.strictObject({ title: line, follows: line, version: line }),
  requirements: z.record(requirementId, RequirementWords),
  /** The readable name of a body and of the area a requirement was matched to. */
  mappings: z.record(z.string(), z.strictObject({ body: line, area: line })),
})
export type FrameworkWords = z.output<typeof FrameworkWords>
