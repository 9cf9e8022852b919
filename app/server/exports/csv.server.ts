/** Characters with which a spreadsheet begins a formula, in both widths, and those that shift what stands before one. */
const beginsFormula = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** As OWASP advises against CSV injection: an apostrophe in front, quotation marks around. */
function cell(text: string): string {
  const safe = beginsFormula.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** RFC 4180 with CRLF, and a byte order mark so that spreadsheets read it as UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}
