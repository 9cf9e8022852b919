import { z } from 'zod'
import {
  answerTypes,
  answerTypesInUse,
  audiences,
  choices,
  gates,
  phases,
  principles,
  verbs,
} from '#content/vocabulary.ts'

const requirementId = z.string().regex(/^[VETA]-[FRPC]-\d{2}$/)

/** Hidden unless an earlier answer is one of these; evaluated again on the server. */
const showIf = z.strictObject({ requirement: requirementId, is: z.array(z.enum(choices)).min(1) })

/** Two halves of one fact: the project claims it, somebody the project does not choose checks it. */
const claimAndCheck = z.strictObject({ pair: requirementId, part: z.enum(['claim', 'check']) })

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
    for (const [field, message] of faultsIn(asked, earlier, published))
      faults.push({ path: ['requirements', index, field], message: `${asked.id}: ${message}` })
    if (!framework.hours[asked.audience])
      faults.push({ path: ['hours'], message: `${asked.audience}: nobody has estimated the hours` })
    earlier.set(asked.id, asked)
  })
  return faults
}

function faultsIn(
  asked: Requirement,
  earlier: Map<string, Requirement>,
  published: boolean,
): [keyof Requirement, string][] {
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
  if (published && !(answerTypesInUse as readonly string[]).includes(asked.answer))
    faults.push(['answer', `${asked.answer} cannot be answered yet`])
  return faults
}

const line = z.string().trim().min(1)

/** What a reader sees of one requirement, in one language. `help` may be empty, the rest may not. */
export const RequirementWords = z.strictObject({
  question: line,
  help: z.string(),
  why: line,
  evidence: line,
})

export const FrameworkWords = z.strictObject({
  framework: z.strictObject({ title: line, follows: line, version: line }),
  requirements: z.record(requirementId, RequirementWords),
  /** The readable name of a body and of the area a requirement was matched to. */
  mappings: z.record(z.string(), z.strictObject({ body: line, area: line })),
})
export type FrameworkWords = z.output<typeof FrameworkWords>
