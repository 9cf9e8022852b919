import { text, type Register, type RowFault, type RowValues } from '#content/registers/definition.ts'

export const sites = {
  id: 'sites',
  fields: [
    { id: 'name', kind: 'line', required: true, hint: true },
    { id: 'country', kind: 'country', required: true },
    { id: 'languages', kind: 'line', required: true, hint: true },
    { id: 'phone', kind: 'choice', options: 'phone', required: true },
    { id: 'safeToName', kind: 'yes-no-unknown', required: true, hint: true },
  ],
  columns: ['name', 'country', 'languages', 'phone', 'safeToName'],
} as const satisfies Register

export const referrals = {
  id: 'referrals',
  fields: [
    { id: 'site', kind: 'site', required: true, section: 'what' },
    { id: 'service', kind: 'choice', options: 'service', required: true },
    { id: 'name', kind: 'line', required: true },
    { id: 'distance', kind: 'line', hint: true },
    { id: 'cost', kind: 'line', hint: true },
    { id: 'hours', kind: 'line', hint: true },
    { id: 'language', kind: 'line' },
    { id: 'answered', kind: 'yes-no-unknown', section: 'tried', hint: true },
    { id: 'triedOn', kind: 'date', past: true },
    { id: 'triedAt', kind: 'time', hint: true },
    { id: 'triedBy', kind: 'line', hint: true },
    { id: 'mayLeave', kind: 'yes-no-unknown', section: 'whom', hint: true },
    { id: 'takesMen', kind: 'yes-no-unknown' },
    { id: 'takesChildren', kind: 'yes-no-unknown' },
    { id: 'policeFirst', kind: 'yes-no-unknown', hint: true },
    { id: 'certificate', kind: 'yes-no-unknown' },
    { id: 'notServed', kind: 'text', hint: true },
    { id: 'toldBy', kind: 'line', hint: true },
  ],
  columns: ['name', 'site', 'service', 'distance', 'hours', 'answered'],
  faults: faultsOf,
} as const satisfies Register

function faultsOf(values: RowValues): RowFault[] {
  const called = ['yes', 'no'].includes(text(values, 'answered'))
  if (called && !text(values, 'triedOn')) return [{ field: 'triedOn', key: 'registers.error.calledWhen' }]
  return []
}
