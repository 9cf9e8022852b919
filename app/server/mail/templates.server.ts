import type { Mail } from '#app/server/jobs/names.server.ts'
import { isKey, locales, tagOf, wordsFor, type Key, type Locale } from '#content/words.ts'

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

interface Contents {
  link: string
  note?: string | undefined
  /** How many things a digest speaks of. */
  count?: number | undefined
}

/**
 * One sentence and a link: no greeting, no name, no title, nothing of the case, because mail is read on shared
 * computers and by mail servers. Without a known language the mail says it in each.
 */
export function renderMail(mail: Mail, locale: Locale | null, contents: Contents): RenderedMail {
  const spoken = locale ? [locale] : locales
  const parts = spoken.map((language) => ({ language, ...sentences(mail, language, contents) }))
  return {
    subject: parts.map(({ subject }) => subject).join(' / '),
    text: [...parts.map((part) => asText(part, contents)), ...noteAsText(contents)].join('\n\n'),
    html: page(
      spoken[0],
      [...parts.map((part) => asHtml(part, contents)), ...noteAsHtml(contents)].join('\n<hr>\n'),
    ),
  }
}

type Sentences = { language: Locale; subject: string; sentence: string; open: string; footer: string }

function sentences(mail: Mail, locale: Locale, { count = 1 }: Contents): Omit<Sentences, 'language'> {
  const words = wordsFor(locale)
  return {
    subject: words(key(`mail.${mail}.subject`), { count }),
    sentence: words(key(`mail.${mail}.sentence`), { count }),
    open: words(key(`mail.${mail}.link`)),
    footer: words(key('mail.footer')),
  }
}

function key(name: string): Key {
  if (!isKey(name)) throw new Error(`No words for ${name}`)
  return name
}

function asText({ sentence, open, footer }: Sentences, { link }: Contents): string {
  return `${sentence}\n\n${open}\n${link}\n\n${footer}`
}

function noteAsText({ note }: Contents): string[] {
  return note ? [note] : []
}

function asHtml({ language, sentence, open, footer }: Sentences, { link }: Contents): string {
  return [
    `<div lang="${tagOf(language)}">`,
    `<p>${escape(sentence)}</p>`,
    `<p><a href="${escape(link)}">${escape(open)}</a></p>`,
    `<p>${escape(link)}</p>`,
    `<p>${escape(footer)}</p>`,
    '</div>',
  ].join('\n')
}

function noteAsHtml({ note }: Contents): string[] {
  return note ? [`<pre>${escape(note)}</pre>`] : []
}

function page(locale: Locale, body: string): string {
  return `<!doctype html>\n<html lang="${tagOf(locale)}">\n<body style="font-family: sans-serif; font-size: 16px">\n${body}\n</body>\n</html>\n`
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
