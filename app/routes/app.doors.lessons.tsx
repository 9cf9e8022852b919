import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { LessonList } from '#app/components/lessons/lesson-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { lessonOfBodyForm } from '#app/forms/lesson.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { bodyLessonsPage } from '#app/server/queries/lessons.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { takeBackAsBody } from '#app/server/workflows/lessons.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const news = new URL(request.url).searchParams.get('news')
    return {
      lessons: await bodyLessonsPage(actor, now()),
      news: (['asked', 'gone'] as const).find((each) => each === news) ?? null,
    }
  })
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await bodyLessonsPage(actor, now())
    const form = await readForm(request, lessonOfBodyForm)
    if (!form.ok) return refused(form)
    // Nothing was typed: the page is read again after the proof, and the button pressed there.
    await requireStepUp(actor, new Request(request.url))
    const news = await takeBackAsBody(actor, form.value.lessonId, now())
    return redirect(`/app/doors/lessons?news=${news}`)
  })
}

export const meta = titled('lessons.body.title')

export default function LessonsOfBody() {
  const t = useWords()
  const { date } = useDates()
  const { lessons, news } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to="/app/doors">{t('doors.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      {news && !rejected && (
        <Notice>
          <p>{t(`lessons.body.done.${news}`)}</p>
        </Notice>
      )}
      <PageTitle>{t('lessons.body.title')}</PageTitle>
      <p className="am-measure">{t('lessons.body.lead')}</p>
      <p className="am-measure am-quiet">{t('lessons.body.means')}</p>
      {lessons.length === 0 && <Empty title={t('lessons.none')}>{t('lessons.none.first')}</Empty>}
      <LessonList
        lessons={lessons}
        forWhom
        more={({ id, words, asked }) => (
          <>
            {asked && (
              <p>{t(`lessons.body.asked.${asked.isMine ? 'mine' : 'other'}`, { day: date(asked.on) })}</p>
            )}
            {!asked?.isMine && (
              <form method="post">
                <input type="hidden" name="lessonId" value={id} />
                <Button secondary>
                  {t(asked ? 'lessons.body.agree' : 'lessons.body.ask')}
                  <span className="govuk-visually-hidden"> {words.slice(0, 60)}</span>
                </Button>
              </form>
            )}
          </>
        )}
      />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
