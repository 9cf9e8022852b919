import { needs, type Help, type Need } from '#app/forms/door-terms.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import type { Locale } from '#content/locale.ts'

/** What stands between two steps of filing: it travels in hidden fields, because no step leaves anything behind. */
export interface Filing {
  /** Twenty digits, once they were given out. */
  code: string
  /** Readers who were taken out: keys, and whole bodies. */
  out: string[]
  outBodies: string[]
  /** Everybody whom the page of readers showed: a key that came to count since gets nothing. */
  seen: string[]
  words: string
  topic: '' | 'harm' | 'complaint' | 'not_sure'
  danger: Said
  child: Said
  wroteBefore: boolean
  proof: '' | 'remove' | 'keep'
  /** Only when somebody writes for somebody else. */
  channel: '' | Channel
  agreed: boolean
  /** In which the page was read. */
  locale: Locale
  readBack: '' | ReadBack
}

export type Said = '' | 'yes' | 'no' | 'not_sure'
export const forSomeoneChannels = [
  'intermediary',
  'paper',
  'phone',
  'face_to_face',
  'whatsapp_moved',
] as const
export type Channel = (typeof forSomeoneChannels)[number]
export const readBacks = ['read_aloud', 'read_self', 'played', 'signed'] as const
export type ReadBack = (typeof readBacks)[number]

export interface FilingReader {
  keyId: string
  organisationId: string
}

const said = ['yes', 'no', 'not_sure'] as const
const topics = ['harm', 'complaint', 'not_sure'] as const
const proofs = ['remove', 'keep'] as const
const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Nothing that was typed is refused here; what nobody of ours can have sent is left out. */
export function readFiling(form: URLSearchParams, locale: Locale): Filing {
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | '' =>
    values.find((value) => value === form.get(name)) ?? ''
  const ids = (name: string) =>
    [...new Set(form.getAll(name).filter((each) => identifier.test(each)))].slice(0, 500)
  return {
    code: /^\d{20}$/.test(form.get('code') ?? '') ? form.get('code')! : '',
    out: ids('out'),
    outBodies: ids('outBody'),
    seen: ids('seen'),
    words: cleaned(form.get('words') ?? ''),
    topic: one('topic', topics),
    danger: one('danger', said),
    child: one('child', said),
    wroteBefore: form.get('wroteBefore') === 'yes',
    proof: one('proof', proofs),
    channel: one('channel', forSomeoneChannels),
    agreed: form.get('agreed') === 'yes',
    locale,
    readBack: one('readBack', readBacks),
  }
}

/** The hidden fields that carry it on; `except` stand on the page themselves. */
export function hiddenFields(filing: Filing, except: readonly (keyof Filing)[] = []): [string, string][] {
  const all: [keyof Filing, string, string][] = [
    ['code', 'code', filing.code],
    ...filing.out.map((id): [keyof Filing, string, string] => ['out', 'out', id]),
    ...filing.outBodies.map((id): [keyof Filing, string, string] => ['outBodies', 'outBody', id]),
    ...filing.seen.map((id): [keyof Filing, string, string] => ['seen', 'seen', id]),
    ['words', 'words', filing.words],
    ['topic', 'topic', filing.topic],
    ['danger', 'danger', filing.danger],
    ['child', 'child', filing.child],
    ['wroteBefore', 'wroteBefore', filing.wroteBefore ? 'yes' : ''],
    ['proof', 'proof', filing.proof],
    ['channel', 'channel', filing.channel],
    ['agreed', 'agreed', filing.agreed ? 'yes' : ''],
    ['readBack', 'readBack', filing.readBack],
  ]
  return all
    .filter(([field, , value]) => value !== '' && !except.includes(field))
    .map(([, name, value]) => [name, value])
}

/** Whoever was taken out is out with every key of theirs, and a body with everybody in it. */
export function stillReading<Reader extends FilingReader>(
  readers: readonly Reader[],
  { out, outBodies }: Pick<Filing, 'out' | 'outBodies'>,
): Reader[] {
  return readers.filter(
    ({ keyId, organisationId }) => !out.includes(keyId) && !outBodies.includes(organisationId),
  )
}

/** In words or by voice; nothing else is asked for. Somebody who writes for somebody else says how it was agreed. */
export function whatIsMissing(filing: Filing, hasFile: boolean, forSomeone: boolean): FieldErrors {
  const errors: FieldErrors = {}
  if (filing.words.trim() === '' && !hasFile) errors.words = { key: 'reporter.error.nothing' }
  if (forSomeone && filing.readBack === '') errors.readBack = { key: 'reporter.error.readBack' }
  if (forSomeone && !filing.agreed) errors.agreed = { key: 'reporter.error.agreed' }
  return errors
}

/** By need, what works best soon before what can wait. */
export function helpByNeed<Place extends Pick<Help, 'need' | 'windowHours'>>(
  help: readonly Place[],
): { need: Need; places: Place[] }[] {
  const soon = ({ windowHours }: Place) => windowHours ?? Infinity
  return needs
    .map((need) => ({
      need,
      places: help.filter((each) => each.need === need).sort((one, other) => soon(one) - soon(other) || 0),
    }))
    .filter(({ places }) => places.length > 0)
}

/** Half a character and what shows as nothing cannot be kept as JSON or by a database. */
export function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}
