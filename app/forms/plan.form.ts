import { z } from 'zod'
import { isCountry } from '#app/forms/countries.ts'
import { identifier, line } from '#app/forms/fields.ts'
import { locales } from '#content/locale.ts'

export const PlanForm = z.object({
  organisationId: identifier('line.plan.error.organisation'),
  title: line('line.error.title', 'line.error.titleTooLong'),
  country: z.string('line.plan.error.country').refine(isCountry, 'line.plan.error.country'),
  locale: z.enum(locales, 'line.plan.error.locale'),
})

/** Nobody reviews themselves. */
export const OwnAssessmentForm = PlanForm.extend({
  reviewingBodyId: identifier('line.plan.error.reviewingBody'),
}).refine(({ reviewingBodyId, organisationId }) => reviewingBodyId !== organisationId, {
  path: ['reviewingBodyId'],
  error: 'line.plan.error.sameBody',
})
