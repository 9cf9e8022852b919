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
const slug = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)

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

const requirement = z.strictObject({
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
const hours = z
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
    for (const [field, message] of faultsIn(asked, earlier))
      faults.push({ path: ['requirements', index, field], message: `${asked.id}: ${message}` })
    if (!framework.hours[asked.audience])
      faults.push({ path: ['hours'], message: `${asked.audience}: nobody has estimated the hours` })
    earlier.set(asked.id, asked)
  })
  return faults
}

function faultsIn(asked: Requirement, earlier: Map<string, Requirement>): [keyof Requirement, string][] {
  const faults: [keyof Requirement, string][] = []
  if (earlier.has(asked.id)) faults.push(['id', 'is used twice'])
  if (asked.showIf) {
    const condition = earlier.get(asked.showIf.requirement)
    if (!condition) faults.push(['showIf', `${asked.showIf.requirement} does not come earlier`])
    else if (condition.audience !== asked.audience)
      faults.push(['showIf', `${condition.id} is asked of somebody else`])
    else if (condition.answer !== 'yes-partly-no')
      faults.push(['showIf', `${condition.id} offers no choice to depend on`])
  }
  if (asked.claimAndCheck?.pair === asked.id) faults.push(['claimAndCheck', 'cannot check itself'])
  if ((asked.answer === 'table') !== Boolean(asked.table))
    faults.push(['table', 'a table has columns, and nothing else has'])
  if ((asked.answer === 'choice') !== Boolean(asked.options))
    faults.push(['options', 'a choice has options, and nothing else has'])
  if ((asked.answer === 'number') !== Boolean(asked.number))
    faults.push(['number', 'a number has a unit, and nothing else has'])
  if ((asked.answer === 'from-the-record') !== Boolean(asked.figure))
    faults.push(['figure', 'what the record answers names its figure, and nothing else does'])
  for (const column of asked.table?.columns ?? [])
    if ((column.kind === 'choice') !== Boolean(column.options))
      faults.push(['table', `column ${column.id}: a choice has options, and nothing else has`])
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

export const FrameworkWords = z.strictObject({
  framework: z.strictObject({ title: line, follows: line, version: line }),
  requirements: z.record(requirementId, RequirementWords),
  /** The readable name of a body and of the area a requirement was matched to. */
  mappings: z.record(z.string(), z.strictObject({ body: line, area: line })),
})
export type FrameworkWords = z.output<typeof FrameworkWords>
