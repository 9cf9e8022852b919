import { Button } from '#app/components/button.tsx'
import { LessonList, type LessonToRead } from '#app/components/lessons/lesson-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = {
  plan: string
  requirementId: string
  lessons: readonly (LessonToRead & { takenOn: Date | null })[]
  mayTake: boolean
}

/** Beside one requirement: what earlier concerns taught about it, and whether this plan took it in. */
export function LessonsHere({ plan, requirementId, lessons, mayTake }: Props) {
  const t = useWords()
  const { date } = useDates()
  return (
    <section aria-labelledby="lessons">
      <h2 className="govuk-heading-m" id="lessons">
        {t('lessons.title')}
      </h2>
      <LessonList
        lessons={lessons}
        more={({ id, takenOn }) =>
          takenOn ? (
            <p>
              <b>{t('lessons.takenHere', { date: date(takenOn) })}</b>
            </p>
          ) : (
            mayTake && (
              <form method="post" action={`/app/assessments/${plan}/lessons`}>
                <input type="hidden" name="lessonId" value={id} />
                <input type="hidden" name="requirementId" value={requirementId} />
                <Button secondary>{t('lessons.take.here')}</Button>
              </form>
            )
          )
        }
      />
    </section>
  )
}
