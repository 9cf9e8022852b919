import { DataTable, type Column } from '#app/components/data-table.tsx'
import { useWords } from '#app/components/words.tsx'
import { riskLevel, steps, type Step } from '#content/risk-levels.ts'

export type Cell = { likelihood: number; severity: number; positions: number[] }

type MatrixProps = { id: string; title: string; cells: Cell[]; hrefOf: (position: number) => string | null }

const downwards = [...steps].reverse()
const left = 30
const top = 6
const wide = 53
const high = 40

/** Harm upwards, likelihood to the right. The word stands in every cell, its ground has a pattern of its own. */
export function RiskMatrix({ id, title, cells, hrefOf }: MatrixProps) {
  const t = useWords()
  const total = cells.reduce((sum, { positions }) => sum + positions.length, 0)
  const at = (likelihood: number, severity: number) =>
    cells.find((cell) => cell.likelihood === likelihood && cell.severity === severity)?.positions ?? []
  const described = [...cells]
    .sort((a, b) => b.severity - a.severity || b.likelihood - a.likelihood)
    .map(({ likelihood, severity, positions }) =>
      t('registers.matrix.cell', {
        count: positions.length,
        level: t(`registers.level.${riskLevel(likelihood, severity)}`),
        severity,
        likelihood,
      }),
    )
  return (
    <section className="am-matrices" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="govuk-heading-m">
        {title}
      </h2>
      <svg className="am-risks" viewBox="0 0 300 246" role="img" aria-labelledby={`${id}-name ${id}-desc`}>
        <title id={`${id}-name`}>{title}</title>
        <desc id={`${id}-desc`}>
          {t('registers.matrix.described', { count: total })} {described.join(' ')}
        </desc>
        <Patterns id={id} />
        {downwards.map((severity, row) => (
          <g key={severity}>
            <text className="axis" x={left - 10} y={top + row * high + high / 2 + 4} textAnchor="end">
              {severity}
            </text>
            {steps.map((likelihood, column) => (
              <MatrixCell
                key={likelihood}
                id={id}
                x={left + column * wide}
                y={top + row * high}
                likelihood={likelihood}
                severity={severity}
                count={at(likelihood, severity).length}
              />
            ))}
          </g>
        ))}
        {steps.map((likelihood, column) => (
          <text
            className="axis"
            key={likelihood}
            x={left + column * wide + wide / 2}
            y={top + 5 * high + 16}
            textAnchor="middle"
          >
            {likelihood}
          </text>
        ))}
        <text className="axis" x={left + 2.5 * wide} y={top + 5 * high + 34} textAnchor="middle">
          {t('registers.matrix.likelihood')}
        </text>
        <text
          className="axis"
          transform={`translate(10 ${top + 2.5 * high}) rotate(-90)`}
          textAnchor="middle"
        >
          {t('registers.matrix.severity')}
        </text>
      </svg>
      <MatrixTable title={title} at={at} hrefOf={hrefOf} />
    </section>
  )
}

/** Light enough to leave the word legible, different enough to be told apart in grey. */
function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-medium`} width="8" height="8" patternUnits="userSpaceOnUse">
        <circle className="mark" cx="2" cy="2" r="0.9" />
      </pattern>
      <pattern id={`${id}-high`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="line" d="M-1 8L8 -1" />
      </pattern>
      <pattern id={`${id}-critical`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="line" d="M-1 8L8 -1M-1 -1L8 8" />
      </pattern>
    </defs>
  )
}

type MatrixCellProps = { id: string; x: number; y: number; likelihood: Step; severity: Step; count: number }

function MatrixCell({ id, x, y, likelihood, severity, count }: MatrixCellProps) {
  const t = useWords()
  const level = riskLevel(likelihood, severity)
  const box = { x: x + 1, y: y + 1, width: wide - 2, height: high - 2, rx: 3 }
  return (
    <g className={`cell cell--${level}`}>
      <rect {...box} />
      {level !== 'low' && <rect {...box} fill={`url(#${id}-${level})`} className="pattern" />}
      <text x={x + wide / 2} y={y + (count > 0 ? 14 : high / 2 + 4)} textAnchor="middle">
        {t(`registers.level.${level}`)}
      </text>
      {count > 0 && (
        <text className="count" x={x + wide / 2} y={y + 33} textAnchor="middle">
          {count}
        </text>
      )}
    </g>
  )
}

type MatrixTableProps = Pick<MatrixProps, 'title' | 'hrefOf'> & {
  at: (likelihood: number, severity: number) => number[]
}

/** The picture in words: every cell with its level, and the risks in it. */
function MatrixTable({ title, at, hrefOf }: MatrixTableProps) {
  const t = useWords()
  const columns: [Column<Step>, ...Column<Step>[]] = [
    {
      id: 'severity',
      head: t('registers.matrix.severity'),
      cell: (severity) => `${severity}. ${t(`registers.step.severity.${severity}`)}`,
    },
    ...steps.map((likelihood) => ({
      id: String(likelihood),
      head: `${likelihood}. ${t(`registers.step.likelihood.${likelihood}`)}`,
      cell: (severity: Step) => (
        <span>
          {t(`registers.level.${riskLevel(likelihood, severity)}`)}
          {at(likelihood, severity).map((position, index) => (
            <b key={position}>
              {index === 0 ? ': ' : ', '}
              <RiskLink position={position} href={hrefOf(position)} />
            </b>
          ))}
        </span>
      ),
    })),
  ]
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('registers.matrix.asTable')}</span>
      </summary>
      <DataTable caption={title} columns={columns} rows={downwards} idOf={String} />
    </details>
  )
}

function RiskLink({ position, href }: { position: number; href: string | null }) {
  const t = useWords()
  const name = t('registers.risk.number', { number: String(position) })
  return href ? <a href={href}>{name}</a> : name
}
