import { z } from 'zod'
import { locales } from '#content/locale.ts'
import { audiences, choices, gates, principles } from '#content/vocabulary.ts'

/** In the order of signing. A declined assessment asks for no signature of the first. */
export const signingCapacities = ['principal_investigator', 'reviewer', 'approver'] as const
export const signingCapacitySchema = z.enum(signingCapacities)
export type SigningCapacity = z.infer<typeof signingCapacitySchema>

const day = z.iso.date()
const moment = z.iso.datetime()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const shared = {
  number: z.string().regex(/^AM-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  verifyUrl: z.url(),
  locale: z.enum(locales),
  fictional: z.boolean(),
  programmeTitle: z.string().nullable(),
  callTitle: z.string().nullable(),
  title: z.string(),
  organisationName: z.string(),
  countryName: z.string(),
  reviewingBodyName: z.string(),
  issuerName: z.string(),
  audience: z.enum(audiences),
  /** `line` says what the framework follows and what is this project's own. */
  framework: z.strictObject({ id: z.string(), version: z.number().int().nonnegative(), line: z.string() }),
  /** Fixed once: the document's dates and identifier come from it, so that drawing again gives the same bytes. */
  createdAt: moment,
  checkpoint: z.strictObject({
    origin: z.string(),
    size: z.number().int().nonnegative(),
    rootBase64: z.string(),
    keyName: z.string(),
  }),
}

const outcome = z.enum(['approved', 'approved_with_conditions', 'declined'])

const signer = {
  capacity: signingCapacitySchema,
  roleLabel: z.string(),
  organisationName: z.string(),
}

export const conditionSchema = z.strictObject({
  sentence: z.string(),
  owner: z.string(),
  evidenceAsked: z.string(),
  dueOn: day,
  holdsBack: z.enum(['nothing', 'award', 'fieldwork', 'close_out']),
  moneyFor: z.string(),
  whyNoMoney: z.string(),
})

export const requirementSchema = z.strictObject({
  id: z.string(),
  gate: z.enum(gates).nullable(),
  question: z.string(),
  why: z.string().nullable(),
  choice: z.enum(choices).nullable(),
  /** As shown when it was answered; empty for an answer in words only. */
  answerLabel: z.string(),
  text: z.string(),
  dueOn: day.nullable(),
  /** Sent without an answer, because the plan need not wait for it. */
  unanswered: z.literal(true).optional(),
})

export const fullRecordSchema = z.strictObject({
  kind: z.literal('full_record'),
  ...shared,
  decision: z.strictObject({ outcome, decidedOn: day, reason: z.string() }),
  conditions: z.array(conditionSchema),
  signers: z
    .array(z.strictObject({ ...signer, name: z.string() }))
    .min(1)
    .max(3),
  principles: z.array(
    z.strictObject({
      id: z.enum(principles),
      name: z.string(),
      judgement: z.enum(['accepted', 'changes_asked']).nullable(),
      remark: z.string(),
      judgedOn: day.nullable(),
      requirements: z.array(requirementSchema),
    }),
  ),
  submission: z.strictObject({ number: z.number().int().positive(), submittedAt: moment, contentHash: hash }),
})

/** Strict on purpose: a fact that is not listed here cannot reach the public by being added to a model. */
export const publicStatementSchema = z.strictObject({
  kind: z.literal('public_statement'),
  ...shared,
  decision: z.strictObject({ outcome, decidedOn: day }),
  signers: z.array(z.strictObject(signer)).min(1).max(3),
  fullRecord: z.strictObject({ number: shared.number, sha256: hash }),
})

export const modelSchema = z.discriminatedUnion('kind', [fullRecordSchema, publicStatementSchema])

export type FullRecordModel = z.infer<typeof fullRecordSchema>
export type PublicStatementModel = z.infer<typeof publicStatementSchema>
export type AssessmentRecordModel = z.infer<typeof modelSchema>
export type ConditionModel = z.infer<typeof conditionSchema>
export type RequirementModel = z.infer<typeof requirementSchema>
export type PrincipleModel = FullRecordModel['principles'][number]

/**
 * What the public may see of a full record. `fullRecordSha256` is the hash of its drawn, unsigned revision:
 * every signed one begins with those bytes.
 */
export function statementOf(
  record: FullRecordModel,
  own: Pick<PublicStatementModel, 'number' | 'verifyUrl'> & { fullRecordSha256: string },
): PublicStatementModel {
  const { conditions: _, principles: __, submission: ___, decision, signers, ...open } = record
  return {
    ...open,
    kind: 'public_statement',
    number: own.number,
    verifyUrl: own.verifyUrl,
    decision: { outcome: decision.outcome, decidedOn: decision.decidedOn },
    signers: signers.map(({ capacity, roleLabel, organisationName }) => ({
      capacity,
      roleLabel,
      organisationName,
    })),
    fullRecord: { number: record.number, sha256: own.fullRecordSha256 },
  }
}
