import {
  documentOf,
  facts,
  paragraph,
  room,
  title,
  type Block,
} from '#app/server/exports/docx-parts.server.ts'
import type { SpokenQuestion } from '#app/server/queries/interview.server.ts'
import { wordsFor, type Locale, type Words } from '#content/words.ts'

const large = 30
const linesForAnswer = 4

export interface Paper {
  title: string
  organisation: string
  locale: Locale
  questions: readonly SpokenQuestion[]
}

/** The spoken interview on paper: large numbers, spoken words, room to write. */
export function interviewAsDocx({ title: plan, organisation, locale, questions }: Paper): Promise<Buffer> {
  const t = wordsFor(locale)
  return documentOf({
    locale,
    title: t('interview.paper.title'),
    head: `${t('interview.paper.title')} · ${plan}`,
    foot: t('interview.noDetails'),
    blocks: [
      title(t('interview.paper.title')),
      paragraph(t('interview.paper.for', { title: plan, organisation })),
      paragraph(t('interview.paper.lead')),
      paragraph(t('interview.noDetails'), { bold: true }),
      facts([
        ...heldLines(t).map((label) => ({ label, value: '\n' })),
        { label: t('interview.held.readBack'), value: boxes(t, ['yes', 'no']) },
        { label: t('interview.held.photographed'), value: boxes(t, ['yes', 'no']) },
      ]),
      ...questions.flatMap((question) => asked(question, t)),
      paragraph(''),
      paragraph(t('interview.paper.end')),
    ],
  })
}

export function heldLines(t: Words): string[] {
  return [
    t('interview.held.heldOn'),
    t('interview.held.language'),
    t('interview.held.spoke'),
    t('interview.held.focalPoint'),
    t('interview.held.minutes'),
  ]
}

function asked({ number, spoken, choice }: SpokenQuestion, t: Words): Block[] {
  return [
    paragraph(
      `${number}. ${spoken}`,
      { bold: true, size: large },
      { keepNext: true, spacing: { before: 320 } },
    ),
    ...(choice ? [paragraph(boxes(t, ['yes', 'partly', 'no']), { size: 26 }, { keepNext: true })] : []),
    room(linesForAnswer),
  ]
}

function boxes(t: Words, choices: readonly ('yes' | 'partly' | 'no')[]): string {
  return choices.map((choice) => `☐ ${t(`content.choice.${choice}.short`)}`).join('      ')
}
