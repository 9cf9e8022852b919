import { direction, tagOf, wordsFor, type Key, type Locale } from '#content/words.ts'

export type PlainProblem =
  | 'tooLarge'
  | 'wrongOrigin'
  | 'badAddress'
  | 'notFound'
  | 'notPermitted'
  | 'notReady'
  | 'unavailable'
  | 'broken'

const statuses: Record<PlainProblem, number> = {
  tooLarge: 413,
  wrongOrigin: 403,
  badAddress: 400,
  notFound: 404,
  notPermitted: 403,
  notReady: 409,
  unavailable: 503,
  broken: 500,
}

const headings: Record<PlainProblem, Key> = {
  tooLarge: 'shell.problem.tooLarge.title',
  wrongOrigin: 'shell.problem.wrongOrigin.title',
  badAddress: 'shell.problem.badAddress.title',
  notFound: 'shell.problem.notFound.title',
  notPermitted: 'shell.problem.notPermitted.title',
  notReady: 'shell.problem.notReady.title',
  unavailable: 'shell.problem.unavailable.title',
  broken: 'shell.problem.broken.title',
}

const advice: Record<PlainProblem, Key> = {
  tooLarge: 'shell.problem.tooLarge.advice',
  wrongOrigin: 'shell.problem.wrongOrigin.advice',
  badAddress: 'shell.problem.badAddress.advice',
  notFound: 'shell.problem.notFound.advice',
  notPermitted: 'shell.problem.notPermitted.advice',
  notReady: 'shell.problem.notReady.advice',
  unavailable: 'shell.problem.unavailable.advice',
  broken: 'shell.problem.broken.advice',
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (each) => escapes[each] ?? each)

export type PlainPage = {
  problem: PlainProblem
  locale: Locale
  stylesheet: string | null
  failureId?: string
  /** On a reporting page: the tab shows no sign of the service. */
  neutral?: boolean
}

/** A page for what is refused before Remix is asked, or when Remix itself cannot answer. */
export function plainPage({ problem, locale, stylesheet, failureId, neutral }: PlainPage): Response {
  const t = wordsFor(locale)
  const title = escape(t(headings[problem]))
  const tab = neutral ? escape(t('reporter.title.start')) : `${title} – Amana`
  const icon = neutral ? 'href="data:,"' : 'href="/mark.svg" type="image/svg+xml"'
  const reference = failureId
    ? `<p class="note">${escape(t('shell.problem.reference', { id: failureId }))}</p>`
    : ''
  const html = `<!DOCTYPE html>
<html lang="${tagOf(locale)}" dir="${direction(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${tab}</title>
<link rel="icon" ${icon}>
${stylesheet ? `<link rel="stylesheet" href="${stylesheet}">` : ''}
</head>
<body>
<main id="main"><div class="w">
<h1>${title}</h1>
<p>${escape(t(advice[problem]))}</p>
${reference}
${neutral ? '' : `<p><a href="/">${escape(t('shell.problem.start'))}</a></p>`}
</div></main>
</body>
</html>
`
  return new Response(html, {
    status: statuses[problem],
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
