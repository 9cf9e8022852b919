import nodemailer from 'nodemailer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { env } from '#app/server/env.server.ts'
import { failureCodes } from '#app/server/jobs/failure.server.ts'
import { mails } from '#app/server/jobs/names.server.ts'
import { linkOf } from '#app/server/mail/links.server.ts'
import { parseMail } from '#app/server/mail/parse.server.ts'
import { openToken, sealToken } from '#app/server/mail/sealed-token.server.ts'
import { renderMail } from '#app/server/mail/templates.server.ts'
import { isKey, locales } from '#content/words.ts'

const recordId = '5f0c2c39-4a77-4a59-8f2c-5a1e8f6e2b11'
const conditionId = '0a1b2c39-4a77-4a59-8f2c-5a1e8f6e2b11'
const token = 'Abcd-1234_efgh'

describe.each(mails)('the mail "%s"', (mail) => {
  const link = linkOf(mail, { recordId, conditionId, token })

  test.each([...locales, null])('in %s holds one sentence and its link, in text and in HTML', (locale) => {
    const { subject, text, html } = renderMail(mail, locale, { link })
    expect(subject.length).toBeLessThan(130)
    expect(text.match(/https?:\/\/\S+/g)).toEqual(Array(locale ? 1 : locales.length).fill(link))
    expect(html).toContain(`href="${link.replaceAll('&', '&amp;')}"`)
    expect(html).not.toMatch(/<(img|script|style|link)\b|src=/)
    expect(`${text}${html}${subject}`).not.toMatch(/undefined|\{|mail\./)
  })

  test('its link stays under this installation’s own address', () => {
    expect(new URL(link).origin).toBe(env.origin)
  })

  test('both languages say something of their own', () => {
    const [en, fr] = locales.map((locale) => renderMail(mail, locale, { link }))
    expect(en!.subject).not.toBe(fr!.subject)
    expect(en!.text).not.toBe(fr!.text)
  })
})

test('a digest says how many things wait, and nothing else of them', () => {
  const link = linkOf('digest', {})
  expect(new URL(link).pathname).toBe('/app/notices')
  const [one, several] = [1, 12].map((count) => renderMail('digest', 'en', { link, count }))
  expect(one!.subject).toBe('One thing waits for you in Amana')
  expect(several!.subject).toBe('12 things wait for you in Amana')
  expect(several!.text).toContain('12 things wait for you.')
  expect(renderMail('digest', 'fr', { link, count: 12 }).text).toContain('12 choses vous attendent.')
})

test('the witness gets the note as it was signed', () => {
  const note = 'localhost:3000/ledger\n5\nAAAA\n\n— localhost:3000/ledger BBBB\n'
  const { text, html } = renderMail('checkpoint', null, { link: linkOf('checkpoint', {}), note })
  expect(text.endsWith(note)).toBe(true)
  expect(html).toContain('<pre>')
})

test('every failure that an administrator can meet has words', () => {
  for (const code of failureCodes) expect(isKey(`mail.failure.${code}`), code).toBe(true)
})

test('a token for a link is unreadable in the queue, and opens for its own mail only', () => {
  const sealed = sealToken('invitation', token)
  expect(sealed).toMatch(/^[A-Za-z0-9_-]{1,300}$/)
  expect(sealed).not.toContain(token)
  expect(openToken('invitation', sealed)).toBe(token)
  expect(openToken('passwordReset', sealed)).toBeNull()
  expect(openToken('invitation', 'nonsense')).toBeNull()
})

test('what is written as a mail is read back as it was, in any script', async () => {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const words = fc.stringMatching(/^[a-zéèçɓɗŋẹọ‹›« »=?_.’,0-9\u202f\u0627-\u063a-]{1,120}$/u)
  await fc.assert(
    fc.asyncProperty(
      words,
      words,
      fc.constantFrom('base64' as const, 'quoted-printable' as const),
      async (subject, text, textEncoding) => {
        const said = text.trim()
        fc.pre(said !== '' && subject.trim() !== '')
        const { message } = await transport.sendMail({
          from: 'a@example.org',
          to: 'b@example.org',
          subject,
          text: said,
          html: '<p>other</p>',
          textEncoding,
          date: new Date('2026-03-04T10:00:00Z'),
        })
        const mail = parseMail((message as Buffer).toString())
        expect(mail.text).toBe(said)
        expect(mail.subject.trim().replace(/\s+/g, ' ')).toBe(subject.trim().replace(/\s+/g, ' '))
        expect(mail.to).toBe('b@example.org')
        expect(mail.date).toEqual(new Date('2026-03-04T10:00:00Z'))
      },
    ),
    { numRuns: 60 },
  )
})

test('a file that is no mail is read without harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (source) => typeof parseMail(source).text === 'string'),
  )
})
