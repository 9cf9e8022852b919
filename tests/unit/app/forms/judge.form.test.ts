import { describe, expect, test } from 'vitest'
import { judgeForm } from '#app/forms/judge.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'

const schema = judgeForm({ ids: ['V-P-01', 'V-P-02', 'list:risks'], sampled: ['V-P-02'] })

function sent(fields: Record<string, string>) {
  const body = new URLSearchParams({ seenRevision: '3', ...fields })
  return readForm(new Request('http://localhost/', { method: 'POST', body }), schema)
}

const because = { 'why-V-P-02': 'The clinic was called by hand.' }

describe('a judgement of one principle', () => {
  test('is accepted with a reason for the answer that was chosen at random', async () => {
    const form = await sent({ judgement: 'accepted', ...because })
    expect(form).toMatchObject({
      ok: true,
      value: {
        judgement: 'accepted',
        seenRevision: 3,
        points: [{ requirementId: 'V-P-02', kind: 'sampled', reason: 'The clinic was called by hand.' }],
      },
    })
    expect(await sent({ judgement: 'accepted' })).toMatchObject({
      ok: false,
      errors: { 'why-V-P-02': { key: 'review.error.sampled', values: { id: 'V-P-02' } } },
    })
  })

  test('names its exceptions, each with a reason, and keeps what was typed where one is missing', async () => {
    const typed = { judgement: 'accepted', ...because, 'mark-V-P-01': 'exception' }
    expect(await sent(typed)).toMatchObject({
      ok: false,
      errors: { 'why-V-P-01': { key: 'review.error.exception' } },
      typed,
    })
    expect(await sent({ ...typed, 'why-V-P-01': 'Only by day.' })).toMatchObject({
      ok: true,
      value: { points: [{ requirementId: 'V-P-01', kind: 'exception', reason: 'Only by day.' }, {}] },
    })
  })

  test('an exception to the answer chosen at random is its reason', async () => {
    const form = await sent({ judgement: 'accepted', 'mark-V-P-02': 'exception', ...because })
    expect(form).toMatchObject({ value: { points: [{ requirementId: 'V-P-02', kind: 'exception' }] } })
  })

  test('asks for changes only where something is named, an answer or a list', async () => {
    expect(await sent({ judgement: 'changes_asked', reason: 'Look again.' })).toMatchObject({
      ok: false,
      errors: { judgement: { key: 'review.error.nothingNamed' } },
    })
    const list = { 'mark-list:risks': 'change', 'why-list:risks': 'Nobody drowns in it.' }
    expect(await sent({ judgement: 'changes_asked', ...list })).toMatchObject({
      ok: true,
      value: { points: [{ requirementId: 'list:risks', kind: 'change', reason: 'Nobody drowns in it.' }] },
    })
  })

  test('cannot accept what it wants changed, nor leave words without saying what they are', async () => {
    expect(
      await sent({ judgement: 'accepted', ...because, 'mark-V-P-01': 'change', 'why-V-P-01': 'Say who.' }),
    ).toMatchObject({ ok: false, errors: { judgement: { key: 'review.error.acceptedWithChange' } } })
    expect(await sent({ judgement: 'accepted', ...because, 'why-V-P-01': 'Hm.' })).toMatchObject({
      ok: false,
      errors: { 'mark-V-P-01': { key: 'review.error.mark' } },
    })
  })

  test('takes nothing about an answer that is not asked', async () => {
    const form = await sent({ judgement: 'accepted', ...because, 'mark-Z-Z-99': 'change', 'why-Z-Z-99': 'x' })
    expect(form).toMatchObject({ ok: true, value: { points: [{ requirementId: 'V-P-02' }] } })
  })
})
