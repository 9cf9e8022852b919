import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerForm, answerOf, cleanText, longestAnswer } from '#app/forms/answer.form.ts'
import { readDate } from '#app/forms/date-parts.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import type { ShownForReading } from '#content/answer-text.ts'
import { isKey, wordsFor, type Locale } from '#content/words.ts'

const today = '2026-11-21'

const how = { today, locale: 'en' as Locale }

function read(
  given: Record<string, unknown>,
  answer: ShownForReading['answer'] | ShownForReading = 'yes-partly-no',
) {
  const asked = typeof answer === 'string' ? { answer } : answer
  const result = answerForm(asked, how).safeParse(given)
  if (result.success) return { value: answerOf(result.data, asked, how) }
  return {
    errors: result.error.issues.map((issue) => {
      const { values } = (issue.code === 'custom' ? issue.params : {}) as { values: Record<string, string> }
      expect(isKey(issue.message), issue.message).toBe(true)
      if (isKey(issue.message))
        for (const locale of ['en', 'fr'] as const) wordsFor(locale)(issue.message, values)
      return `${issue.path.join('.')}: ${issue.message.replace(/^(content\.answer|answers)\.error\./, '')}`
    }),
  }
}
const date = (day: string, month: string, year: string) => ({ dueOn: [year, month, day].join('-') })

describe('one answer', () => {
  test('yes needs no words, and keeps them when there are some', () => {
    expect(read({ choice: 'yes' })).toEqual({ value: { choice: 'yes', text: '', dueOn: null, value: null } })
    expect(read({ choice: 'yes', text_yes: ' Section 7 \r\n' })).toEqual({
      value: { choice: 'yes', text: 'Section 7', dueOn: null, value: null },
    })
  })

  test('partly needs a plan and a date', () => {
    expect(read({ choice: 'partly' })).toEqual({
      errors: ['text_partly: textMissing.partly', 'dueOn: dateMissing'],
    })
    expect(read({ choice: 'partly', text_partly: 'Efua visits.', ...date('27', '3', '2027') })).toEqual({
      value: { choice: 'partly', text: 'Efua visits.', dueOn: '2027-03-27', value: null },
    })
  })

  test('no and does not apply need a reason, and a date left in the boxes is not theirs', () => {
    expect(read({ choice: 'no' })).toEqual({ errors: ['text_no: textMissing.no'] })
    expect(read({ choice: 'not_applicable', text_not_applicable: ' \n ' })).toEqual({
      errors: ['text_not_applicable: textMissing.not_applicable'],
    })
    expect(read({ choice: 'no', text_no: 'No money.', ...date('99', '99', 'x') })).toEqual({
      value: { choice: 'no', text: 'No money.', dueOn: null, value: null },
    })
  })

  test('words typed under another choice are not taken for this one', () => {
    expect(read({ choice: 'no', text_partly: 'A plan.' })).toEqual({ errors: ['text_no: textMissing.no'] })
  })

  test('a page with one box only may call it text', () => {
    expect(read({ choice: 'no', text: 'No money.' })).toEqual({
      value: { choice: 'no', text: 'No money.', dueOn: null, value: null },
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
      value: { choice: null, text: 'Interpreters.', dueOn: null, value: null },
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

describe('an answer of another kind', () => {
  const site: ShownForReading = { answer: 'choice', options: ['kept', 'nobody'] }
  const count: ShownForReading = { answer: 'number', number: { unit: 'count', least: 1, most: 500 } }
  const price: ShownForReading = { answer: 'number', number: { unit: 'money', least: 0, most: 10_000 } }

  test('one of several, with a note', () => {
    expect(read({ option: 'kept', text: ' Since May ' }, site)).toEqual({
      value: { choice: null, text: 'Since May', dueOn: null, value: { option: 'kept' } },
    })
    expect(read({}, site)).toEqual({ errors: ['option: optionMissing'] })
    expect(read({ option: 'constructor' }, site)).toEqual({ errors: ['option: optionMissing'] })
  })

  test('a number within its bounds, whole where people are counted', () => {
    expect(read({ number: '1 2' }, count)).toEqual({ errors: ['number: notNumber'] })
    expect(read({ number: '' }, count)).toEqual({ errors: ['number: numberMissing'] })
    expect(read({ number: '2.5' }, count)).toEqual({ errors: ['number: notWhole'] })
    expect(read({ number: '0' }, count)).toEqual({ errors: ['number: numberTooSmall'] })
    expect(read({ number: '1,200' }, count)).toEqual({ errors: ['number: numberTooLarge'] })
    expect(read({ number: '٤٢' }, count)).toMatchObject({ value: { value: { number: '42' } } })
  })

  test('an amount with its currency', () => {
    expect(read({ number: '1,200.5', currency: 'sle' }, price)).toMatchObject({
      value: { value: { amount: '1200.50', currency: 'SLE' } },
    })
    expect(read({ number: '1200' }, price)).toEqual({ errors: ['currency: alone.currencyMissing'] })
    expect(read({ number: 'a lot', currency: 'GBP' }, price)).toEqual({
      errors: ['number: alone.moneyUnread'],
    })
    expect(read({ number: '-1', currency: 'GBP' }, price)).toEqual({
      errors: ['number: alone.moneyNegative'],
    })
    expect(read({ number: '1', currency: 'LEONE' }, price)).toEqual({
      errors: ['currency: alone.currencyUnknown'],
    })
  })

  test('a role, and no name', () => {
    expect(
      read(
        { role: 'Focal point, Kenema', hoursPerWeek: '7,5', standIn: 'Deputy', paid: 'yes' },
        'person-role',
      ),
    ).toMatchObject({
      value: { value: { role: 'Focal point, Kenema', hoursPerWeek: '7.5', standIn: 'Deputy', paid: true } },
    })
    expect(read({ role: 'Driver' }, 'person-role')).toMatchObject({ value: { value: { role: 'Driver' } } })
    expect(read({ role: ' ', hoursPerWeek: '169' }, 'person-role')).toEqual({
      errors: ['role: roleMissing', 'hoursPerWeek: hoursOfWeek'],
    })
    expect(read({ role: 'a'.repeat(301) }, 'person-role')).toEqual({ errors: ['role: roleTooLong'] })
  })

  test('what the record answers needs no comment', () => {
    expect(read({}, 'from-the-record')).toEqual({
      value: { choice: null, text: '', dueOn: null, value: null },
    })
  })

  test('any of them may not apply, with a reason, and what else was typed is not part of it', () => {
    for (const answer of [site, count, { answer: 'person-role' }, { answer: 'voice-or-text' }] as const) {
      expect(read({ notApplies: 'yes', text: 'x', number: 'y' }, answer)).toEqual({
        errors: ['text_not_applicable: textMissing.not_applicable'],
      })
      expect(read({ notApplies: 'yes', text_not_applicable: 'No money is held.' }, answer)).toEqual({
        value: { choice: 'not_applicable', text: 'No money is held.', dueOn: null, value: null },
      })
    }
  })

  test('nothing that is posted throws', () => {
    const names = fc.constantFrom(
      'option',
      'number',
      'currency',
      'role',
      'paid',
      'notApplies',
      'text',
      'r0-a',
      '__proto__',
    )
    const kinds = fc.constantFrom(
      site,
      count,
      price,
      { answer: 'person-role' as const },
      { answer: 'table' as const },
    )
    fc.assert(
      fc.property(kinds, fc.dictionary(names, fc.anything()), (asked, given) => {
        read(given, asked)
      }),
    )
  })
})

describe('a posted form', () => {
  const post = (given: Record<string, string>) =>
    readForm(
      new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(given) }),
      answerForm({ answer: 'yes-partly-no' }, how),
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
    expect(form.ok && answerOf(form.value, { answer: 'yes-partly-no' }, how)).toEqual({
      choice: 'partly',
      text: 'Efua visits.\nA volunteer helps.',
      dueOn: '2027-03-07',
      value: null,
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
