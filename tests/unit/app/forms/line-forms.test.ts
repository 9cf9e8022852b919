import { describe, expect, test } from 'vitest'
import { callForm, CallMoveForm, extendForm } from '#app/forms/call.form.ts'
import { countries, isCountry } from '#app/forms/countries.ts'
import { OwnAssessmentForm, PlanForm } from '#app/forms/plan.form.ts'
import { ProgrammeForm } from '#app/forms/programme.form.ts'
import { SubmitForm } from '#app/forms/submit.form.ts'

const one = '0e80521f-ba45-4b8d-a3b8-ebaa5f557bc3'
const two = '43ce885b-d010-4695-a901-a2831a541cdd'

type Parses = {
  safeParse(value: unknown): {
    success: boolean
    error?: { issues: { path: PropertyKey[]; message: string }[] }
  }
}

function faults(form: Parses, value: unknown): Record<string, string> {
  const { error } = form.safeParse(value)
  return Object.fromEntries(
    (error?.issues ?? []).map(({ path, message }) => [String(path[0] ?? ''), message]),
  )
}

describe('a plan', () => {
  const plan = { organisationId: one, title: 'Nets and Names', country: 'GH', locale: 'fr' }

  test('needs an organisation, a title, a real country and one of our languages', () => {
    expect(
      faults(PlanForm, { organisationId: 'nonsense', title: '  ', country: 'XX', locale: 'de' }),
    ).toEqual({
      organisationId: 'line.plan.error.organisation',
      title: 'line.error.title',
      country: 'line.plan.error.country',
      locale: 'line.plan.error.locale',
    })
    expect(PlanForm.safeParse(plan).success).toBe(true)
  })

  test('of a body about itself is never reviewed by that body', () => {
    expect(faults(OwnAssessmentForm, { ...plan, reviewingBodyId: one })).toEqual({
      reviewingBodyId: 'line.plan.error.sameBody',
    })
    expect(faults(OwnAssessmentForm, plan)).toEqual({ reviewingBodyId: 'line.plan.error.reviewingBody' })
    expect(OwnAssessmentForm.safeParse({ ...plan, reviewingBodyId: two }).success).toBe(true)
  })

  test('can name every country once', () => {
    expect(new Set(countries).size).toBe(249)
    expect(isCountry('SL')).toBe(true)
    expect(isCountry('sl')).toBe(false)
  })
})

describe('a call', () => {
  const today = '2027-03-10'
  const call = { title: 'A call', summary: 'For whom.', closesOn: '2027-03-11' }

  test.each([
    ['', 'line.call.error.closesOn'],
    ['2027--', 'content.answer.error.dayMissing'],
    ['2027-02-30', 'content.answer.error.dateNotReal'],
    ['tomorrow', 'content.answer.error.dayMissing'],
    ['2027-03-10', 'line.call.error.past'],
    ['2020-03-10', 'line.call.error.past'],
  ])('that closes on “%s” is refused with what to do', (closesOn, key) => {
    expect(faults(callForm(today), { ...call, closesOn })).toEqual({ closesOn: key })
  })

  test('may close tomorrow', () => {
    expect(callForm(today).parse(call)).toMatchObject({ ...call, leastTier: '0' })
  })

  test('is given time, never robbed of it', () => {
    const until = '2027-06-30'
    expect(faults(extendForm(today, until), { closesOn: until })).toEqual({
      closesOn: 'line.call.error.notLater',
    })
    expect(extendForm(today, until).safeParse({ closesOn: '2027-07-01' }).success).toBe(true)
  })

  test('moves only in the ways there are, from what the reader saw', () => {
    expect(faults(CallMoveForm, { move: 'delete', seenRevision: 'x' })).toEqual({
      move: 'shell.form.invalid',
      seenRevision: 'shell.form.invalid',
    })
    expect(CallMoveForm.parse({ move: 'publish', seenRevision: '3' })).toEqual({
      move: 'publish',
      seenRevision: 3,
      closesOn: '',
    })
  })
})

test('a programme needs words that fit a page', () => {
  const long = { organisationId: one, title: 'a'.repeat(201), summary: 'b'.repeat(5001) }
  expect(faults(ProgrammeForm, long)).toEqual({
    title: 'line.error.titleTooLong',
    summary: 'line.error.summaryTooLong',
  })
})

test('nothing is sent without somebody saying that it is theirs', () => {
  expect(faults(SubmitForm, { seenRevision: '0' })).toEqual({ confirmed: 'line.submit.error.confirm' })
  expect(SubmitForm.safeParse({ seenRevision: '0', confirmed: 'yes' }).success).toBe(true)
})
