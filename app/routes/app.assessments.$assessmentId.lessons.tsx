import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary, FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { LessonList } from '#app/components/lessons/lesson-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeInForm } from '#app/forms/lesson.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { planLessonsPage } from '#app/server/queries/lessons.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { takeIntoPlan } from '#app/server/workflows/lessons.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await planLessonsPage(actor, params.assessmentId!)),
    done: new URL(request.url).searchParams.has('taken'),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await planLessonsPage(actor, id)
    const form = await readForm(request, takeInForm)
    if (!form.ok) return data(form, { status: 422 })
    await takeIntoPlan(actor, id, form.value, now())
    return redirect(`/app/assessments/${id}/lessons?taken`)
  })
}

export const meta = titled('lessons.title')

export default function Lessons() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {page.done && !rejected && (
        <Notice>
          <p>{t('lessons.take.done')}</p>
        </Notice>
      )}
      <PageTitle caption={page.title}>{t('lessons.title')}</PageTitle>
      <p className="am-measure">{t('lessons.lead')}</p>
      <p className="am-measure am-quiet">{t('lessons.quarter')}</p>
      {page.lessons.length === 0 && <Empty title={t('lessons.none')}>{t('lessons.none.first')}</Empty>}
      <LessonList
        lessons={page.lessons}
        more={({ id, taken, requirements }) => (
          <>
            {taken.map(({ requirementId, onDay }) => (
              <p key={requirementId}>
                <Link className="govuk-link" to={`/app/assessments/${page.id}/requirements/${requirementId}`}>
                  {t('lessons.takenAt', { requirement: requirementId, date: date(onDay) })}
                </Link>
              </p>
            ))}
            {page.mayTake && requirements.length > 0 && (
              <TakeIn
                lessonId={id}
                requirements={requirements}
                rejected={rejected?.typed['lessonId'] === id ? rejected : null}
              />
            )}
            {page.mayTake && page.audience === 'project' && (
              <p>
                <Link className="govuk-link" to={`/app/assessments/${page.id}/lists/risks/new?lesson=${id}`}>
                  {t('lessons.risk')}
                </Link>
              </p>
            )}
          </>
        )}
      />
      {page.gone.map(({ lessonId, requirementId, onDay }) => (
        <p key={`${lessonId}-${requirementId}`} className="am-quiet">
          {t('lessons.gone', { requirement: requirementId, date: date(onDay) })}
        </p>
      ))}
    </>
  )
}

type TakeInProps = {
  lessonId: string
  requirements: { id: string; question: string }[]
  rejected: { typed: Record<string, string>; errors: FieldErrors } | null
}

/** Where in the plan it went; one such form for each lesson. */
function TakeIn({ lessonId, requirements, rejected }: TakeInProps) {
  const t = useWords()
  const error = rejected?.errors['requirementId']
  const id = error ? fieldId('requirementId') : `where-${lessonId}`
  return (
    <form method="post" noValidate>
      <input type="hidden" name="lessonId" value={lessonId} />
      <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
        <label className="govuk-label govuk-label--s" htmlFor={id}>
          {t('lessons.take.where')}
        </label>
        <FieldError id={`${id}-error`} error={error} />
        <select
          className={`govuk-select${error ? ' govuk-select--error' : ''}`}
          id={id}
          name="requirementId"
          defaultValue={rejected?.typed['requirementId'] ?? ''}
          aria-describedby={error ? `${id}-error` : undefined}
        >
          <option value="">{t('lessons.take.choose')}</option>
          {requirements.map((each) => (
            <option key={each.id} value={each.id}>
              {each.id} {shortened(each.question)}
            </option>
          ))}
        </select>
      </div>
      <Button secondary>{t('lessons.take.do')}</Button>
    </form>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

const longest = 70

/** So that a list of questions still fits on a narrow telephone. */
function shortened(question: string): string {
  return question.length <= longest ? question : `${question.slice(0, longest - 1).trimEnd()}…`
}
