import { expect, test } from 'vitest'
import { Listen, type SpokenShown } from '#app/components/reporter/listen.tsx'
import type { Locale } from '#content/words.ts'
import { rendered } from '#tests/unit/app/components/rendered.tsx'

const drawn = (spoken: SpokenShown[], locale: Locale = 'en', search = '') =>
  rendered(<Listen slot="safe" />, locale, {
    path: '/r/lake',
    search,
    data: { shell: { exitTo: '', spoken } },
  })

const inLanguage = (language: string, more: Partial<SpokenShown> = {}): SpokenShown => ({
  id: `id-of-${language}`,
  slot: 'safe',
  language,
  size: 122_880,
  checkedOn: null,
  ...more,
})

test('where nothing can be heard there is nothing, not even an empty list', () => {
  expect(drawn([])).toBe('')
  expect(drawn([inLanguage('kri', { slot: 'start' })])).toBe('')
})

test('says the language and the size before anything is loaded, and whether a speaker has checked it', () => {
  const html = drawn([inLanguage('kri'), inLanguage('men', { checkedOn: '2026-01-05' })], 'fr')
  expect(html).toContain('Écouter en <b lang="kri" dir="ltr">krio</b> (120 Ko)')
  expect(html.match(/preload="none"/g)).toHaveLength(2)
  expect(html).toContain('Personne qui parle cette langue ne l’a encore vérifié.')
  expect(html).toContain('vérifié le 5 janvier 2026')
  expect(html).not.toContain('<details')
})

test('more languages than two fold away, and one that is read from the right says so', () => {
  const html = drawn(['kri', 'men', 'ar'].map((tag) => inLanguage(tag)))
  expect(html).toContain('<details')
  expect(html).toContain('<b lang="ar" dir="rtl">Arabic</b>')
})

test('a page that is tried before it is open takes along what marks the try', () => {
  expect(drawn([inLanguage('kri')], 'en', '?t=abc&lang=en')).toContain('src="/r/lake/spoken/id-of-kri?t=abc"')
})
