import { areaName } from '#app/components/lessons/area-name.ts'
import { useWords } from '#app/components/words.tsx'
import { lessonAreas, lessonAudiences } from '#app/forms/lesson.form.ts'

/** How a lesson that is still sealed reads once the key is open. */
export function LessonTemplate() {
  const t = useWords()
  return (
    <template data-kind="step" data-step="lesson.offer">
      <p>
        <b>{t('lessons.case.one')}</b>{' '}
        <span data-if-signed="" hidden className="am-quiet">
          {t('cases.signed.by')} <span data-slot="signerRole" />
        </span>
        <strong data-if-unsigned="" hidden>
          {t('cases.signed.not')}
        </strong>
      </p>
      <p className="am-pre" dir="auto" data-slot="fields.words" />
      <p>
        {t('lessons.case.about')}{' '}
        <span data-value="fields.area">
          {lessonAreas.map((area) => (
            <span key={area} data-is={area} hidden>
              {areaName(t, area)}
            </span>
          ))}
        </span>
      </p>
      <p data-value="fields.audience">
        {lessonAudiences.map((audience) => (
          <strong key={audience} data-is={audience} hidden>
            {t(`lessons.readBy.${audience}`)}
          </strong>
        ))}
      </p>
    </template>
  )
}
