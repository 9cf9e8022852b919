import { text, type Register, type RowFault, type RowValues } from '#content/registers/definition.ts'

export const people = {
  id: 'people',
  fields: [
    { id: 'site', kind: 'site', required: true, section: 'who' },
    { id: 'part', kind: 'choice', options: 'part', required: true },
    { id: 'role', kind: 'line', required: true, hint: true },
    { id: 'who', kind: 'line', hint: true, kept: true },
    { id: 'paidHours', kind: 'hours', required: true, hint: true },
    { id: 'languages', kind: 'line' },
    { id: 'reach', kind: 'line', hint: true, kept: true },
    { id: 'meets', kind: 'yes-no', required: true, section: 'before' },
    { id: 'codeOn', kind: 'date', past: true },
    { id: 'dayOneOn', kind: 'date', past: true, hint: true },
    { id: 'firstContactOn', kind: 'date', hint: true },
  ],
  columns: ['role', 'part', 'site', 'paidHours', 'codeOn', 'dayOneOn'],
} as const satisfies Register

export const training = {
  id: 'training',
  fields: [
    { id: 'who', kind: 'line', required: true, hint: true, kept: true },
    { id: 'part', kind: 'choice', options: 'part', required: true },
    { id: 'site', kind: 'site' },
    { id: 'course', kind: 'choice', options: 'course', required: true },
    { id: 'form', kind: 'choice', options: 'form' },
    { id: 'language', kind: 'line' },
    { id: 'heldOn', kind: 'date', hint: true },
    { id: 'paidTime', kind: 'yes-no-unknown' },
    { id: 'travelPaid', kind: 'yes-no-unknown' },
    { id: 'proof', kind: 'choice', options: 'proof', hint: true },
    { id: 'result', kind: 'choice', options: 'result', required: true },
    { id: 'expiresOn', kind: 'date', hint: true },
  ],
  columns: ['who', 'part', 'course', 'heldOn'],
  faults: trainingFaults,
} as const satisfies Register

/** Counts only: nobody of a community is named. */
export const sessions = {
  id: 'sessions',
  listedWith: 'training',
  fields: [
    { id: 'heldOn', kind: 'date', required: true },
    { id: 'site', kind: 'site', required: true },
    { id: 'topic', kind: 'line', required: true },
    { id: 'form', kind: 'choice', options: 'form', required: true },
    { id: 'language', kind: 'line', required: true },
    { id: 'minutes', kind: 'number', most: 1440 },
    { id: 'women', kind: 'number', most: 100_000 },
    { id: 'men', kind: 'number', most: 100_000 },
    { id: 'children', kind: 'number', most: 100_000 },
    { id: 'travelPaid', kind: 'yes-no-unknown' },
  ],
  columns: ['topic', 'heldOn', 'site', 'language', 'women', 'men', 'children'],
} as const satisfies Register

/** Competent to be the first who is told means having shown it. */
function trainingFaults(values: RowValues): RowFault[] {
  const faults: RowFault[] = []
  const result = text(values, 'result')
  const [held, expires] = [text(values, 'heldOn'), text(values, 'expiresOn')]
  if (result !== '' && result !== 'not_yet' && !held)
    faults.push({ field: 'heldOn', key: 'registers.error.heldWhen' })
  if (held && expires && expires <= held)
    faults.push({ field: 'expiresOn', key: 'registers.error.expiresBefore' })
  const shown = ['role_play', 'watched'].includes(text(values, 'proof'))
  if (result === 'competent' && text(values, 'course') === 'first_response' && !shown)
    faults.push({ field: 'proof', key: 'registers.error.rolePlay' })
  return faults
}
