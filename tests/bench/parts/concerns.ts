import { request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { get } from '#tests/bench/load.ts'
import type { Site } from '#tests/bench/site.ts'
import { median, milliseconds, quantile, timed } from '#tests/bench/statistics.ts'
import { atLeast, atMost, type Row } from '#tests/bench/table.ts'

/** As many filings in each round, whether one after the other or side by side. */
const filings = 64
const words = 'He asked for money before the list was read out. '.repeat(40)

/** People who file side by side, the bytes of one journey, the handler's inbox, and how fast ten megabytes are sealed. */
export async function measureConcerns(site: Site): Promise<Row[]> {
  const rows: Row[] = []
  const slug = await site.ask('layDoor')
  const page = `${await site.ask('reporterPages')}/r/${slug}`
  await site.ask('comeFromEverywhere')
  await fileOnce(page)
  const stretching = median(await site.ask('timeStretching', 10))
  const alone = await fileMany(page, 1)
  for (const clients of [8, 32]) {
    const together = await fileMany(page, clients)
    rows.push({
      what: `${clients} people file at once`,
      ...atLeast(together.perSecond / alone.perSecond, 1),
      within: together.failed === 0 && together.perSecond >= alone.perSecond,
      detail: `${describe(together)}; throughput ÷ one client, no failure`,
    })
  }
  const beyond = alone.p50 - stretching
  rows.unshift(
    {
      what: 'one filing, server time of the send',
      measured: milliseconds(beyond),
      budget: '≤ 40 ms',
      within: beyond <= 40,
      detail: `${describe(alone)}; beyond the key derivation of ${milliseconds(stretching)} (${((100 * stretching) / alone.p50).toFixed(0)} %)`,
    },
    { what: 'one filing, p99 ÷ p50', ...atMost(alone.p99 / alone.p50, 4), detail: '' },
  )
  const kept = await site.ask('countConcerns', slug)
  const sent = 1 + 3 * filings
  rows.push({
    what: 'receipts that are in the database',
    measured: `${kept} of ${sent}`,
    budget: 'all',
    within: kept === sent,
    detail: '',
  })
  rows.push(await measureJourney(page))
  rows.push(...(await measureInbox(site)))
  const { sealed, opened } = await site.ask('timeSealing', 10 * 1024 * 1024)
  rows.push({
    what: 'open 10 MB ÷ seal 10 MB',
    measured: `${(opened / sealed).toFixed(2)}×`,
    budget: null,
    within: null,
    detail: `${milliseconds(sealed)} and ${milliseconds(opened)}`,
  })
  return rows
}

interface Filed {
  perSecond: number
  p50: number
  p99: number
  failed: number
}

function describe({ perSecond, p50, p99, failed }: Filed): string {
  return `${perSecond.toFixed(1)} a second, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}, ${failed} failed`
}

async function fileMany(page: string, clients: number): Promise<Filed> {
  const latencies: number[] = []
  let failed = 0
  let left = filings
  const started = performance.now()
  const person = async () => {
    while (left > 0) {
      left -= 1
      try {
        latencies.push(await fileOnce(page))
      } catch {
        failed += 1
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, person))
  const seconds = (performance.now() - started) / 1000
  const [p50, p99] = [median(latencies), quantile(latencies, 0.99)]
  return { perSecond: latencies.length / seconds, p50, p99, failed }
}

/** First page, readers, code, account, receipt, as a browser without scripts does it; milliseconds of the last step. */
async function fileOnce(page: string): Promise<number> {
  await ask(page)
  await ask(page, { go: 'readers' })
  const { html } = await ask(page, { go: 'code' })
  const code = codeIn(html)
  await ask(page, { go: 'write', code })
  let receipt = ''
  const taken = await timed(async () => {
    receipt = (await ask(page, { go: 'send', code, words, danger: 'no', child: 'no', topic: 'harm' })).html
  })
  if (!receipt.includes(code.slice(0, 5))) throw new Error('There was no receipt.')
  return taken
}

/** Every byte that goes over the line, headers and the stylesheet with it, compressed as it is sent. */
async function measureJourney(page: string): Promise<Row> {
  const steps = [await ask(page), await ask(page, { go: 'readers' }), await ask(page, { go: 'code' })]
  const code = codeIn(steps[2]!.html)
  steps.push(
    await ask(page, { go: 'write', code }),
    await ask(page, { go: 'send', code, words, topic: 'harm' }),
  )
  const { origin } = new URL(page)
  const linked = new Set(
    steps.flatMap(({ html }) =>
      [...html.matchAll(/<link rel="(?:stylesheet|icon)" href="([^"]+)"/g)].map(([, to]) => to!),
    ),
  )
  for (const path of linked) if (path.startsWith('/')) steps.push(await ask(`${origin}${path}`))
  const bytes = steps.reduce((sum, step) => sum + step.bytes, 0)
  const scripts = steps.filter(({ html }) => /<script/.test(html)).length
  return {
    what: 'bytes from the first page to the receipt',
    measured: `${(bytes / 1024).toFixed(1)} KB`,
    budget: '≤ 50 KB, no script',
    within: bytes <= 50 * 1024 && scripts === 0,
    detail: `${steps.length} answers, ${scripts} with a script`,
  }
}

async function measureInbox(site: Site): Promise<Row[]> {
  const url = `${await site.ask('reporterPages')}/app/cases`
  const pages = {
    few: { url, cookie: await site.ask('layInbox', 100) },
    many: { url, cookie: await site.ask('layInbox', 10_000) },
  }
  const taken: Record<keyof typeof pages, number[]> = { few: [], many: [] }
  let size = 0
  for (let round = 0; round < 30; round += 1)
    for (const name of ['few', 'many'] as const)
      taken[name].push(await timed(async () => void (size = await get(pages[name]))))
  const [few, many] = [median(taken.few), median(taken.many)]
  return [
    {
      what: 'inbox, 10,000 cases ÷ 100',
      ...atMost(many / few, 2),
      detail: `p50 ${milliseconds(many)} and ${milliseconds(few)}`,
    },
    {
      what: 'inbox, one page of 10,000',
      measured: `${(size / 1024).toFixed(0)} KB`,
      budget: '≤ 50 KB',
      within: size <= 50 * 1024,
      detail: 'before compression',
    },
  ]
}

function codeIn(html: string): string {
  const code = /name="code" value="(\d{20})"/.exec(html)?.[1]
  if (!code) throw new Error('There was no code.')
  return code
}

function ask(url: string, form?: Record<string, string>): Promise<{ html: string; bytes: number }> {
  const body = form ? new URLSearchParams(form).toString() : null
  const headers = {
    'accept-encoding': 'br',
    ...(body
      ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
      : {}),
  }
  return new Promise((answered, refused) => {
    const asked = request(url, { method: body ? 'POST' : 'GET', headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', refused)
      answer.once('end', () => {
        const packed = Buffer.concat(chunks)
        if (answer.statusCode !== 200) {
          refused(new Error(`${url} answered ${answer.statusCode}`))
          return
        }
        const html = answer.headers['content-encoding'] === 'br' ? brotliDecompressSync(packed) : packed
        const head = answer.rawHeaders.reduce((sum, each) => sum + each.length + 2, 0)
        answered({ html: html.toString(), bytes: packed.length + head })
      })
    })
    asked.once('error', refused)
    asked.end(body)
  })
}
