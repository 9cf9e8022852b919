import type { BodyKind, DoorTerms } from '#app/forms/door-terms.ts'

export const rotaParts = ['primary', 'deputy', 'out_of_hours'] as const
export type RotaPart = (typeof rotaParts)[number]

/**
 * The parts that nobody has on this day; the first and the deputy are two people. Of a rota on paper only whoever can
 * open an account counts: `canRead` names the persons who hold a key that counts.
 */
export function rotaGaps(
  { rota }: Pick<DoorTerms, 'rota'>,
  today: Date,
  canRead?: ReadonlySet<string>,
): RotaPart[] {
  const day = today.toISOString().slice(0, 10)
  const onDuty = (part: RotaPart) =>
    rota
      .filter((one) => one.part === part && one.fromOn <= day && day <= one.untilOn)
      .map(({ personId }) => personId)
      .filter((personId) => canRead?.has(personId) ?? true)
  const primary = onDuty('primary')
  const deputyBeside = onDuty('deputy').some((deputy) => primary.some((first) => first !== deputy))
  const holds: Record<RotaPart, boolean> = {
    primary: primary.length > 0,
    deputy: primary.length > 0 ? deputyBeside : onDuty('deputy').length > 0,
    out_of_hours: onDuty('out_of_hours').length > 0,
  }
  return rotaParts.filter((part) => !holds[part])
}

export function rotaHolds(
  terms: Pick<DoorTerms, 'rota'>,
  today: Date,
  canRead?: ReadonlySet<string>,
): boolean {
  return rotaGaps(terms, today, canRead).length === 0
}

/** The last day up to which the rota holds without a gap, from today on. Null when it does not hold today. */
export function rotaHoldsUntil(
  terms: Pick<DoorTerms, 'rota'>,
  today: Date,
  canRead?: ReadonlySet<string>,
): string | null {
  const longest = 366
  let last: string | null = null
  for (let ahead = 0; ahead <= longest; ahead += 1) {
    const day = new Date(today.getTime() + ahead * 86_400_000)
    if (!rotaHolds(terms, day, canRead)) break
    last = day.toISOString().slice(0, 10)
  }
  return last
}

/**
 * Whom a new account goes to: the first group in which somebody is left. While nobody is on duty the contact outside the
 * chain reads first; a reporting page never shuts.
 */
export function bodiesToAsk<Body extends { kind: BodyKind }>(
  bodies: readonly Body[],
  someoneOnDuty: boolean,
): Body[][] {
  if (someoneOnDuty) return [[...bodies]]
  return [bodies.filter(({ kind }) => kind === 'independent'), [...bodies]]
}
