import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Card, Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { ReadNotesForm } from '#app/forms/notes.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { notesPage } from '#app/server/queries/notes.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { markRead } from '#app/server/workflows/notes.server.ts'
import { languageName } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => notesPage(actor))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, ReadNotesForm)
    if (!form.ok) {
      await notesPage(actor)
      return refused(form)
    }
    await markRead(actor, form.value.note)
    return redirect('/app/notes')
  })
}

export const meta = titled('together.notes.title')

type Question = ReturnType<typeof useLoaderData<typeof loader>>['unread'][number]

export default function Notes() {
  const t = useWords()
  const { unread, read } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to="/app">{t('line.back.home')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle>{t('together.notes.title')}</PageTitle>
      <p>{t('together.notes.intro')}</p>
      {unread.length + read.length === 0 && (
        <Empty title={t('together.notes.none.title')}>{t('together.notes.none.text')}</Empty>
      )}
      <Questions id="unread" title={t('together.notes.unread')} questions={unread} />
      <Questions id="read" title={t('together.notes.read')} questions={read} />
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function Questions({ id, title, questions }: { id: string; title: string; questions: Question[] }) {
  if (questions.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="am-group">
        {title}
      </h2>
      {questions.map((question) => (
        <About key={question.asked} {...question} />
      ))}
    </section>
  )
}

function About({ requirementId, framework, question, people, notes, unreadIds }: Question) {
  const t = useWords()
  const { date } = useDates()
  const locale = useLocale()
  return (
    <Card>
      <h3 className="govuk-heading-s">{question ?? t('together.notes.gone')}</h3>
      <p className="am-quiet">
        {t('together.comments.about', { id: requirementId })}. {framework}.{' '}
        {t('together.notes.people', { people })}
      </p>
      {notes.map(({ id, body, language, saidOn }) => (
        <InsetQuote key={id} lang={language} from={`${date(saidOn)}, ${languageName(locale, language)}`}>
          <p className="am-pre">{body}</p>
        </InsetQuote>
      ))}
      {unreadIds.length > 0 && (
        <form method="post">
          {unreadIds.map((id) => (
            <input key={id} type="hidden" name="note" value={id} />
          ))}
          <Button secondary>
            {t('together.notes.mark')}
            <span className="govuk-visually-hidden">
              {' '}
              {t('together.notes.markAbout', { id: requirementId })}
            </span>
          </Button>
        </form>
      )}
    </Card>
  )
}
