/** Characters with which a spreadsheet begins a formula, in both widths, and those that shift what stands before one. */
const beginsFormula = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/**
 * A spreadsheet set to a language that parts cells by semicolons does not heed our quotation marks: there, a cell begins after
 * one of these as well.
 */
const parts = /[;\t\r\n]/
const formulaSign = /[=+\-@＝＋－＠]/

function safeWithin(text: string): string {
  return text.replace(/[;\s]+/g, (run, at: number) =>
    parts.test(run) && formulaSign.test(text.charAt(at + run.length)) ? `${run}'` : run,
  )
}

/** As OWASP advises against CSV injection: an apostrophe in front, quotation marks around. */
function cell(text: string): string {
  const safe = `${beginsFormula.test(text) ? "'" : ''}${safeWithin(text)}`
  return `"${safe.replaceAll('"', '""')}"`
}

/** RFC 4180 with CRLF, and a byte order mark so that spreadsheets read it as UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}
