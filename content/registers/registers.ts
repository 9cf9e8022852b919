import type { Field, Register, RowValues } from '#content/registers/definition.ts'
import { money, moneyGaps } from '#content/registers/money.ts'
import { people, sessions, training } from '#content/registers/people.ts'
import { riskGaps, risks } from '#content/registers/risks.ts'
import { referrals, sites } from '#content/registers/sites.ts'

/** Where the spoken interview of a small partner was held; filled in on the interview's own page. */
const interviews = {
  id: 'interviews',
  fields: [
    { id: 'heldOn', kind: 'date', required: true, past: true },
    { id: 'language', kind: 'line', required: true },
    { id: 'spoke', kind: 'line', required: true, hint: true },
    { id: 'focalPoint', kind: 'line', required: true, hint: true },
    { id: 'minutes', kind: 'number', most: 1440 },
    { id: 'readBack', kind: 'yes-no', required: true, hint: true },
    { id: 'photographed', kind: 'yes-no', required: true, hint: true },
  ],
  columns: ['spoke', 'heldOn', 'language', 'focalPoint', 'readBack', 'photographed'],
} as const satisfies Register

export const registerIds = [
  'risks',
  'riskGaps',
  'sites',
  'referrals',
  'people',
  'training',
  'sessions',
  'money',
  'moneyGaps',
  'interviews',
] as const
export type RegisterId = (typeof registerIds)[number]

export const registers: Record<RegisterId, Register> = {
  risks,
  riskGaps,
  sites,
  referrals,
  people,
  training,
  sessions,
  money,
  moneyGaps,
  interviews,
}

/** Those with a page of their own, in the order in which they are filled in: places first, the others name them. */
export const listPages = ['sites', 'risks', 'referrals', 'people', 'training', 'money'] as const
export type ListPage = (typeof listPages)[number]

export function isRegister(id: string): id is RegisterId {
  return registerIds.some((known) => known === id)
}

/** The page on which a register's rows stand. */
export function pageOf(register: Register): RegisterId {
  const page = register.listedWith ?? register.id
  return isRegister(page) ? page : 'sites'
}

export function fieldOf(register: Register, id: string): Field {
  const field = register.fields.find((each) => each.id === id)
  if (!field) throw new Error(`registers: ${register.id} has no field ${id}`)
  return field
}

/** What may be read of a row whose words are locked, and what is locked. */
export function sealedParts(register: Register, values: RowValues): { open: RowValues; locked: RowValues } {
  const stays = register.openWhenSealed ?? []
  const entries = Object.entries(values)
  return {
    open: Object.fromEntries(entries.filter(([field]) => stays.includes(field))),
    locked: Object.fromEntries(entries.filter(([field]) => !stays.includes(field))),
  }
}
