import { z } from 'zod'
import type { FrameworkWords, Requirement } from '#content/schema.ts'
import { answerTypes, choices, gates, phases, principles, verbs } from '#content/vocabulary.ts'
import { wordsFor, type Locale } from '#content/words.ts'

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
  mappings: z.array(z.strictObject({ code: line, body: line, area: line })),
})
export type RequirementShown = z.output<typeof RequirementShown>

export function shownRequirement(
  asked: Requirement,
  words: FrameworkWords,
  locale: Locale,
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
    gate: asked.gate,
    gateName: asked.gate && t(`content.gate.${asked.gate}`),
    answer: asked.answer,
    choices:
      asked.answer === 'yes-partly-no'
        ? choices.map((value) => ({ value, label: t(`content.choice.${value}`) }))
        : [],
    ...words.requirements[asked.id],
    mappings: asked.mappings.map((code) => ({ code, ...words.mappings[code] })),
  })
}
