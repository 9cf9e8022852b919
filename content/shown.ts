import { z } from 'zod'
import type { FrameworkWords } from '#content/schema.ts'
import type { Asked, Because, PlanTerms } from '#content/tier.ts'
import {
  answerTypes,
  audiences,
  cellKinds,
  choices,
  figures,
  gates,
  phases,
  principles,
  verbs,
} from '#content/vocabulary.ts'
import { locales, wordsFor, type Locale, type Words } from '#content/words.ts'

const line = z.string().min(1)

/** One requirement as a person saw it, names and all: stored with a submission and printed years later. */
export const RequirementShown = z.strictObject({
  id: line,
  principle: z.enum(principles),
  principleName: line,
  phase: z.enum(phases),
  phaseName: line,
  verb: z.enum(verbs),
  verbName: line,
  gate: z.enum(gates).nullable(),
  gateName: line.nullable(),
  answer: z.enum(answerTypes),
  choices: z.array(z.strictObject({ value: z.enum(choices), label: line })),
  question: line,
  help: z.string(),
  why: line,
  evidence: line,
  spoken: line.optional(),
  labels: z.record(z.string(), line).optional(),
  table: z
    .strictObject({
      columns: z.array(
        z.strictObject({
          id: line,
          kind: z.enum(cellKinds),
          options: z.array(line).optional(),
          required: z.boolean(),
        }),
      ),
      givenRows: z.array(line).optional(),
      least: z.number(),
    })
    .optional(),
  options: z.array(line).optional(),
  number: z.strictObject({ unit: line, least: z.number(), most: z.number() }).optional(),
  figure: z.enum(figures).optional(),
  /** For whom of the plan's audiences, why it is asked, and whether the plan waits for it: only where the work was described. */
  audience: z.enum(audiences).optional(),
  because: line.optional(),
  needed: z.boolean().optional(),
  /** True of a funder's own question, which is shown under a fixed notice: give no case details. */
  own: z.boolean().optional(),
  /** The language it is written in, where that is not the reader’s. */
  wordsIn: z.enum(locales).optional(),
  mappings: z.array(z.strictObject({ code: line, body: line, area: line })),
})
export type RequirementShown = z.output<typeof RequirementShown>

export function shownRequirement(
  { requirement: asked, because, gate, needed }: Asked,
  words: FrameworkWords,
  locale: Locale,
  terms: PlanTerms | null,
  ownWordsIn: Locale = locale,
): RequirementShown {
  const t = wordsFor(locale)
  return RequirementShown.parse({
    id: asked.id,
    principle: asked.principle,
    principleName: t(`content.principle.${asked.principle}`),
    phase: asked.phase,
    phaseName: t(`content.phase.${asked.phase}`),
    verb: asked.verb,
    verbName: t(`content.verb.${asked.verb}`),
    gate,
    gateName: gate && t(`content.gate.${gate}`),
    answer: asked.answer,
    choices:
      asked.answer === 'yes-partly-no'
        ? choices.map((value) => ({ value, label: t(`content.choice.${value}`) }))
        : [],
    ...words.requirements[asked.id],
    ...(asked.table ? { table: asked.table } : {}),
    ...(asked.options ? { options: asked.options } : {}),
    ...(asked.number ? { number: asked.number } : {}),
    ...(asked.figure ? { figure: asked.figure } : {}),
    ...(terms ? { audience: asked.audience, because: becauseSentence(because, t), needed } : {}),
    ...(isOwn(asked.id) ? { own: true, ...(ownWordsIn === locale ? {} : { wordsIn: ownWordsIn }) } : {}),
    mappings: asked.mappings.map((code) => ({ code, ...words.mappings[code] })),
  })
}

function becauseSentence(because: Because, t: Words): string {
  if (because === 'everyone') return t('content.because.everyone')
  if ('tier' in because) return t(`content.because.tier.${because.tier as 1 | 2 | 3}`)
  return t(`content.because.${because.circumstance}`)
}

/** Every id of this project's own framework begins with the letter of its principle. */
export function isOwn(requirementId: string): boolean {
  return !/^[VETA]-[FRPC]-\d{2}$/.test(requirementId)
}
