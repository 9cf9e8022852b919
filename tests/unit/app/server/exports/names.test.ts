import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeName, uniqueNames } from '#app/server/exports/names.server.ts'

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom('..', '/', '\\', 'a', '.', 'CON', 'é', 'ɓ', ' ', '\u202e', '.pdf'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
)

test('no name climbs out of the bundle, hides, or is one that a system refuses', () => {
  fc.assert(
    fc.property(anything, (name) => {
      const safe = safeName(name)
      expect(safe).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/)
      expect(safe).not.toContain('..')
      expect(safe.length).toBeLessThanOrEqual(82)
      expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      expect(safe).not.toMatch(/\.$/)
    }),
  )
})

test('no two files of a bundle have one name, in whatever case', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), (names) => {
      const unique = uniqueNames()
      const given = names.map((name) => unique(name).toLowerCase())
      expect(new Set(given).size).toBe(given.length)
    }),
  )
})

test.each([
  ['Referral map.pdf', 'Referral_map.pdf'],
  ['Règles d’accueil.docx', 'Regles_d_accueil.docx'],
  ['../../etc/passwd', 'etc_passwd'],
  ['C:\\Windows\\nul.txt', 'C_Windows_nul.txt'],
  ['nul.txt', '_nul.txt'],
  ['ɓɗƙ', 'file'],
])('%s becomes %s', (given, safe) => {
  expect(safeName(given)).toBe(safe)
})

test('the second of a name is counted', () => {
  const unique = uniqueNames()
  expect([unique('plan.pdf'), unique('Plan.pdf'), unique('plan.pdf')]).toEqual([
    'plan.pdf',
    'Plan-2.pdf',
    'plan-3.pdf',
  ])
})
