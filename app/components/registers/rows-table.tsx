import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { DataTable, type Column } from '#app/components/data-table.tsx'
import { LevelTag } from '#app/components/registers/level-tag.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { formatPence, toPence } from '#content/registers/amounts.ts'
import { labelOf, text, type RowValues } from '#content/registers/definition.ts'
import { fieldOf, registers, type RegisterId } from '#content/registers/registers.ts'
import { cellText } from '#content/registers/shown-cell.ts'
import {
  expiryOf,
  standingOfReferral,
  stateOfTraining,
  type TrainingState,
} from '#content/registers/standing.ts'
import type { RiskLevel } from '#content/risk-levels.ts'

export type Row = {
  id: string
  position: number
  sealed: boolean
  readable: boolean
  values: RowValues
  siteName: string
}

export type Judged = {
  id: string
  before: RiskLevel
  after: RiskLevel
  grave: boolean
  signOff: { by: string; at: Date } | null
}

type RowsTableProps = {
  plan: string
  register: RegisterId
  caption: string
  rows: Row[]
  today: string
  mayEdit: boolean
  /** For risks only. */
  judged?: Judged[] | undefined
}

export function RowsTable({ plan, register, caption, rows, today, mayEdit, judged = [] }: RowsTableProps) {
  const t = useWords()
  const locale = useLocale()
  const definition = registers[register]
  const [first, ...others] = definition.columns.map((id) => fieldOf(definition, id))
  const shown = (row: Row, field: typeof first) =>
    cellText(t, locale, field!, row.values, row.siteName || t('registers.site.gone'))
  const columns: [Column<Row>, ...Column<Row>[]] = [
    {
      id: first!.id,
      head: t(labelOf(definition, first!)),
      cell: (row) => (
        <span id={`row-${row.position}`}>
          {register === 'risks' && <b>{t('registers.risk.number', { number: String(row.position) })} </b>}
          <span dir="auto">{row.readable ? short(shown(row, first)) : t('registers.sealed.one')}</span>
          {row.sealed && row.readable && <small className="am-quiet"> {t('registers.sealed.yours')}</small>}
        </span>
      ),
    },
    ...others.map((field) => ({
      id: field.id,
      head: t(labelOf(definition, field)),
      cell: (row: Row) =>
        row.readable ? shown(row, field) || t('registers.cell.none') : t('registers.cell.none'),
    })),
    ...useExtraColumns(register, today, judged),
    {
      id: 'open',
      head: t('registers.column.row'),
      cell: (row) =>
        row.readable && (
          <Link className="govuk-link" to={`/app/assessments/${plan}/lists/${register}/${row.id}`}>
            {t(mayEdit ? 'registers.row.change' : 'registers.row.read')}
            <span className="govuk-visually-hidden"> {short(shown(row, first))}</span>
          </Link>
        ),
    },
  ]
  return <DataTable caption={caption} columns={columns} rows={rows} idOf={({ id }) => id} />
}

function useExtraColumns(register: RegisterId, today: string, judged: Judged[]): Column<Row>[] {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const column = (id: string, head: string, cell: (row: Row) => ReactNode): Column<Row> => ({
    id,
    head,
    cell,
  })
  const of = ({ id }: Row) => judged.find((one) => one.id === id)
  switch (register) {
    case 'risks':
      return [
        column('before', t('registers.column.before'), (row) => level(of(row)?.before)),
        column('after', t('registers.column.after'), (row) => level(of(row)?.after)),
        column('signOff', t('registers.column.signOff'), (row) => {
          const risk = of(row)
          if (!risk?.grave) return t('registers.signOff.notAsked')
          if (!risk.signOff)
            return (
              <Tag tone="wait" icon="hourglass">
                {t('registers.signOff.waits')}
              </Tag>
            )
          return t('registers.signOff.by', { name: risk.signOff.by, date: date(risk.signOff.at) })
        }),
      ]
    case 'referrals':
      return [
        column('check', t('registers.column.check'), ({ values }) => (
          <ReferralChip values={values} today={today} />
        )),
      ]
    case 'training':
      return [
        column('state', t('registers.column.state'), ({ values }) => (
          <TrainingTag values={values} today={today} />
        )),
      ]
    case 'money':
      return [
        column('pounds', t('registers.column.pounds'), ({ values }) => {
          const pence = toPence(
            text(values, 'amount'),
            text(values, 'currency'),
            text(values, 'rate') || null,
          )
          return pence === null ? t('registers.money.noRate') : formatPence(locale, pence)
        }),
      ]
    default:
      return []
  }
}

function level(value: RiskLevel | undefined): ReactNode {
  return value ? <LevelTag level={value} /> : null
}

function ReferralChip({ values, today }: { values: RowValues; today: string }) {
  const t = useWords()
  const { state, months } = standingOfReferral(values, today)
  const tone = state === 'fresh' ? 'done' : 'wait'
  return (
    <Tag tone={tone} icon={state === 'fresh' ? 'tick' : 'clock'} box={state !== 'fresh'}>
      {t(`registers.referral.${state}`, { months })}
    </Tag>
  )
}

const trainingTags = {
  needed: { tone: 'neutral', icon: 'ring' },
  booked: { tone: 'progress', icon: 'half' },
  done: { tone: 'done', icon: 'tick' },
  competent: { tone: 'done', icon: 'tick' },
  expiring: { tone: 'wait', icon: 'clock' },
  expired: { tone: 'alert', icon: 'triangle' },
} as const satisfies Record<TrainingState, object>

function TrainingTag({ values, today }: { values: RowValues; today: string }) {
  const t = useWords()
  const { date } = useDates()
  const state = stateOfTraining(values, today)
  const counts = state === 'needed' || state === 'booked' ? null : expiryOf(values)
  return (
    <Tag {...trainingTags[state]}>
      {t(`registers.trainingState.${state}`)}
      {counts && ` (${t('registers.training.until', { date: date(counts) })})`}
    </Tag>
  )
}

const longestHead = 140

function short(words: string): string {
  const letters = [...words]
  return letters.length > longestHead ? `${letters.slice(0, longestHead).join('').trimEnd()}…` : words
}
