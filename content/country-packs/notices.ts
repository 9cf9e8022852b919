import { z } from 'zod'
import { formatDate } from '#content/format.ts'
import { locales, type Locale } from '#content/locale.ts'
import { dateOf } from '#content/working-days.ts'

/** What a clause asks to be told of; the notice says this and no more. */
export const noticeKinds = ['reported', 'investigation-opened', 'upheld'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const safeWays = ['telephone', 'meeting', 'sealed'] as const
export type SafeWay = (typeof safeWays)[number]

/** Not yet told is no answer: the person harmed is told first, or two people decide that it is unsafe. */
export const toldSurvivorFirst = ['yes', 'unsafe'] as const
export type ToldSurvivorFirst = (typeof toldSurvivorFirst)[number]

export interface NoticeTemplate {
  subject: string
  about: string
  kinds: Record<NoticeKind, string>
  noMore: string
  safeWays: Record<SafeWay, string>
  told: Record<ToldSurvivorFirst, string>
  doNot: string
  signed: string
}

export const noticeTemplates: Record<Locale, NoticeTemplate> = {
  en: {
    subject: 'Notice under {clause}',
    about: 'About: {award}',
    kinds: {
      reported: 'Something was reported to us that falls under {clause}. Whether it is so is not decided.',
      'investigation-opened':
        'A formal investigation that falls under {clause} has opened. Nothing is decided.',
      upheld: 'An allegation that falls under {clause} was upheld.',
    },
    noMore:
      'This notice says no more than that, on purpose: a detail in it could lead to a person and put them in danger.',
    safeWays: {
      telephone: 'What you need beyond this follows by telephone, at a number that you gave us before.',
      meeting: 'What you need beyond this follows face to face.',
      sealed: 'What you need beyond this follows under lock, to a named person of yours.',
    },
    told: {
      yes: 'The person harmed was told before this notice went out.',
      unsafe:
        'It was not safe to tell the person harmed before this notice went out. Two people decided so. Do nothing that could reach them.',
    },
    doNot:
      'Do not ask the project, do not write names in an answer, and show this notice only to people who must act on it.',
    signed: '{from}, {role}, {day}',
  },
  fr: {
    subject: 'Avis au titre de {clause}',
    about: 'Objet : {award}',
    kinds: {
      reported:
        'On nous a signalé quelque chose qui relève de {clause}. Il n’est pas encore établi que ce soit vrai.',
      'investigation-opened': 'Une enquête formelle qui relève de {clause} s’est ouverte. Rien n’est décidé.',
      upheld: 'Une accusation qui relève de {clause} a été confirmée.',
    },
    noMore:
      'Cet avis n’en dit pas plus, et c’est voulu : un détail pourrait mener à une personne et la mettre en danger.',
    safeWays: {
      telephone: 'Ce qu’il vous faut de plus suit par téléphone, à un numéro que vous nous avez donné avant.',
      meeting: 'Ce qu’il vous faut de plus suit de vive voix.',
      sealed: 'Ce qu’il vous faut de plus suit sous clé, à une personne désignée chez vous.',
    },
    told: {
      yes: 'La personne atteinte l’a su avant l’envoi de cet avis.',
      unsafe:
        'Il n’était pas sans danger de le dire à la personne atteinte avant l’envoi de cet avis. Deux personnes en ont décidé. Ne faites rien qui puisse remonter jusqu’à elle.',
    },
    doNot:
      'Ne demandez rien au projet, n’écrivez pas de noms dans une réponse, et ne montrez cet avis qu’aux personnes qui doivent agir.',
    signed: '{from}, {role}, le {day}',
  },
}

const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\r\n\0]*$/)

/** All that a notice may be made of. There is no place for a word from a case: another key is refused. */
export const NoticeFacts = z.strictObject({
  locale: z.enum(locales),
  kind: z.enum(noticeKinds),
  clause: line,
  /** The reference of the award as its funder writes it. */
  award: line,
  from: line,
  role: line,
  day: z.iso.date(),
  safeWay: z.enum(safeWays),
  toldSurvivorFirst: z.enum(toldSurvivorFirst),
})
export type NoticeFacts = z.infer<typeof NoticeFacts>

/** Prepared, never sent by itself: a person reads it and sends it. */
export function notice(template: NoticeTemplate, facts: NoticeFacts): { subject: string; body: string } {
  const { locale, kind, safeWay, toldSurvivorFirst: told, day, ...named } = NoticeFacts.parse(facts)
  const values: Record<string, string> = { ...named, day: formatDate(locale, dateOf(day)) }
  const said = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const paragraphs = [
    template.about,
    template.kinds[kind],
    template.noMore,
    template.safeWays[safeWay],
    template.told[told],
    template.doNot,
    template.signed,
  ]
  return { subject: said(template.subject), body: paragraphs.map(said).join('\n\n') }
}
