import { z } from 'zod'
import { day, judgement, moment } from '#app/server/documents/model-parts.server.ts'
import { locales } from '#content/locale.ts'
import { riskLevels } from '#content/risk-levels.ts'
import { principles, tiers } from '#content/vocabulary.ts'

const planSchema = z.strictObject({
  title: z.string(),
  organisationName: z.string(),
  countryName: z.string(),
  tier: z.literal(tiers).nullable(),
  sentOn: day.nullable(),
  principles: z.array(
    z.strictObject({
      id: z.enum(principles),
      judgement: judgement.nullable(),
      reason: z.string(),
      exceptions: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
      opinions: z.array(
        z.strictObject({
          part: z.enum(['second', 'partner', 'outside', 'first']),
          judgement: judgement.nullable(),
          reason: z.string(),
        }),
      ),
    }),
  ),
  /** Null where no list of risks was sent. */
  risks: z
    .array(z.strictObject({ level: z.enum(riskLevels), count: z.number().int().positive() }))
    .nullable(),
  unacceptedRisks: z.number().int().nonnegative(),
  days: z.strictObject({
    reviewing: z.number().int().nonnegative(),
    answering: z.number().int().nonnegative(),
  }),
  money: z.array(z.strictObject({ partner: z.string(), amounts: z.string() })),
  helpers: z.number().int().nonnegative(),
  answers: z.number().int().nonnegative(),
  open: z.array(z.strictObject({ id: z.string(), question: z.string(), answer: z.string() })),
})

/** What a panel reads before it decides: everything in the language of the one who asked for it. */
export const panelPackSchema = z.strictObject({
  kind: z.literal('panel_pack'),
  locale: z.enum(locales),
  fictional: z.boolean(),
  createdAt: moment,
  callTitle: z.string(),
  issuerName: z.string(),
  madeFor: z.string(),
  /** Plans that this reader may not see. */
  leftOut: z.number().int().nonnegative(),
  plans: z.array(planSchema),
})
export type PanelPackModel = z.infer<typeof panelPackSchema>
export type PanelPlanModel = PanelPackModel['plans'][number]
