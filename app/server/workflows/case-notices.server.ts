import { packFor, countryPacks } from '#content/country-packs/index.ts'
import type { ReportingDuty } from '#content/country-packs/schema.ts'
import type { ToldSurvivorFirst } from '#content/country-packs/notices.ts'
import { packNames } from '#content/country-packs/schema.ts'
import type { StepLine } from '#app/server/repositories/concern-moves.server.ts'

/** A report goes outside because the person harmed agrees, or because two people decide that it must. */
export const sharingGrounds = ['agreed', 'law', 'harm', 'child'] as const
export type SharingGround = (typeof sharingGrounds)[number]

export interface Duty extends ReportingDuty {
  /** As the case log names it: the pack and its item. */
  code: string
}

/** The duties of the country and of those who give money; which of them bind here the handlers say. */
export function dutiesIn(country: string): Duty[] {
  const pack = packFor(country)
  const packs = [...(pack ? [pack] : []), countryPacks.US, countryPacks.funders]
  const once = packs.filter((one, index) => packs.indexOf(one) === index)
  return once.flatMap((one) =>
    one.reportingDuties.map((duty) => ({ ...duty, code: `${one.country}.${duty.id}` })),
  )
}

export function findDuty(code: string): Duty | null {
  const name = packNames.find((one) => code.startsWith(`${one}.`))
  if (!name) return null
  const duty = countryPacks[name].reportingDuties.find(({ id }) => code === `${name}.${id}`)
  return duty ? { ...duty, code } : null
}

/** Which of the duties that the handlers named are neither sent nor waived. */
export function dueNotices(lines: readonly StepLine[]): string[] {
  const settled = settledNotices(lines)
  return [...new Set(said(lines, 'notice.look', 'duties'))].filter(
    (code) => code !== '' && !settled.has(code),
  )
}

/** Before the code of a clause that handlers entered by hand. */
export const ownClause = 'own.'

/** Clauses entered by hand of which nobody has said yet that what they ask for was given, or does not apply. */
export function openClauses(lines: readonly StepLine[]): string[] {
  const settled = settledNotices(lines)
  return said(lines, 'notice.clause', 'duty').filter((code) => !settled.has(code))
}

/** Those that were given, or do not apply and somebody wrote down why. */
export function settledNotices(lines: readonly StepLine[]): Set<string> {
  return new Set([...said(lines, 'notice.send', 'duty'), ...said(lines, 'notice.waive', 'duty')])
}

function said(lines: readonly StepLine[], action: string, name: string): string[] {
  return lines.flatMap((line) => (line.action === action ? String(line.data[name] ?? '').split(' ') : []))
}

/** One where nobody has looked yet: not to have looked is not the same as none being due. */
export function noticesOpen(lines: readonly StepLine[]): number {
  return lines.some(({ action }) => action === 'notice.look') ? dueNotices(lines).length : 1
}

/** A clause of a contract is no law: without the person's word only a law, grave harm or a child's interest counts. */
export function groundHolds(duty: Pick<Duty, 'basis'>, ground: SharingGround): boolean {
  return ground !== 'law' || duty.basis === 'law'
}

export function needsTwo(ground: SharingGround, toldFirst: ToldSurvivorFirst): boolean {
  return ground !== 'agreed' || toldFirst === 'unsafe'
}
