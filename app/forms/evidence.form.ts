import { z } from 'zod'
import { readDate } from '#app/forms/date-parts.ts'
import { line, seenRevision } from '#app/forms/fields.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { Key } from '#content/words.ts'

export const evidenceKinds = ['file', 'link', 'page', 'assessment_by_others'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Both are sent as `file`; on the page each has a place of its own, where what is wrong with it stands. */
export const fileFields = { file: 'file', assessment_by_others: 'file-2' } as const
const inOrder = [
  '',
  'title',
  'kind',
  'file',
  'url',
  'page',
  'assessedBy',
  'assessmentUrl',
  'file-2',
  'datedOn',
  'reviewOn',
]

/** In the order in which the page asks. */
export function asAsked<Each>(errors: Record<string, Each>): Record<string, Each> {
  const place = (name: string) => (inOrder.includes(name) ? inOrder.indexOf(name) : inOrder.length)
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => place(a) - place(b)))
}

const longestUrl = 2000
const longestLine = 200
const longestLifeYears = 30

const typed = z.string().catch('').transform(oneLine)

const facts = z.object({
  title: line('evidence.error.title', 'evidence.error.titleTooLong', longestLine),
  url: typed,
  /** Each kind has boxes of its own, so that nothing typed under another is taken for this one. */
  assessmentUrl: typed,
  page: typed,
  assessedBy: typed,
  datedOn: typed,
  reviewOn: typed,
})
type Facts = z.output<typeof facts>

export interface EvidenceValue {
  kind: EvidenceKind
  title: string
  url: string | null
  page: string | null
  assessedBy: string | null
  datedOn: string | null
  reviewOn: string | null
}

/** `today` is a day: 2030-01-31. Whether a file came is not a matter of the form's words. */
export function evidenceForm(today: string) {
  return facts
    .extend({
      kind: z.enum(evidenceKinds, 'evidence.error.kind'),
      requirements: z.array(z.string()).min(1, 'evidence.error.requirements'),
      /** A file that came with an earlier try of this form. */
      heldFile: z.string().catch(''),
    })
    .superRefine((given, context) => check(given, given.kind, today, reporter(context)))
}

export function changeEvidenceForm(kind: EvidenceKind, today: string) {
  return facts
    .extend({ seenRevision, inPassport: z.string().optional() })
    .superRefine((given, context) => check(given, kind, today, reporter(context)))
}

export function evidenceOf(given: Facts, kind: EvidenceKind): EvidenceValue {
  const url = kind === 'link' ? given.url : kind === 'assessment_by_others' ? given.assessmentUrl : ''
  return {
    kind,
    title: given.title,
    url: url === '' ? null : new URL(withScheme(url)).href,
    page: kind === 'page' ? given.page : null,
    assessedBy: kind === 'assessment_by_others' ? given.assessedBy : null,
    datedOn: dateIn(given.datedOn),
    reviewOn: dateIn(given.reviewOn),
  }
}

/** Which requirements an item serves. `was` is what the page showed, so that two people's ticks add up. */
export const ServesForm = z.object({
  requirements: z.array(z.string()),
  was: z
    .string()
    .catch('')
    .transform((text) => text.split(' ').filter(Boolean)),
  move: z.enum(['save', 'remove'], 'shell.form.invalid'),
})

export const ItemMoveForm = z.object({
  move: z.enum(['stillTrue', 'intoPassport', 'outOfPassport', 'remove'], 'shell.form.invalid'),
  evidenceId: z.guid('shell.form.invalid'),
  seenRevision,
  backTo: z.string().catch(''),
})

/** Only a page about evidence; anything else is not one of ours. */
export function backPath(given: string): string | null {
  return /^\/app\/(assessments\/[0-9a-f-]{36}\/)?evidence\/[0-9a-f-]{36}$/.test(given) ? given : null
}

type Described = Omit<EvidenceValue, 'kind' | 'datedOn' | 'reviewOn'> & {
  datedOn: Date | null
  reviewOn: Date | null
  inPassport: boolean
}

/** What is saved, in the boxes in which it would be typed. */
export function boxesOf(item: Described): Record<string, string> {
  const { title, url, page, assessedBy, inPassport } = item
  return {
    title,
    url: url ?? '',
    assessmentUrl: url ?? '',
    page: page ?? '',
    assessedBy: assessedBy ?? '',
    ...(inPassport ? { inPassport: 'yes' } : {}),
    ...dateBoxes('datedOn', item.datedOn),
    ...dateBoxes('reviewOn', item.reviewOn),
  }
}

function dateBoxes(name: string, date: Date | null): Record<string, string> {
  const [year = '', month = '', day = ''] = date?.toISOString().slice(0, 10).split('-') ?? []
  return {
    [`${name}.year`]: year,
    [`${name}.month`]: month.replace(/^0/, ''),
    [`${name}.day`]: day.replace(/^0/, ''),
  }
}

type Report = (field: string, key: Key, values?: Record<string, string | number>) => void

function reporter(context: z.core.$RefinementCtx): Report {
  return (field, key, values = {}) =>
    context.addIssue({ code: 'custom', path: [field], message: key, params: { values }, input: '' })
}

function check(given: Facts, kind: EvidenceKind, today: string, fault: Report): void {
  if (kind === 'link') checkUrl(given.url, 'url', true, fault)
  if (kind === 'page') checkLine(given.page, 'page', 'evidence.error.page', fault)
  if (kind === 'assessment_by_others') {
    checkLine(given.assessedBy, 'assessedBy', 'evidence.error.assessedBy', fault)
    checkUrl(given.assessmentUrl, 'assessmentUrl', false, fault)
  }
  checkDates(given, kind === 'assessment_by_others', today, fault)
}

function checkLine(text: string, field: string, missing: Key, fault: Report): void {
  if (text === '') fault(field, missing)
  else if ([...text].length > longestLine)
    fault(field, 'evidence.error.lineTooLong', { maximum: longestLine })
}

function checkUrl(text: string, field: string, required: boolean, fault: Report): void {
  if (text === '') {
    if (required) fault(field, 'evidence.error.url')
    return
  }
  if (text.length > longestUrl || !isWebAddress(text)) fault(field, 'evidence.error.urlNotReal')
}

/** People leave the https:// away. */
function withScheme(text: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(withScheme(text)) ? new URL(withScheme(text)) : null
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
  return isWeb && url.username === '' && url.password === '' && /[^.]\.[^.]/.test(url.hostname)
}

/** An assessment by others has an end of its own; everything else may have one. */
function checkDates(given: Facts, required: boolean, today: string, fault: Report): void {
  const year = Number(today.slice(0, 4))
  for (const field of ['datedOn', 'reviewOn'] as const) {
    const read = readParts(given[field])
    if (read.ok) continue
    if (read.problem !== 'dateMissing')
      fault(field, `content.answer.error.${read.problem}`, {
        year: String(field === 'datedOn' ? year : year + 1),
      })
    else if (required) fault(field, `evidence.error.${field}`)
  }
  const [datedOn, reviewOn] = [dateIn(given.datedOn), dateIn(given.reviewOn)]
  if (datedOn && datedOn > today) fault('datedOn', 'evidence.error.datedInFuture')
  if (datedOn && reviewOn && reviewOn <= datedOn) fault('reviewOn', 'evidence.error.reviewBeforeDate')
  else if (reviewOn && reviewOn > `${year + longestLifeYears}${today.slice(4)}`)
    fault('reviewOn', 'evidence.error.reviewTooFar', { years: longestLifeYears })
}

function dateIn(text: string): string | null {
  const read = readParts(text)
  return read.ok ? read.date : null
}

function readParts(text: string) {
  const [year = '', month = '', ...day] = text.split('-')
  return readDate({ year, month, day: day.join('-') })
}
