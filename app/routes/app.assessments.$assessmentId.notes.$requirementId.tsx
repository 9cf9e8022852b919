import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { NoteForm } from '#app/forms/notes.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { notePage } from '#app/server/queries/notes.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { sayWhatDoesNotFit } from '#app/server/workflows/notes.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await notePage(actor, params.assessmentId!, params.requirementId!)),
    thanked: new URL(request.url).searchParams.has('thanks'),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { id, requirementId } = await notePage(actor, params.assessmentId!, params.requirementId!)
    const form = await readForm(request, NoteForm)
    if (!form.ok) return refused(form)
    const { body } = form.value
    await onceFor(actor, request, form.typed, () => sayWhatDoesNotFit(actor, id, requirementId, body, now()))
    return redirect(`/app/assessments/${id}/notes/${requirementId}?thanks`)
  })
}

export const meta = titled('together.note.title')

export default function WhatDoesNotFit() {
  const t = useWords()
  const { date } = useDates()
  const { id, requirementId, question, earlier, thanked, kept } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const back = `/app/assessments/${id}/requirements/${requirementId}`
  const caption = (
    <>
      {t('together.comments.about', { id: requirementId })}
      <br />
      {question}
    </>
  )
  if (thanked && !rejected)
    return (
      <div className="am-measure">
        <Notice>{t('together.note.thanks')}</Notice>
        <PageTitle caption={caption} question>
          {t('together.note.title')}
        </PageTitle>
        <ButtonLink to={back}>{t('together.note.keep')}</ButtonLink>
      </div>
    )
  return (
    <div className="am-measure">
      <BackLink to={back}>{t('together.note.keep')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={caption} question>
        {t('together.note.title')}
      </PageTitle>
      <p>{t('together.note.how')}</p>
      {earlier.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier" className="govuk-heading-s">
            {t('together.note.earlier')}
          </h2>
          {earlier.map(({ id: noteId, body, at }) => (
            <InsetQuote key={noteId} from={date(at)}>
              <p className="am-pre">{body}</p>
            </InsetQuote>
          ))}
        </section>
      )}
      <form method="post" action={`/app/assessments/${id}/notes/${requirementId}`}>
        <TextArea
          name="body"
          label={t('together.note.body')}
          hint={t('together.note.bodyHint')}
          value={rejected?.typed.body ?? kept?.body}
          error={rejected?.errors.body}
        />
        <ButtonGroup>
          <Button>{t('together.note.do')}</Button>
          <Link className="govuk-link" to={back}>
            {t('together.note.keep')}
          </Link>
        </ButtonGroup>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
