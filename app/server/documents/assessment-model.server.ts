import { z } from 'zod'
import { locales } from '#content/locale.ts'
import { audiences } from '#content/vocabulary.ts'
import {
  appealSchema,
  conditionSchema,
  day,
  earlierDecisionSchema,
  evidenceSchema,
  hash,
  listSchema,
  moment,
  outcome,
  planSchema,
  principleSchema,
  reviewerSchema,
  risksSchema,
  takenLessonSchema,
} from '#app/server/documents/model-parts.server.ts'

export type * from '#app/server/documents/model-parts.server.ts'

/** In the order of signing. A declined assessment asks for no signature of the first. */
export const signingCapacities = ['principal_investigator', 'reviewer', 'approver'] as const
export const signingCapacitySchema = z.enum(signingCapacities)
export type SigningCapacity = z.infer<typeof signingCapacitySchema>

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

const signer = {
  capacity: signingCapacitySchema,
  roleLabel: z.string(),
  organisationName: z.string(),
}

export const fullRecordSchema = z.strictObject({
  kind: z.literal('full_record'),
  ...shared,
  plan: planSchema.nullable().default(null),
  decision: z.strictObject({ outcome, decidedOn: day, reason: z.string() }),
  conditions: z.array(conditionSchema),
  signers: z
    .array(z.strictObject({ ...signer, name: z.string() }))
    .min(1)
    .max(3),
  /** Everybody who wrote, commented or signed off a risk before the answers were sent. */
  writers: z.array(z.strictObject({ name: z.string(), organisationName: z.string() })).default([]),
  reviewers: z.array(reviewerSchema).default([]),
  earlierDecisions: z.array(earlierDecisionSchema).default([]),
  appeals: z.array(appealSchema).default([]),
  principles: z.array(principleSchema),
  risks: risksSchema.nullable().default(null),
  lists: z.array(listSchema).default([]),
  evidence: z.array(evidenceSchema).default([]),
  lessons: z.array(takenLessonSchema).default([]),
  submission: z.strictObject({ number: z.number().int().positive(), submittedAt: moment, contentHash: hash }),
})

/** Strict on purpose: a fact that is not listed here cannot reach the public by being added to a model. */
export const publicStatementSchema = z.strictObject({
  kind: z.literal('public_statement'),
  ...shared,
  decision: z.strictObject({ outcome, decidedOn: day }),
  signers: z.array(z.strictObject(signer)).min(1).max(3),
  /** From outside, on a funder's assessment of itself: who looked at it, by role and organisation. */
  lookedAtBy: z
    .array(
      z.strictObject({
        part: z.enum(['partner', 'outside']),
        roleLabel: z.string(),
        organisationName: z.string(),
      }),
    )
    .default([]),
  fullRecord: z.strictObject({ number: shared.number, sha256: hash }),
})

export const modelSchema = z.discriminatedUnion('kind', [fullRecordSchema, publicStatementSchema])

export type FullRecordModel = z.infer<typeof fullRecordSchema>
export type PublicStatementModel = z.infer<typeof publicStatementSchema>
export type AssessmentRecordModel = z.infer<typeof modelSchema>
export type SignerModel = FullRecordModel['signers'][number]

/**
 * What the public may see of a full record, picked fact by fact. `fullRecordSha256` is the hash of its drawn, unsigned
 * revision: every signed one begins with those bytes.
 */
export function statementOf(
  record: FullRecordModel,
  own: Pick<PublicStatementModel, 'number' | 'verifyUrl'> & { fullRecordSha256: string },
): PublicStatementModel {
  const { decision, signers, reviewers, audience } = record
  return {
    kind: 'public_statement',
    number: own.number,
    verifyUrl: own.verifyUrl,
    locale: record.locale,
    fictional: record.fictional,
    programmeTitle: record.programmeTitle,
    callTitle: record.callTitle,
    title: record.title,
    organisationName: record.organisationName,
    countryName: record.countryName,
    reviewingBodyName: record.reviewingBodyName,
    issuerName: record.issuerName,
    audience,
    framework: record.framework,
    createdAt: record.createdAt,
    checkpoint: record.checkpoint,
    decision: { outcome: decision.outcome, decidedOn: decision.decidedOn },
    signers: signers.map(({ capacity, roleLabel, organisationName }) => ({
      capacity,
      roleLabel,
      organisationName,
    })),
    lookedAtBy: audience === 'funder' ? reviewers.flatMap(fromOutside) : [],
    fullRecord: { number: record.number, sha256: own.fullRecordSha256 },
  }
}

function fromOutside({
  part,
  roleLabel,
  organisationName,
}: FullRecordModel['reviewers'][number]): PublicStatementModel['lookedAtBy'] {
  return part === 'partner' || part === 'outside' ? [{ part, roleLabel, organisationName }] : []
}
