import type { FullRecordModel, ListModel, RiskModel } from '#app/server/documents/assessment-model.server.ts'
import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import { siteText, type SentRegisters, type SentRow } from '#app/server/queries/register-tables.server.ts'
import { digitsOf } from '#content/registers/currencies.ts'
import { formatMoney, formatPence, fromUnits, toUnits } from '#content/registers/amounts.ts'
import { labelOf, number, text, wordOf, type Field, type Register } from '#content/registers/definition.ts'
import { fieldOf, registers, type RegisterId } from '#content/registers/registers.ts'
import { cellText } from '#content/registers/shown-cell.ts'
import { standingOfReferral, stateOfTraining } from '#content/registers/standing.ts'
import { riskLevel } from '#content/risk-levels.ts'
import { isKey, wordsFor, type Locale, type Words } from '#content/words.ts'

type Listed = 'sites' | 'referrals' | 'people' | 'training' | 'sessions' | 'money' | 'moneyGaps'

/** What fits side by side on paper; everything else that was written stands under its row. */
const mainColumns: Record<Listed, readonly string[]> = {
  sites: ['name', 'country', 'languages', 'phone'],
  referrals: ['name', 'site', 'service', 'distance', 'hours'],
  people: ['role', 'part', 'site', 'paidHours', 'codeOn', 'dayOneOn'],
  training: ['part', 'course', 'site', 'heldOn'],
  sessions: ['topic', 'heldOn', 'site', 'language', 'women', 'men', 'children'],
  money: ['line', 'what', 'partner', 'amount'],
  moneyGaps: ['line', 'reason'],
}
/** Said already by another column, or of no use on paper. */
const leftOut = ['safeToName', 'currency']
const figures = ['number', 'hours', 'money']

/** The lists as they were sent, in words; `day` is when, because a service goes stale and a course ends. */
export function listsModel(sent: SentRegisters, locale: Locale, day: string): ListModel[] {
  const t = wordsFor(locale)
  const list = (register: Listed, rows: readonly SentRow[], computed?: Computed) =>
    listOf(register, rows, locale, computed)
  const { sites, referrals, people, training, money } = sent
  const all = [
    list('sites', sites),
    list('referrals', referrals, {
      label: t('registers.column.check'),
      cell: ({ values }) => {
        const { state, months } = standingOfReferral(values, day)
        return t(`registers.referral.${state}`, { months })
      },
    }),
    list('people', people),
    list('training', training.rows, {
      label: t('registers.column.state'),
      cell: ({ values }) => t(`registers.trainingState.${stateOfTraining(values, day)}`),
    }),
    sharesOf(training.shares, t),
    list('sessions', training.sessions),
    {
      ...list('money', money.rows, {
        label: t('registers.column.pounds'),
        numeric: true,
        cell: (row) => poundsOf(row, locale) || t('registers.money.noRate'),
      }),
      note: sumOf(money.rows, locale, t),
    },
    totalsOf(money.rows, locale, t),
    list('moneyGaps', money.gaps),
  ]
  return all.filter(({ rows }) => rows.length > 0)
}

type Computed = { label: string; numeric?: boolean; cell: (row: SentRow) => string }

function listOf(id: Listed, rows: readonly SentRow[], locale: Locale, computed?: Computed): ListModel {
  const t = wordsFor(locale)
  const register: Register = registers[id]
  const cell = (field: Field, row: SentRow) =>
    id === 'sites' && field.id === 'name'
      ? siteText(t, row.site)
      : cellText(
          t,
          locale,
          field,
          field.kind === 'site' ? { site: 'of the row' } : row.values,
          siteText(t, row.site),
        )
  const main = mainColumns[id]
    .map((name) => fieldOf(register, name))
    .filter((field) => rows.some((row) => cell(field, row) !== ''))
  const besides = register.fields.filter(
    (field) => !mainColumns[id].includes(field.id) && !leftOut.includes(field.id) && !field.kept,
  )
  return {
    id,
    title: t(wordOf(register, 'title')),
    note: '',
    columns: [
      ...main.map((field) => ({ label: t(labelOf(register, field)), numeric: figures.includes(field.kind) })),
      ...(computed ? [{ label: computed.label, numeric: computed.numeric ?? false }] : []),
    ],
    rows: rows.map((row) => ({
      cells: [...main.map((field) => cell(field, row)), ...(computed ? [computed.cell(row)] : [])],
      more: besides.flatMap((field) => {
        const value = cell(field, row)
        return value === '' ? [] : [{ label: t(labelOf(register, field)), value }]
      }),
    })),
  }
}

function sharesOf(shares: SentRegisters['training']['shares'], t: Words): ListModel {
  return {
    id: 'shares',
    title: t('record.lists.shares'),
    note: '',
    columns: [
      { label: t('record.lists.shares.work'), numeric: false },
      { label: t('record.lists.shares.trained'), numeric: true },
      { label: t('record.lists.shares.of'), numeric: true },
    ],
    rows: shares.map(({ part, trained, of }) => {
      const key = `registers.option.part.${part}`
      return { cells: [isKey(key) ? t(key) : part, String(trained), String(of)], more: [] }
    }),
  }
}

type MoneyRow = SentRegisters['money']['rows'][number]

function poundsOf(row: SentRow, locale: Locale): string {
  const pence = 'pence' in row && typeof row.pence === 'string' ? row.pence : null
  return pence === null ? '' : formatPence(locale, BigInt(pence))
}

function sumOf(rows: readonly MoneyRow[], locale: Locale, t: Words): string {
  const known = rows.flatMap(({ pence }) => (pence === null ? [] : [BigInt(pence)]))
  const without = rows.length - known.length
  const sum = formatPence(
    locale,
    known.reduce((total, each) => total + each, 0n),
  )
  return [
    ...(known.length > 0 ? [t('registers.money.inPounds', { sum })] : []),
    ...(without > 0 ? [t('registers.money.withoutRate', { count: without })] : []),
  ].join(' ')
}

/** Who is paid how much in which money. */
function totalsOf(rows: readonly MoneyRow[], locale: Locale, t: Words): ListModel {
  const totals = new Map<string, { partner: string; currency: string; units: bigint; pence: bigint | null }>()
  for (const { values, pence } of rows) {
    const [partner, currency] = [text(values, 'partner'), text(values, 'currency')]
    const units = toUnits(text(values, 'amount'), digitsOf(currency))
    if (units === null) continue
    const key = JSON.stringify([partner, currency])
    const there = totals.get(key) ?? { partner, currency, units: 0n, pence: 0n }
    there.units += units
    there.pence = there.pence === null || pence === null ? null : there.pence + BigInt(pence)
    totals.set(key, there)
  }
  return {
    id: 'totals',
    title: t('record.lists.money.totals'),
    note: '',
    columns: [
      { label: t('registers.money.partner'), numeric: false },
      { label: t('registers.money.sum'), numeric: true },
      { label: t('registers.column.pounds'), numeric: true },
    ],
    rows: [...totals.values()].map(({ partner, currency, units, pence }) => ({
      cells: [
        partner,
        formatMoney(locale, fromUnits(units, digitsOf(currency)), currency),
        pence === null ? t('registers.money.noRate') : formatPence(locale, pence),
      ],
      more: [],
    })),
  }
}

export type Acceptance = RiskModel['acceptances'][number] & {
  rowId: string
  revision: number
  reason: string
}

/** Of a sealed row: that it is there, its level, and who stands by it. Not even why they do. */
export function risksModel(
  { risks, riskGaps }: SentRegisters,
  acceptances: readonly Acceptance[],
  locale: Locale,
): NonNullable<FullRecordModel['risks']> {
  const t = wordsFor(locale)
  const word = (register: RegisterId, name: string, row: SentRow) =>
    cellText(t, locale, fieldOf(registers[register], name), row.values, '')
  return {
    rows: risks.map((risk): RiskModel => {
      const own = acceptances.filter(({ rowId, revision }) => rowId === risk.id && revision === risk.revision)
      if (risk.sealed)
        return {
          sealed: true,
          number: risk.position,
          level: risk.level,
          acceptances: own.map(({ capacity, name, organisationName, on }) => ({
            capacity,
            name,
            organisationName,
            on,
          })),
        }
      const { values, site } = risk
      const said = (name: string) => text(values, name)
      return {
        sealed: false,
        number: risk.position,
        group: word('risks', 'group', risk),
        site: siteText(t, site),
        affected: said('affected'),
        event: said('event'),
        cause: said('cause'),
        before: standing(number(values, 'likelihood'), number(values, 'severity')),
        existing: said('existing'),
        control: said('control'),
        owner: said('owner'),
        paidFrom: word('risks', 'costLine', risk),
        dueOn: said('dueOn') || null,
        after: standing(number(values, 'residualLikelihood'), number(values, 'residualSeverity')),
        smallerHarm: said('smallerHarm'),
        reviewOn: said('reviewOn') || null,
        community: word('risks', 'community', risk),
        acceptances: own.map(({ rowId: _, revision: __, ...acceptance }) => acceptance),
      }
    }),
    gaps: riskGaps.map((gap) => ({
      group: word('riskGaps', 'group', gap),
      reason: text(gap.values, 'reason'),
    })),
  }
}

/** What is not known counts as the worst, as it does on the page. */
function standing(likelihood: number | null, severity: number | null) {
  const [probable, grave] = [likelihood ?? 5, severity ?? 5]
  return { likelihood: probable, severity: grave, level: riskLevel(probable, grave) }
}

export function evidenceModel(items: readonly SentEvidence[], locale: Locale): FullRecordModel['evidence'] {
  const t = wordsFor(locale)
  return items.map((item, index) => {
    const kind = `evidence.kind.${item.kind}`
    const { title, requirementIds, datedOn, reviewOn, stillTrueOn, url, page, assessedBy } = item
    const { fileName, sha256, size, mediaType } = item
    return {
      number: index + 1,
      title,
      kind: isKey(kind) ? t(kind) : item.kind,
      ...{ requirementIds, datedOn, reviewOn, stillTrueOn, url, page, assessedBy },
      file: sha256 ? { name: fileName ?? '', mediaType: mediaType ?? '', size: size ?? 0, sha256 } : null,
    }
  })
}
