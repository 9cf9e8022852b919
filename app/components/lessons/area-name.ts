import type { LessonArea } from '#app/forms/lesson.form.ts'
import type { Key, Words } from '#content/words.ts'

/** A principle, or a principle and a phase, as one line. */
export function areaName(t: Words, area: LessonArea): string {
  const [principle = '', phase] = area.split('.')
  const name = t(`content.principle.${principle}` as Key)
  return phase ? t('lessons.area', { principle: name, phase: t(`content.phase.${phase}` as Key) }) : name
}
