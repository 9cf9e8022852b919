import type { ReactNode } from 'react'

export type Column<Row> = { id: string; head: string; cell: (row: Row) => ReactNode; numeric?: boolean }

type DataTableProps<Row> = {
  caption: ReactNode
  /** The first column is the head of its row. */
  columns: [Column<Row>, ...Column<Row>[]]
  rows: readonly Row[]
  idOf: (row: Row) => string
}

/** Below 769 px each row becomes a card whose lines carry the column's name. */
export function DataTable<Row>({ caption, columns, rows, idOf }: DataTableProps<Row>) {
  const [first, ...others] = columns
  return (
    <table className="am-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ id, head, numeric }) => (
            <th scope="col" key={id} className={numeric ? 'am-nums' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={idOf(row)}>
            <th scope="row">{first.cell(row)}</th>
            {others.map(({ id, head, cell, numeric }) => (
              <td key={id} data-l={head} className={numeric ? 'am-nums' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
