import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerForm, answerOf, cleanText, longestAnswer } from '#app/forms/answer.form.ts'
import { readDate } from '#app/forms/date-parts.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { isKey, wordsFor } from '#content/words.ts'

const today = '2026-11-21'

function read(given: Record<string, unknown>, answer: 'yes-partly-no' | 'voice-or-text' = 'yes-partly-no') {
  const result = answerForm(answer, today).safeParse(given)
  if (result.success) return { value: answerOf(result.data, answer) }
  return {
    errors: result.error.issues.map((issue) => {
      const { values } = (issue.code === 'custom' ? issue.params : {}) as { values: Record<string, string> }
      expect(isKey(issue.message), issue.message).toBe(true)
      if (isKey(issue.message))
        for (const locale of ['en', 'fr'] as const) wordsFor(locale)(issue.message, values)
      return `${issue.path.join('.')}: ${issue.message.replace('content.answer.error.', '')}`
    }),
  }
}
const date = (day: string, month: string, year: string) => ({ dueOn: [year, month, day].join('-') })

describe('one answer', () => {
  test('yes needs no words, and keeps them when there are some', () => {
    expect(read({ choice: 'yes' })).toEqual({ value: { choice: 'yes', text: '', dueOn: null } })
    expect(read({ choice: 'yes', text_yes: ' Section 7 \r\n' })).toEqual({
      value: { choice: 'yes', text: 'Section 7', dueOn: null },
    })
  })

  test('partly needs a plan and a date', () => {
    expect(read({ choice: 'partly' })).toEqual({
      errors: ['text_partly: textMissing.partly', 'dueOn: dateMissing'],
    })
    expect(read({ choice: 'partly', text_partly: 'Efua visits.', ...date('27', '3', '2027') })).toEqual({
      value: { choice: 'partly', text: 'Efua visits.', dueOn: '2027-03-27' },
    })
  })

  test('no and does not apply need a reason, and a date left in the boxes is not theirs', () => {
    expect(read({ choice: 'no' })).toEqual({ errors: ['text_no: textMissing.no'] })
    expect(read({ choice: 'not_applicable', text_not_applicable: ' \n ' })).toEqual({
      errors: ['text_not_applicable: textMissing.not_applicable'],
    })
    expect(read({ choice: 'no', text_no: 'No money.', ...date('99', '99', 'x') })).toEqual({
      value: { choice: 'no', text: 'No money.', dueOn: null },
    })
  })

  test('words typed under another choice are not taken for this one', () => {
    expect(read({ choice: 'no', text_partly: 'A plan.' })).toEqual({ errors: ['text_no: textMissing.no'] })
  })

  test('a page with one box only may call it text', () => {
    expect(read({ choice: 'no', text: 'No money.' })).toEqual({
      value: { choice: 'no', text: 'No money.', dueOn: null },
    })
  })

  test('nothing chosen, or something that is not on the page, is asked for again', () => {
    expect(read({})).toEqual({ errors: ['choice: choiceMissing'] })
    expect(read({ choice: 'constructor' })).toEqual({ errors: ['choice: choiceUnknown'] })
    expect(read({ choice: ['yes', 'no'], text: { a: 1 } })).toEqual({ errors: ['choice: choiceMissing'] })
  })

  test('a question in free words needs words and has no choice', () => {
    expect(read({ text: '' }, 'voice-or-text')).toEqual({ errors: ['text: textMissing.open'] })
    expect(read({ text: 'Interpreters.', choice: 'yes' }, 'voice-or-text')).toEqual({
      value: { choice: null, text: 'Interpreters.', dueOn: null },
    })
  })

  test('the longest answer is taken, one character more is not, and a megabyte is answered at once', () => {
    expect(read({ choice: 'no', text_no: '界'.repeat(longestAnswer) })).toHaveProperty('value')
    expect(read({ choice: 'no', text_no: 'a'.repeat(longestAnswer + 1) })).toEqual({
      errors: ['text_no: textTooLong'],
    })
    expect(read({ text: '🌍'.repeat(longestAnswer) }, 'voice-or-text')).toHaveProperty('value')
    expect(read({ text: 'a'.repeat(1_000_000) }, 'voice-or-text')).toEqual({ errors: ['text: textTooLong'] })
  })

  test('null bytes and half characters never reach the database', () => {
    expect(cleanText('a\u0000b\ud800c\u200fd\te\nf')).toBe('ab\ufffdc\u200fd\te\nf')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text)
        expect(clean).not.toContain('\u0000')
        expect(clean.isWellFormed()).toBe(true)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})

describe('a posted form', () => {
  const post = (given: Record<string, string>) =>
    readForm(
      new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(given) }),
      answerForm('yes-partly-no', today),
    )

  test('is read with its three date boxes and its revision', async () => {
    const form = await post({
      choice: 'partly',
      text_partly: 'Efua visits.\r\nA volunteer helps.',
      'dueOn.day': '7',
      'dueOn.month': '3',
      'dueOn.year': '2027',
      seenRevision: '4',
      then: 'list',
    })

    expect(form).toMatchObject({ ok: true, value: { seenRevision: 4, then: 'list' } })
    expect(form.ok && answerOf(form.value, 'yes-partly-no')).toEqual({
      choice: 'partly',
      text: 'Efua visits.\nA volunteer helps.',
      dueOn: '2027-03-07',
    })
  })

  test('comes back with one message a field, its values, and everything that was typed', async () => {
    const typed = {
      choice: 'partly',
      text_no: 'not this',
      'dueOn.day': '31',
      'dueOn.month': '2',
      'dueOn.year': '2027',
    }

    expect(await post(typed)).toEqual({
      ok: false,
      errors: {
        text_partly: { key: 'content.answer.error.textMissing.partly', values: {} },
        dueOn: { key: 'content.answer.error.dateNotReal', values: { year: '2027' } },
      },
      typed,
    })
    expect(await post({ ...typed, 'dueOn.month': '' })).toHaveProperty(
      'errors.dueOn.key',
      'content.answer.error.monthMissing',
    )
    expect(await post({ ...typed, 'dueOn.year': '27' })).toHaveProperty(
      'errors.dueOn.key',
      'content.answer.error.dateNotReal',
    )
  })
})

describe('the date of a plan', () => {
  const partly = (day: string, month: string, year: string) =>
    read({ choice: 'partly', text_partly: 'x', ...date(day, month, year) })

  test('is after today and within ten years', () => {
    expect(partly('21', '11', '2026')).toEqual({ errors: ['dueOn: dateNotAfterToday'] })
    expect(partly('22', '11', '2026')).toHaveProperty('value.dueOn', '2026-11-22')
    expect(partly('21', '11', '2036')).toHaveProperty('value.dueOn', '2036-11-21')
    expect(partly('22', '11', '2036')).toEqual({ errors: ['dueOn: dateTooFar'] })
  })

  test('says which box is missing', () => {
    expect(partly('', '3', '2027')).toEqual({ errors: ['dueOn: dayMissing'] })
    expect(partly('27', ' ', '2027')).toEqual({ errors: ['dueOn: monthMissing'] })
    expect(partly('27', '3', '')).toEqual({ errors: ['dueOn: yearMissing'] })
    expect(partly('31', '2', '2027')).toEqual({ errors: ['dueOn: dateNotReal'] })
    expect(partly('27', '13', '2027')).toEqual({ errors: ['dueOn: dateNotReal'] })
    expect(partly('27', 'mars', '2027')).toEqual({ errors: ['dueOn: dateNotReal'] })
    expect(partly('27', '3', '27')).toEqual({ errors: ['dueOn: dateNotReal'] })
    expect(partly('-1', '3', '2027')).toEqual({ errors: ['dueOn: dateNotReal'] })
    expect(partly('1e1', '3', '2027')).toEqual({ errors: ['dueOn: dateNotReal'] })
  })

  test('every day of the calendar is read as itself, with or without leading noughts', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.boolean(),
        (when, padded) => {
          const iso = when.toISOString().slice(0, 10)
          const [year = '', month = '', day = ''] = iso.split('-')
          const given = padded
            ? { day, month, year }
            : { day: ` ${Number(day)}`, month: `${Number(month)} `, year }
          expect(readDate(given)).toEqual({ ok: true, date: iso })
        },
      ),
    )
  })

  test('whatever is typed, the answer is a real date or one key', () => {
    const box = fc.oneof(fc.string(), fc.integer({ min: -40, max: 3000 }).map(String))
    fc.assert(
      fc.property(box, box, box, (day, month, year) => {
        const read = readDate({ day, month, year })
        if (read.ok) expect(new Date(`${read.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read.date)
        else expect(isKey(`content.answer.error.${read.problem}`)).toBe(true)
      }),
    )
  })
})
