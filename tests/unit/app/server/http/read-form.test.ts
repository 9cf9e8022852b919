import { expect, test } from 'vitest'
import { z } from 'zod'
import { readForm } from '#app/server/http/read-form.server.ts'

const Schema = z.object({
  title: z.string().min(1, 'shell.form.invalid').max(10, 'shell.errors.title'),
  who: z.array(z.string()).optional(),
  due: z.iso.date('shell.form.invalid').optional(),
})

function posted(entries: [string, string][]): Request {
  const form = new URLSearchParams(entries)
  return new Request('http://localhost/', { method: 'POST', body: form })
}

test('a good form is read: trimmed, with one kind of line break and of accent', async () => {
  const read = await readForm(posted([['title', '  e\u0301\r\na ']]), Schema)
  expect(read).toMatchObject({ ok: true, value: { title: 'é\na', who: [] } })
})

test('several boxes with one name arrive together, also when only one is ticked', async () => {
  const one = await readForm(
    posted([
      ['title', 'a'],
      ['who', 'x'],
    ]),
    Schema,
  )
  const two = await readForm(
    posted([
      ['title', 'a'],
      ['who', 'x'],
      ['who', 'y'],
    ]),
    Schema,
  )
  expect([one, two]).toMatchObject([{ value: { who: ['x'] } }, { value: { who: ['x', 'y'] } }])
})

test.each([
  [['9', '3', '2027'], true],
  [['31', '2', '2027'], false],
  [['', '3', '2027'], false],
  [['1', 'March', '2027'], false],
])('the date %j is %s', async ([day, month, year], ok) => {
  const read = await readForm(
    posted([
      ['title', 'a'],
      ['due.day', day!],
      ['due.month', month!],
      ['due.year', year!],
    ]),
    Schema,
  )
  expect(read.ok).toBe(ok)
  if (read.ok) expect(read.value.due).toBe('2027-03-09')
  else expect(read).toMatchObject({ errors: { due: {} }, typed: { 'due.month': month } })
})

test('what is wrong comes back as a key with its limits, and what was typed is kept', async () => {
  const read = await readForm(posted([['title', 'far too long a title']]), Schema)
  expect(read).toEqual({
    ok: false,
    errors: { title: { key: 'shell.errors.title', values: { maximum: 10 } } },
    typed: { title: 'far too long a title' },
  })
})

test('a null byte is refused with words, and the rest of the text is kept', async () => {
  const read = await readForm(posted([['title', 'a\u0000b']]), Schema)
  expect(read).toEqual({
    ok: false,
    errors: { title: { key: 'shell.form.nullByte' } },
    typed: { title: 'ab' },
  })
})

test('a password is never sent back to the page', async () => {
  const read = await readForm(
    posted([
      ['title', ''],
      ['newPassword', 'secret'],
    ]),
    Schema,
  )
  expect(read).toMatchObject({ ok: false, typed: { title: '' } })
  expect(JSON.stringify(read)).not.toContain('secret')
})

test('a message that is no key becomes a plain request to check the answer', async () => {
  const read = await readForm(posted([]), z.object({ title: z.string() }))
  expect(read).toMatchObject({ ok: false, errors: { title: { key: 'shell.form.invalid' } } })
})

test('a schema with a transform is read through', async () => {
  const schema = z.object({ tags: z.array(z.string()) }).transform(({ tags }) => tags.length)
  expect(await readForm(posted([['tags', 'a']]), schema)).toMatchObject({ ok: true, value: 1 })
})

test('a body that is no form is said to have arrived incomplete', async () => {
  const request = new Request('http://localhost/', {
    method: 'POST',
    body: 'x',
    headers: { 'Content-Type': 'text/plain' },
  })
  expect(await readForm(request, Schema)).toMatchObject({
    ok: false,
    errors: { '': { key: 'shell.form.unreadable' } },
  })
})
