import { principles, type Principle } from '#content/vocabulary.ts'

/** The principle for which a field asks a reason. */
export function principleOfField(name: string): Principle | null {
  return principles.find((principle) => name.startsWith(`reason_${principle}`)) ?? null
}
