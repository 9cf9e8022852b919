import { describe, expect, test } from 'vitest'
import { drawNeutralPrint, neutralKinds } from '#app/server/documents/neutral-prints.server.ts'
import { locales } from '#content/locale.ts'
import { has, named, textOf } from '#tests/support/pdf-tools.ts'

const address = 'https://notes.example.org/r/bcdfghjk'
const telling =
  /amana|concern|safeguard|sauvegarde|signal|report|abus|exploit|harass|harc|violen|victim|fund|project|projet/i

describe.each(neutralKinds)('the %s', (kind) => {
  test.each(locales)('in %s says nothing of what it is for, on the page or in the file', async (locale) => {
    const bytes = await drawNeutralPrint({ kind, locale, address })
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/amana|concern|safeguard/i)
  })

  test.runIf(has('pdftotext')).each(locales)(
    named('in %s shows the address and no telling word', 'pdftotext'),
    async (locale) => {
      const text = await textOf(await drawNeutralPrint({ kind, locale, address }))
      expect(text.replace(/\s/g, '')).toContain(address)
      expect(text).not.toMatch(telling)
    },
  )

  test('is the same file for the same address, so that nothing tells who printed it', async () => {
    const one = await drawNeutralPrint({ kind, locale: 'en', address })
    const other = await drawNeutralPrint({ kind, locale: 'en', address })
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })
})
