import { now } from '#app/server/clock.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listRows, type StoredRow } from '#app/server/repositories/register-rows.server.ts'
import { formatPence, toPence } from '#content/registers/amounts.ts'
import { labelOf, text, wordOf, type RowValues } from '#content/registers/definition.ts'
import { registers, type RegisterId } from '#content/registers/registers.ts'
import { standingOfRisk } from '#content/registers/risks.ts'
import { cellText } from '#content/registers/shown-cell.ts'
import {
  standingOfReferral,
  stateOfTraining,
  trainedShares,
  type Share,
} from '#content/registers/standing.ts'
import type { RiskLevel } from '#content/risk-levels.ts'
import { wordsFor, type Locale, type Words } from '#content/words.ts'

/** A site as others may read it: its name only where it is safe in print. */
export interface SiteName {
  number: number
  name: string | null
}

/** A row for print and export: the words of a sealed one are not in it, nor the name of a site that is not safe to name. */
export interface RegisterRow {
  id: string
  position: number
  revision: number
  sealed: boolean
  values: RowValues
  site: SiteName | null
}

/** Rows of one register on the list today, for whoever may read the plan. */
export async function registerRows(
  tx: Transaction,
  assessmentId: string,
  register: RegisterId,
): Promise<RegisterRow[]> {
  const rows = await listRows(tx, assessmentId, register === 'sites' ? ['sites'] : ['sites', register])
  return publicRows(rows, register)
}

function publicRows(rows: readonly StoredRow[], register: RegisterId): RegisterRow[] {
  const names = siteNames(rows)
  return rows
    .filter((row) => row.register === register)
    .map(({ id, position, revision, sealed, values }) => {
      const site = names.get(register === 'sites' ? id : text(values, 'site')) ?? null
      const row = { id, position, revision, site }
      return sealed
        ? { ...row, sealed: true, values: levelOnly(values), site: null }
        : { ...row, sealed: false, values: withoutName(register, values, site) }
    })
}

/** From which the level that remains is read, and nothing else. */
function levelOnly({ residualLikelihood = 5, residualSeverity = 5 }: RowValues): RowValues {
  return { residualLikelihood, residualSeverity }
}

function siteNames(rows: readonly StoredRow[]): Map<string, SiteName> {
  return new Map(
    rows
      .filter(({ register }) => register === 'sites')
      .map(({ id, position, values }) => {
        const name = values.safeToName === 'yes' ? text(values, 'name') : null
        return [id, { number: position, name }]
      }),
  )
}

function withoutName(register: RegisterId, values: RowValues, site: SiteName | null): RowValues {
  if (register !== 'sites' || site?.name) return values
  return Object.fromEntries(Object.entries(values).filter(([field]) => field !== 'name'))
}

/** A register as a plain table in words: for files and print. Of a sealed row it says that there is one, and its level. */
export function registerAsTable(
  register: RegisterId,
  rows: readonly RegisterRow[],
  locale: Locale,
): { title: string; columns: string[]; rows: string[][] } {
  const t = wordsFor(locale)
  const definition = registers[register]
  const today = now().toISOString().slice(0, 10)
  const computed = computedColumns(register, t, locale, today)
  return {
    title: t(wordOf(definition, 'title')),
    columns: [
      t('registers.column.number'),
      ...definition.fields.map((field) => t(labelOf(definition, field))),
      ...computed.map(({ head }) => head),
    ],
    rows: rows.map((row) => [
      String(row.position),
      ...definition.fields.map((field, index) => {
        if (row.sealed) return index === 0 ? t('registers.sealed.one') : ''
        if (register === 'sites' && field.id === 'name') return siteText(t, row.site)
        return cellText(t, locale, field, row.values, siteText(t, row.site))
      }),
      ...computed.map(({ cell }) => cell(row)),
    ]),
  }
}

export function siteText(t: Words, site: SiteName | null): string {
  if (!site) return ''
  return site.name ?? t('registers.site.unnamed', { number: site.number })
}

type Computed = { head: string; cell: (row: RegisterRow) => string }

/** What the rows come to, beside what was written. */
function computedColumns(register: RegisterId, t: Words, locale: Locale, today: string): Computed[] {
  switch (register) {
    case 'risks':
      return [
        {
          head: t('registers.column.before'),
          cell: ({ sealed, values }) => (sealed ? '' : t(`registers.level.${standingOfRisk(values).before}`)),
        },
        {
          head: t('registers.column.after'),
          cell: ({ values }) => t(`registers.level.${standingOfRisk(values).after}`),
        },
      ]
    case 'referrals':
      return [
        {
          head: t('registers.column.check'),
          cell: ({ values }) => {
            const { state, months } = standingOfReferral(values, today)
            return t(`registers.referral.${state}`, { months })
          },
        },
      ]
    case 'training':
      return [
        {
          head: t('registers.column.state'),
          cell: ({ values }) => t(`registers.trainingState.${stateOfTraining(values, today)}`),
        },
      ]
    case 'money':
      return [
        {
          head: t('registers.column.pounds'),
          cell: ({ values }) => {
            const pence = penceOf(values)
            return pence === null ? '' : formatPence(locale, pence)
          },
        },
      ]
    default:
      return []
  }
}

export function penceOf(values: RowValues): bigint | null {
  return toPence(text(values, 'amount'), text(values, 'currency'), text(values, 'rate') || null)
}

export interface SentRow {
  id: string
  position: number
  revision: number
  site: SiteName | null
  values: RowValues
}
export type SentRiskRow =
  | (SentRow & { sealed: false; level: RiskLevel; levelBefore: RiskLevel })
  | { id: string; position: number; revision: number; sealed: true; level: RiskLevel }

export interface SentRegisters {
  risks: SentRiskRow[]
  riskGaps: SentRow[]
  sites: SentRow[]
  referrals: SentRow[]
  people: SentRow[]
  training: { rows: SentRow[]; shares: Share[]; sessions: SentRow[] }
  money: { rows: (SentRow & { pence: string | null })[]; gaps: SentRow[] }
}

/**
 * What goes out with a plan. Left behind: the words of sealed rows, names of sites that are not safe in print, and what is
 * nobody else's: initials and how somebody is reached.
 */
export async function registersForSubmission(tx: Transaction, assessmentId: string): Promise<SentRegisters> {
  const all = await listRows(tx, assessmentId)
  const today = now().toISOString().slice(0, 10)
  const sent = (register: RegisterId) => publicRows(all, register).map((row) => sentRow(register, row))
  return {
    risks: publicRows(all, 'risks').map((row) => {
      const { before, after } = standingOfRisk(row.values)
      const { id, position, revision } = row
      if (row.sealed) return { id, position, revision, sealed: true, level: after }
      return { ...sentRow('risks', row), sealed: false, level: after, levelBefore: before }
    }),
    riskGaps: sent('riskGaps'),
    sites: sent('sites'),
    referrals: sent('referrals'),
    people: sent('people'),
    training: {
      rows: sent('training'),
      shares: trainedShares(
        all.filter(({ register }) => register === 'training').map(({ values }) => values),
        today,
      ),
      sessions: sent('sessions'),
    },
    money: {
      rows: sent('money').map((row) => ({ ...row, pence: penceOf(row.values)?.toString() ?? null })),
      gaps: sent('moneyGaps'),
    },
  }
}

function sentRow(register: RegisterId, { id, position, revision, values, site }: RegisterRow): SentRow {
  const fields = registers[register].fields
  const kept = new Set<string>(fields.filter((field) => field.kept).map((field) => field.id))
  const shown = Object.fromEntries(
    Object.entries(values).filter(([field]) => !kept.has(field) && field !== 'site'),
  )
  return { id, position, revision, site, values: shown }
}
