import { needs } from '#app/forms/door-terms.ts'
import { rotaParts } from '#app/forms/door-rota.ts'
import type { ListName } from '#app/forms/door.form.ts'
import type { Key } from '#content/words.ts'

export type Offered = readonly { value: string; key: Key }[]

/**
 * One control of a line's form. `shown` is what stands in the list for it, where that is not what was typed. What is said
 * `inEach` language has a control for each; `other` has none in the first.
 */
export type RowField = {
  name: string
  label: Key
  hint?: Key
  shown?: string
  inList?: boolean
  inEach?: 'all' | 'other'
} & (
  | { as: 'line' | 'paragraph' | 'day' }
  | { as: 'number' }
  | { as: 'choice'; offered: Offered }
  | { as: 'body' | 'person' }
)

const kinds = [
  { value: 'next_up', key: 'doors.kind.next_up' },
  { value: 'independent', key: 'doors.kind.independent' },
] as const
const asNeeds = needs.map((value) => ({ value, key: `doors.need.${value}` as const }))
const nameIn = {
  name: 'nameIn',
  as: 'line',
  label: 'doors.language.name',
  hint: 'doors.language.nameHint',
  inEach: 'other',
} as const
const asParts = rotaParts.map((value) => ({ value, key: `doors.part.${value}` as const }))

export const rowFields: Record<ListName, readonly [RowField, ...RowField[]]> = {
  bodies: [
    { name: 'organisationId', as: 'body', label: 'doors.bodies.body', shown: 'body', inList: true },
    { name: 'kind', as: 'choice', label: 'doors.bodies.kind', offered: kinds, inList: true },
    {
      name: 'position',
      as: 'number',
      label: 'doors.bodies.position',
      hint: 'doors.bodies.positionHint',
      inList: true,
    },
  ],
  help: [
    { name: 'name', as: 'line', label: 'doors.help.name', inList: true },
    { name: 'need', as: 'choice', label: 'doors.help.need', offered: asNeeds, inList: true },
    nameIn,
    {
      name: 'how',
      as: 'paragraph',
      label: 'doors.help.how',
      hint: 'doors.help.howHint',
      inList: true,
      inEach: 'all',
    },
    {
      name: 'hours',
      as: 'line',
      label: 'doors.help.hours',
      hint: 'doors.help.hoursHint',
      inList: true,
      inEach: 'all',
    },
    { name: 'note', as: 'paragraph', label: 'doors.help.note', hint: 'doors.help.noteHint', inEach: 'all' },
    { name: 'windowHours', as: 'number', label: 'doors.help.window', hint: 'doors.help.windowHint' },
    {
      name: 'answeredOn',
      as: 'day',
      label: 'doors.help.answeredOn',
      hint: 'doors.help.answeredOnHint',
      inList: true,
    },
    { name: 'source', as: 'line', label: 'doors.help.source', hint: 'doors.help.sourceHint' },
  ],
  ways: [
    { name: 'name', as: 'line', label: 'doors.ways.name', inList: true },
    nameIn,
    { name: 'how', as: 'paragraph', label: 'doors.ways.how', inList: true, inEach: 'all' },
    { name: 'note', as: 'paragraph', label: 'doors.ways.note', inList: true, inEach: 'all' },
  ],
  rota: [
    { name: 'personId', as: 'person', label: 'doors.rota.person', shown: 'person', inList: true },
    { name: 'part', as: 'choice', label: 'doors.rota.part', offered: asParts, inList: true },
    {
      name: 'languages',
      as: 'line',
      label: 'doors.rota.languages',
      hint: 'doors.rota.languagesHint',
      inList: true,
    },
    { name: 'fromOn', as: 'day', label: 'doors.rota.fromOn', inList: true },
    { name: 'untilOn', as: 'day', label: 'doors.rota.untilOn', inList: true },
  ],
  retention: [
    { name: 'what', as: 'line', label: 'doors.retention.what', inList: true, inEach: 'all' },
    { name: 'keepFor', as: 'line', label: 'doors.retention.keepFor', inList: true, inEach: 'all' },
    { name: 'reason', as: 'line', label: 'doors.retention.reason', inList: true, inEach: 'all' },
    { name: 'months', as: 'number', label: 'doors.retention.months', hint: 'doors.retention.monthsHint' },
    {
      name: 'owner',
      as: 'line',
      label: 'doors.retention.owner',
      hint: 'doors.retention.ownerHint',
      inList: true,
    },
  ],
}
