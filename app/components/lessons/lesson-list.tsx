import type { ReactNode } from 'react'
import { areaName } from '#app/components/lessons/area-name.ts'
import { useDates, useWords } from '#app/components/words.tsx'
import type { LessonArea, LessonAudience } from '#app/forms/lesson.form.ts'

export interface LessonToRead {
  id: string
  body: string
  audience: LessonAudience
  area: LessonArea
  words: string
  locale: string
  shownFrom: Date
}

type Props<Each extends LessonToRead> = {
  lessons: readonly Each[]
  /** Where several audiences stand beside one another. */
  forWhom?: boolean
  /** Below the words of one lesson. */
  more?: (lesson: Each) => ReactNode
}

/** What earlier concerns taught, in the words of those who handled them. */
export function LessonList<Each extends LessonToRead>({ lessons, forWhom = false, more }: Props<Each>) {
  const t = useWords()
  const { date } = useDates()
  return (
    <ul className="govuk-list am-measure">
      {lessons.map((lesson) => (
        <li key={lesson.id} className="am-card am-card--quiet">
          <p className="am-pre" dir="auto" lang={lesson.locale}>
            {lesson.words}
          </p>
          <p className="am-quiet">
            {t('lessons.from', { body: lesson.body, date: date(lesson.shownFrom) })}
            {' · '}
            {areaName(t, lesson.area)}
            {forWhom && ` · ${t(`lessons.audience.${lesson.audience}`)}`}
          </p>
          {more?.(lesson)}
        </li>
      ))}
    </ul>
  )
}

type SectionProps = { lessons: readonly LessonToRead[]; title: ReactNode; forWhom?: boolean }

export function LessonSection({ lessons, title, forWhom = false }: SectionProps) {
  const t = useWords()
  if (lessons.length === 0) return null
  return (
    <section aria-labelledby="lessons">
      <h2 className="govuk-heading-m" id="lessons">
        {title}
      </h2>
      <p className="am-measure am-quiet">{t('lessons.lead')}</p>
      <LessonList lessons={lessons} forWhom={forWhom} />
    </section>
  )
}
