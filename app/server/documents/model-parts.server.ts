import { z } from 'zod'
import { riskLevels } from '#content/risk-levels.ts'
import { choices, gates, phases, principles, tiers } from '#content/vocabulary.ts'

/**
 * Parts of what a full record says. Whatever came after the first documents is optional or has a default: models drawn
 * earlier are read again when somebody signs, and have to be read for as long as the documents are kept.
 */
export const day = z.iso.date()
export const moment = z.iso.datetime()
export const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const judgement = z.enum(['accepted', 'changes_asked'])
export const outcome = z.enum(['approved', 'approved_with_conditions', 'declined'])
export const reviewParts = ['first', 'second', 'partner', 'outside'] as const
export type ReviewPart = (typeof reviewParts)[number]

/** How heavy the plan is and why, in the words of the page. */
export const planSchema = z.strictObject({
  tier: z.literal(tiers),
  name: z.string(),
  reasons: z.array(z.string()),
})

export const conditionSchema = z.strictObject({
  sentence: z.string(),
  owner: z.string(),
  evidenceAsked: z.string(),
  howChecked: z.string().default(''),
  dueOn: day,
  holdsBack: z.enum(['nothing', 'award', 'fieldwork', 'close_out', 'payment']),
  pays: z.enum(['reviewing_body', 'organisation', 'nobody']).nullable().default(null),
  moneyFor: z.string(),
  whyNoMoney: z.string(),
  fundsExpectedOn: day.nullable().default(null),
  /** Due so many days after the money has arrived. */
  daysAfterFunds: z.number().int().nonnegative().nullable().default(null),
})
export type ConditionModel = z.infer<typeof conditionSchema>

/** What a reviewer says of one answer, or of a list: `list:risks`. */
export const pointSchema = z.strictObject({
  requirementId: z.string(),
  kind: z.enum(['change', 'exception', 'sampled']),
  reason: z.string(),
})
export type PointModel = z.infer<typeof pointSchema>

export const opinionSchema = z.strictObject({
  part: z.enum(reviewParts),
  name: z.string(),
  roleLabel: z.string(),
  organisationName: z.string(),
  judgement,
  reason: z.string(),
  on: day,
  points: z.array(pointSchema),
})
export type OpinionModel = z.infer<typeof opinionSchema>

export const changeSchema = z.strictObject({
  submission: z.number().int().positive(),
  on: day,
  by: z.string(),
  reason: z.string(),
  points: z.array(
    z.strictObject({
      requirementId: z.string(),
      reason: z.string(),
      /** The submission that came next with another answer; null when the answer stayed. */
      changedIn: z.number().int().positive().nullable(),
    }),
  ),
})
export type ChangeModel = z.infer<typeof changeSchema>

/** Rows and columns as they are read, every cell in words. */
export const tableSchema = z.strictObject({
  columns: z.array(z.strictObject({ label: z.string(), numeric: z.boolean() })).min(1),
  rows: z.array(z.array(z.string())),
})
export type TableModel = z.infer<typeof tableSchema>

export const requirementSchema = z.strictObject({
  id: z.string(),
  gate: z.enum(gates).nullable(),
  phase: z.enum(phases).nullable().default(null),
  phaseName: z.string().default(''),
  question: z.string(),
  why: z.string().nullable(),
  choice: z.enum(choices).nullable(),
  /** As shown when it was answered; empty for an answer in words only. */
  answerLabel: z.string(),
  text: z.string(),
  table: tableSchema.nullable().default(null),
  dueOn: day.nullable(),
  /** Sent without an answer, because the plan need not wait for it. */
  unanswered: z.literal(true).optional(),
})
export type RequirementModel = z.infer<typeof requirementSchema>

export const principleSchema = z.strictObject({
  id: z.enum(principles),
  name: z.string(),
  judgement: judgement.nullable(),
  remark: z.string(),
  judgedOn: day.nullable(),
  /** Why it was decided so, of this principle. */
  decided: z.string().default(''),
  points: z.array(pointSchema).default([]),
  opinions: z.array(opinionSchema).default([]),
  changes: z.array(changeSchema).default([]),
  requirements: z.array(requirementSchema),
})
export type PrincipleModel = z.infer<typeof principleSchema>

const step = z.number().int().min(1).max(5)
export const standingSchema = z.strictObject({
  likelihood: step,
  severity: step,
  level: z.enum(riskLevels),
})
export type StandingModel = z.infer<typeof standingSchema>

const acceptance = {
  capacity: z.enum(['research_organisation', 'funder']),
  name: z.string(),
  organisationName: z.string(),
  on: day,
}

/** Of a sealed risk it says that there is one, what level remains, and who stands by that. Nothing else fits in here. */
export const riskSchema = z.discriminatedUnion('sealed', [
  z.strictObject({
    sealed: z.literal(false),
    number: z.number().int().positive(),
    group: z.string(),
    site: z.string(),
    affected: z.string(),
    event: z.string(),
    cause: z.string(),
    before: standingSchema,
    existing: z.string(),
    control: z.string(),
    owner: z.string(),
    paidFrom: z.string(),
    dueOn: day.nullable(),
    after: standingSchema,
    smallerHarm: z.string(),
    reviewOn: day.nullable(),
    community: z.string(),
    acceptances: z.array(z.strictObject({ ...acceptance, reason: z.string() })),
  }),
  z.strictObject({
    sealed: z.literal(true),
    number: z.number().int().positive(),
    level: z.enum(riskLevels),
    acceptances: z.array(z.strictObject(acceptance)),
  }),
])
export type RiskModel = z.infer<typeof riskSchema>
export type OpenRisk = Extract<RiskModel, { sealed: false }>

export const risksSchema = z.strictObject({
  rows: z.array(riskSchema),
  /** Groups of people without a row, and why. */
  gaps: z.array(z.strictObject({ group: z.string(), reason: z.string() })),
})

/** A list that was sent with the plan: its main columns, and what else each row says. */
export const listSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  note: z.string(),
  columns: z.array(z.strictObject({ label: z.string(), numeric: z.boolean() })).min(1),
  rows: z.array(
    z.strictObject({
      cells: z.array(z.string()),
      more: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    }),
  ),
})
export type ListModel = z.infer<typeof listSchema>

/** That it was taken in, and not its words: two may take a lesson back, and a signed document keeps what it says. */
export const takenLessonSchema = z.strictObject({
  requirementId: z.string(),
  on: day,
  bodyName: z.string(),
  shownFrom: day,
})

export const evidenceSchema = z.strictObject({
  number: z.number().int().positive(),
  title: z.string(),
  kind: z.string(),
  requirementIds: z.array(z.string()),
  datedOn: day.nullable(),
  reviewOn: day.nullable(),
  stillTrueOn: day.nullable(),
  url: z.string().nullable(),
  page: z.string().nullable(),
  assessedBy: z.string().nullable(),
  file: z
    .strictObject({
      name: z.string(),
      mediaType: z.string(),
      size: z.number().int().nonnegative(),
      sha256: hash,
    })
    .nullable(),
})
export type EvidenceModel = z.infer<typeof evidenceSchema>

export const reviewerSchema = z.strictObject({
  part: z.enum(reviewParts),
  name: z.string(),
  roleLabel: z.string(),
  organisationName: z.string(),
  /** What this reviewer was paid for the work, as it is written. */
  paid: z.string().nullable(),
})
export type ReviewerModel = z.infer<typeof reviewerSchema>

/** A decision that was undone, as it stood. */
export const earlierDecisionSchema = z.strictObject({
  number: z.number().int().positive(),
  outcome: z.string(),
  reason: z.string(),
  decidedOn: day,
  decidedBy: z.string(),
  kind: z.enum(['reverted', 'appealed']),
  undoneOn: day,
  undoneBy: z.string(),
  undoneBecause: z.string(),
})

export const appealSchema = z.strictObject({
  grounds: z.string(),
  lodgedOn: day,
  lodgedBy: z.string(),
  state: z.enum(['lodged', 'upheld', 'dismissed', 'taken_back']),
  heardBy: z.string().nullable(),
  heardOn: day.nullable(),
  reason: z.string(),
})
