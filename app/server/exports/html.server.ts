import { direction, tagOf, wordsFor, type Words } from '#content/words.ts'
import {
  rowByRow,
  type ListExport,
  type PlanExport,
  type RequirementExport,
  type TableExport,
} from '#app/server/exports/plan-export.server.ts'

/** Logical properties only, so that it reads from either side. Prints black on white. */
const style = `
:root{color-scheme:light}
body{font:1.0625rem/1.55 Andika,"Noto Sans",system-ui,sans-serif;color:#1a2428;background:#fff;max-inline-size:52rem;margin:0 auto;padding:1.5rem 1rem;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.4rem;margin-block-start:2.5rem;border-block-end:2px solid #0d4a57}h3{font-size:1.0625rem;margin-block:1.75rem .25rem}
a{color:#0b5768}p{margin-block:.35rem}.quiet{color:#4b585d;font-size:.94rem}.standing{border:2px solid #1a2428;padding:.5rem .75rem;font-weight:700}
.answer{border-inline-start:4px solid #0d4a57;padding-inline-start:.75rem;margin-block:.5rem}.words{white-space:pre-line}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem}dt{font-weight:700}dd{margin:0}
.scroll{overflow-x:auto}table{border-collapse:collapse;inline-size:100%;margin-block:.75rem;font-size:.94rem}caption{text-align:start;font-weight:700;padding-block:.25rem}
th,td{border:1px solid #5e6a6e;padding:.3rem .45rem;text-align:start;vertical-align:top;white-space:pre-line}thead th,tbody th{background:#f6f4ef}.row th{inline-size:14rem}
code{font-size:.85rem}@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-block-end:.5rem}}
@media print{body{max-inline-size:none;padding:0;font-size:10.5pt}h2,h3{break-after:avoid}tr,.answer{break-inside:avoid}nav{display:none}.scroll{overflow:visible}@page{size:A4;margin:18mm}}
`

/** One file that opens anywhere, also from a memory stick: nothing is fetched and nothing runs. */
export function planAsHtml(plan: PlanExport): string {
  const t = wordsFor(plan.locale)
  const tag = tagOf(plan.locale)
  const sections = [
    ...plan.principles.map(({ name, requirements }, index) =>
      section(
        `p${index + 1}`,
        name,
        requirements.map((one) => requirement(one, plan, t)),
      ),
    ),
    ...plan.lists.map((list) => section(`list-${list.id}`, list.title, [listed(list, t)])),
    ...(plan.evidence.length > 0
      ? [section('evidence', t('exports.evidence'), [evidenceTable(plan, t)])]
      : []),
  ]
  return `<!DOCTYPE html>
<html lang="${tag}" dir="${direction(tag)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(plan.title)} – Amana</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="quiet">${text(t('exports.document.plan'))}</p>
<h1 dir="auto">${text(plan.title)}</h1>
<p class="standing">${text(plan.standing)}</p>
<dl>${plan.facts.map(({ label, value }) => `<dt>${text(label)}</dt><dd dir="auto">${text(value)}</dd>`).join('')}</dl>
${tierOf(plan)}
</header>
<nav aria-label="${text(t('exports.document.contents'))}"><ul>${sections
    .map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`)
    .join('')}</ul></nav>
<main>
${sections.map(({ html }) => html).join('\n')}
</main>
<footer><p class="quiet">${text(plan.madeAt)}</p></footer>
</body>
</html>
`
}

function section(id: string, title: string, parts: string[]) {
  return {
    id,
    title,
    html: `<section><h2 id="${id}">${text(title)}</h2>\n${parts.join('\n')}</section>`,
  }
}

function tierOf({ tier }: PlanExport): string {
  if (!tier) return ''
  const reasons = tier.reasons.map((reason) => `<li>${text(reason)}</li>`).join('')
  return `<p><b>${text(tier.name)}</b></p><ul>${reasons}</ul>`
}

function requirement(asked: RequirementExport, plan: PlanExport, t: Words): string {
  const facts = [asked.id, asked.gate, asked.because].filter((each) => each !== null).join(' · ')
  return `<article><h3>${text(asked.question)}</h3>
<p class="quiet">${text(facts)}</p>
${answerOf(asked, plan, t)}${evidenceOf(asked, t)}</article>`
}

function answerOf({ answer, id }: RequirementExport, plan: PlanExport, t: Words): string {
  if (!answer) return `<p class="answer">${text(t('content.answer.none'))}</p>`
  const lang = plan.answersLocale === plan.locale ? '' : ` lang="${tagOf(plan.answersLocale)}"`
  return `<div class="answer">${answer.choice ? `<p><b>${text(answer.choice)}</b></p>` : ''}${
    answer.words ? `<p class="words" dir="auto"${lang}>${text(answer.words)}</p>` : ''
  }${answer.table ? table(t('exports.answer.table', { id }), answer.table, lang) : ''}${
    answer.dueOn ? `<p>${text(answer.dueOn)}</p>` : ''
  }</div>`
}

function evidenceOf({ evidence }: RequirementExport, t: Words): string {
  if (evidence.length === 0) return ''
  return `<p class="quiet">${text(t('exports.answer.evidence', { titles: evidence.join('; ') }))}</p>`
}

function listed({ title, table: rows, sealed }: ListExport, t: Words): string {
  const shown = rows.rows.length > 0 ? listTables(title, rows) : `<p>${text(t('exports.list.empty'))}</p>`
  return sealed > 0 ? `${shown}<p>${text(t('exports.list.sealed', { count: sealed }))}</p>` : shown
}

function listTables(title: string, rows: TableExport): string {
  const byRow = rowByRow(rows)
  if (!byRow) return table(title, rows, '')
  const cells = (row: { label: string; value: string }[]) =>
    row
      .map(
        ({ label, value }) =>
          `<tr><th scope="row">${text(label)}</th><td dir="auto">${text(value)}</td></tr>`,
      )
      .join('')
  return byRow
    .map(
      (row, index) =>
        `<table class="row"><caption>${text(title)} ${index + 1}</caption><tbody>${cells(row)}</tbody></table>`,
    )
    .join('')
}

function evidenceTable({ evidence }: PlanExport, t: Words): string {
  const rows = evidence.map(({ title, kind, date, usedFor, link, file }) => [
    title,
    kind,
    date,
    usedFor.join(', '),
    file ? t('exports.evidence.file', { name: file.name, hash: file.sha256 }) : link,
  ])
  return table(t('exports.evidence'), { columns: evidenceColumns(t), rows }, '')
}

export function evidenceColumns(t: Words): string[] {
  return [
    t('exports.evidence.title'),
    t('exports.evidence.kind'),
    t('exports.evidence.date'),
    t('exports.evidence.usedFor'),
    t('exports.evidence.where'),
  ]
}

function table(caption: string, { columns, rows }: TableExport, lang: string): string {
  const head = columns.map((column) => `<th scope="col">${text(column)}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td dir="auto">${text(cell)}</td>`).join('')}</tr>`)
    .join('')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(caption)}"><table${lang}><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (each) => escapes[each] ?? each)
}
