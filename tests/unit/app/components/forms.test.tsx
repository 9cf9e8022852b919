import { describe, expect, test } from 'vitest'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { rendered } from './rendered.tsx'

const wrong = { key: 'shell.form.invalid' } as const

describe('the error summary', () => {
  test('takes the focus, links to each field and says that nothing typed is lost', () => {
    const html = rendered(<ErrorSummary errors={{ reasons: wrong, 'due.on': wrong }} />)
    expect(html).toContain('tabindex="-1" autofocus=""')
    expect(html).toContain('2 things need correcting')
    expect(html).toContain('<a href="#f-reasons">Check this answer</a>')
    expect(html).toContain('href="#f-due-on"')
    expect(html).toContain('Everything you typed is still here.')
  })

  test('is absent when nothing is wrong', () => {
    expect(rendered(<ErrorSummary errors={{}} />)).toBe('')
  })

  test('speaks French', () => {
    expect(rendered(<ErrorSummary errors={{ a: wrong }} />, 'fr')).toContain('1 point à corriger')
  })
})

describe('a field with an error', () => {
  test('reads its hint, then its error, and keeps what was typed', () => {
    const html = rendered(<TextField name="title" label="Title" hint="Short" error={wrong} value="<Nets>" />)
    expect(html).toContain('aria-describedby="f-title-hint f-title-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('value="&lt;Nets&gt;"')
    expect(html).toContain('for="f-title"')
  })

  test('a text area keeps line breaks and takes any direction of writing', () => {
    const html = rendered(<TextArea name="why" label="Why" value={'one\ntwo'} />)
    expect(html).toContain('dir="auto"')
    expect(html).toContain('one\ntwo</textarea>')
  })

  test('a list keeps its choice', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ]
    expect(rendered(<SelectField name="s" label="S" options={options} value="b" />)).toContain(
      '<option value="b" selected="">',
    )
  })
})

describe('choices', () => {
  const choices = [
    { value: 'yes', label: 'Yes' },
    { value: 'partly', label: 'Partly', conditional: <p>By when?</p> },
  ]

  test('what depends on a choice is on the page without any script', () => {
    const html = rendered(<Radios name="answer" legend="Your answer" choices={choices} value="yes" />)
    expect(html).toContain('<div class="govuk-radios__conditional"><p>By when?</p></div>')
    expect(html).not.toContain('hidden')
    expect(html).toContain('checked="" value="yes"')
  })

  test('the error summary reaches the first choice', () => {
    expect(rendered(<Radios name="answer" legend="Your answer" choices={choices} error={wrong} />)).toContain(
      'id="f-answer" name="answer" type="radio" value="yes"',
    )
  })

  test('several boxes can be ticked', () => {
    const html = rendered(<Checkboxes name="who" legend="Who" choices={choices} values={['yes', 'partly']} />)
    expect(html.match(/checked=""/g)).toHaveLength(2)
  })
})

test('a date keeps what was typed, even when it is no date', () => {
  const saved = rendered(<DateField name="due" label="By when?" value="2027-03-09" />)
  expect(saved).toContain('name="due.day" inputMode="numeric" autoComplete="off" value="9"')
  const typed = rendered(
    <DateField
      name="due"
      label="By when?"
      value="2027-03-09"
      error={wrong}
      typed={{ 'due.day': '31', 'due.month': 'Feb' }}
    />,
  )
  expect(typed).toContain('value="31"')
  expect(typed).toContain('value="Feb"')
  expect(typed).toContain('id="f-due"')
})
