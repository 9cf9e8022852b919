import { Readable } from 'node:stream'
import type { Actor } from '#app/policies/actor.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { blankPlanAsDocx } from '#app/server/exports/blank-plan.server.ts'
import { bundleOf, streamBundle, type Made } from '#app/server/exports/bundle.server.ts'
import { planAsHtml } from '#app/server/exports/html.server.ts'
import { answersAsCsv, listAsCsv } from '#app/server/exports/plan-csv.server.ts'
import { planAsDocx } from '#app/server/exports/plan-docx.server.ts'
import { safeName } from '#app/server/exports/names.server.ts'
import type { PlanExport } from '#app/server/exports/plan-export.server.ts'
import { isKept, readKept } from '#app/server/files/store.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { blankPlanOf, planExport, planToExport } from '#app/server/queries/exports.server.ts'
import { wordsFor, type Locale } from '#content/words.ts'

export const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  json: 'application/json',
} as const

export interface Download {
  name: string
  mediaType: string
  body: Buffer | Readable
}

/** What may be asked for by name; a list by the id of its register. */
export type ExportFile =
  'plan.docx' | 'plan.html' | 'answers.csv' | 'blank-plan.docx' | 'bundle.zip' | `${string}.csv`

/** Whether this person may take this plan along, without taking it. */
export function mayExport(actor: Actor, id: string): Promise<void> {
  return withScope(actor.id, async (tx) => void (await planToExport(tx, actor, id)))
}

/**
 * One file for whoever writes the plan; what left, in which form and with which hash stands in the ledger before its first
 * byte goes out. Nothing slow happens while the database waits: drawing comes between reading and recording.
 */
export async function takeExport(
  actor: Actor,
  id: string,
  file: string,
  locale: Locale | null,
  now: Date,
): Promise<Download> {
  const read = await withScope(actor.id, async (tx) => {
    const row = await planToExport(tx, actor, id)
    const language = locale ?? (row.locale as Locale)
    return file === 'blank-plan.docx'
      ? { blank: await blankPlanOf(tx, row, language) }
      : await planExport(tx, row, language)
  })
  const made = await ('blank' in read ? blankDownload(read.blank) : download(read, file, now))
  await withScope(actor.id, (tx) => record(tx, actor, id, file, made.hash, now))
  return made.download
}

type Taken = { download: Download; hash: string }
type Read = Awaited<ReturnType<typeof planExport>>

async function blankDownload(plan: PlanExport): Promise<Taken> {
  return whole(`${fileStem(plan)}-blank.docx`, mediaTypes.docx, await blankPlanAsDocx(plan))
}

async function download({ plan, ...stored }: Read, file: string, now: Date): Promise<Taken> {
  const stem = fileStem(plan)
  if (file === 'bundle.zip') return bundle({ plan, ...stored }, now)
  if (file === 'plan.docx') return whole(`${stem}.docx`, mediaTypes.docx, await planAsDocx(plan))
  if (file === 'plan.html') return whole(`${stem}.html`, mediaTypes.html, Buffer.from(planAsHtml(plan)))
  if (file === 'answers.csv')
    return whole(`${stem}-answers.csv`, mediaTypes.csv, Buffer.from(answersAsCsv(plan)))
  const list = plan.lists.find(({ id }) => file === `${id}.csv`)
  if (!list) throw notFound()
  return whole(`${stem}-${list.id}.csv`, mediaTypes.csv, Buffer.from(listAsCsv(list, plan)))
}

function whole(name: string, mediaType: string, body: Buffer): Taken {
  return { download: { name, mediaType, body }, hash: sha256(body).toString('hex') }
}

async function bundle({ plan, answers, requirements }: Read, now: Date): Promise<Taken> {
  const t = wordsFor(plan.locale)
  const lists = plan.lists.filter(({ table, sealed }) => table.rows.length + sealed > 0)
  const given = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const asStored = requirements.map((asked) => {
    const { choice = null, text = '', dueOn = null, value = null } = given.get(asked.id) ?? {}
    return { ...asked, choice, text, dueOn: dueOn?.toISOString().slice(0, 10) ?? null, value }
  })
  const made: Made[] = [
    file('plan.html', t('exports.html'), mediaTypes.html, planAsHtml(plan)),
    { ...file('plan.docx', t('exports.docx'), mediaTypes.docx, ''), bytes: await planAsDocx(plan) },
    file('answers.json', t('exports.json'), mediaTypes.json, `${JSON.stringify(asStored, null, 2)}\n`),
    file('lists/answers.csv', t('exports.csv.answers'), mediaTypes.csv, answersAsCsv(plan)),
    ...lists.map((list) => file(`lists/${list.id}.csv`, list.title, mediaTypes.csv, listAsCsv(list, plan))),
  ]
  const bundled = await bundleOf(plan, made, isKept, now)
  const body = streamBundle(bundled, plan, (id) => Readable.from(readKept(id), { objectMode: false }))
  return {
    download: { name: `${fileStem(plan)}.zip`, mediaType: mediaTypes.zip, body },
    hash: bundled.manifestSha256,
  }
}

function file(path: string, what: string, mediaType: string, text: string): Made {
  return { path, what, mediaType, bytes: Buffer.from(text) }
}

function fileStem({ title, locale }: PlanExport): string {
  return `${safeName(title).slice(0, 50)}-${locale}`
}

async function record(
  tx: Transaction,
  actor: Actor,
  id: string,
  kind: string,
  hash: string,
  at: Date,
): Promise<void> {
  // Once more: who was let out of the plan meanwhile takes nothing along.
  await planToExport(tx, actor, id)
  await appendLedger(tx, {
    action: 'assessment.export',
    subject: id,
    actorId: actor.id,
    data: { kind, hash },
    at,
  })
}
