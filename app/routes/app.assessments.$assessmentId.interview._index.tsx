import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { BothTexts } from '#app/components/interview/both-texts.tsx'
import { HeldFields } from '#app/components/interview/held-fields.tsx'
import styles from '#app/components/interview/interview.css?url'
import { SpokenQuestion } from '#app/components/interview/spoken-question.tsx'
import { ReadOnlyText } from '#app/components/line/answers/read-only-text.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Saved } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { goneQuestions, heldOf, interviewForm, spokenAnswers, textName } from '#app/forms/interview.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm, type Typed } from '#app/server/http/read-form.server.ts'
import { interviewPage, markOf } from '#app/server/queries/interview.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveInterview, type InterviewSaved } from '#app/server/workflows/interview.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await interviewPage(actor, params.assessmentId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const { questions, why, held: before } = await interviewPage(actor, id)
    const form = await readForm(request, interviewForm(questions))
    if (!form.ok) return data({ ...nothingSaved, errors: form.errors, typed: form.typed }, { status: 422 })

    const { value, typed } = form
    const held = heldOf(value, now().toISOString().slice(0, 10))
    const row = held && 'values' in held ? held : null
    const given = spokenAnswers(value, questions)
    const gone = spokenAnswers(typed, goneQuestions(typed, questions))
      .filter((said) => said.text !== '' && said.seen.mark !== markOf(said))
      .map(({ text }) => text)
    if (why !== null)
      gone.push(...heldWords(value).filter((words) => !heldWords(before?.values).includes(words)))
    const saved = await unlessClosed(() =>
      saveInterview(
        actor,
        id,
        given,
        row && { ...row, id: value.heldId || null, revision: value.heldRevision },
        now(),
      ),
    )
    if (!saved) {
      if (why !== null && gone.length === 0) return redirect(`/app/assessments/${id}/interview`)
      if (why !== null) return data({ ...nothingSaved, gone, typed }, { status: 409 })
      return data({ ...nothingSaved, closed: true, typed }, { status: 409 })
    }
    const errors: FieldErrors = { ...saved.faults, ...(held && 'faults' in held ? held.faults : {}) }
    const meanwhile =
      saved.conflicts.length + saved.closed.length + (saved.heldConflict ? 1 : 0) + gone.length
    if (Object.keys(errors).length + meanwhile === 0) return redirect(`/app/assessments/${id}/interview`)
    const open = [...saved.conflicts.map((each) => each.id), ...saved.closed]
    const refused = { ...saved, gone, closed: saved.closed.length > 0, open, errors, typed }
    return data(refused, { status: meanwhile > 0 ? 409 : 422 })
  })
}

type Refused = Pick<InterviewSaved, 'saved' | 'conflicts' | 'heldConflict'> & {
  errors: FieldErrors
  typed: Typed
  closed: boolean
  /** Answers that hold what was typed, beside those with an error. */
  open: string[] | null
  /** Typed under questions that are not asked aloud any more. */
  gone: string[]
}

const nothingSaved: Refused = {
  saved: 0,
  conflicts: [],
  heldConflict: null,
  errors: {},
  typed: {},
  closed: false,
  open: null,
  gone: [],
}

/** Its stylesheet asks for the letters of the device, so none are fetched ahead. */
export const handle = { deviceLetters: true }

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const meta = titled('interview.title')

export default function Interview() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const refused: Refused | undefined = useActionData<typeof action>()
  const { id, title, why } = page
  return (
    <div className="am-spoken">
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={refused?.errors} />
      <PageTitle>{t('interview.title')}</PageTitle>
      {why ? (
        <Empty title={t(`interview.why.${why}.title`)}>
          {t(`interview.why.${why}`)}{' '}
          <Link className="govuk-link" to={`/app/assessments/${id}`}>
            {t('interview.why.back')}
          </Link>
        </Empty>
      ) : (
        <Form {...page} refused={refused} />
      )}
      {refused && refused.gone.length > 0 && (
        <ReadOnlyText
          id="typed"
          label={t('answers.gone.typed')}
          hint={t('answers.gone.typed.hint')}
          text={refused.gone.join('\n\n')}
        />
      )}
    </div>
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

function Form({ refused, kept, ...page }: Page & { refused: Refused | undefined }) {
  const t = useWords()
  const { id, locale, questions, held, mayEnter } = page
  const errors = refused?.errors ?? {}
  const typed = refused?.typed ?? kept
  const heldTyped = heldNames.some((name) => name in errors) || refused?.heldConflict || !refused
  return (
    <>
      <p className="am-measure">{t('interview.lead', { count: questions.length })}</p>
      <p className="am-measure">
        <b>{t('interview.noDetails')}</b>
      </p>
      <p>
        <Link className="govuk-link" to={`/app/assessments/${id}/interview/paper`}>
          {t('interview.paper.link')}
        </Link>
      </p>
      <Kept shown={!refused && kept !== null} />
      {refused && <Partly {...refused} questions={questions} />}
      <form method="post" noValidate>
        {mayEnter && (
          <>
            {refused?.heldConflict && (
              <BothTexts
                id="held"
                by={refused.heldConflict.by}
                theirs={<HeldWords values={refused.heldConflict.theirs} />}
                yours={<HeldWords values={refused.typed} />}
              />
            )}
            <HeldFields
              held={held}
              typed={heldTyped ? (typed ?? null) : null}
              errors={errors}
              year={page.now.getUTCFullYear()}
              revision={
                heldTyped && typed?.heldRevision && !refused?.heldConflict
                  ? Number(typed.heldRevision)
                  : (held?.revision ?? 0)
              }
            />
          </>
        )}
        <h2 className="govuk-heading-m">{t('interview.questions')}</h2>
        {questions.map((question) => (
          <SpokenQuestion
            key={question.id}
            question={question}
            lang={locale}
            errors={errors}
            typed={isOpen(question.id, refused) || (!refused && kept) ? (typed ?? null) : null}
            conflict={refused?.conflicts.find((each) => each.id === question.id) ?? null}
          />
        ))}
        {mayEnter && (
          <ButtonGroup>
            <Button>{t('interview.save')}</Button>
            <SavedLine {...page} />
          </ButtonGroup>
        )}
      </form>
      {page.beside.length > 0 && (
        <section aria-labelledby="beside">
          <h2 id="beside" className="govuk-heading-m">
            {t('interview.beside.title')}
          </h2>
          <p className="am-measure">{t('interview.beside')}</p>
          <ul className="govuk-list govuk-list--bullet">
            {page.beside.map((asked) => (
              <li key={asked.id}>
                <Link className="govuk-link" to={`/app/assessments/${id}/requirements/${asked.id}`}>
                  {asked.question}
                </Link>{' '}
                {(asked.answered || asked.needed) && (
                  <span className="am-quiet">
                    ({t(asked.answered ? 'interview.beside.answered' : 'interview.beside.needed')})
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const heldNames = ['heldOn', 'language', 'spoke', 'focalPoint', 'minutes', 'readBack', 'photographed']

/** What was typed stays where it was not saved; everything else shows what is saved now. */
function isOpen(id: string, refused: Refused | undefined): boolean {
  if (!refused) return false
  return refused.open === null || refused.open.includes(id) || textName(id) in refused.errors
}

function Partly({ saved, conflicts, closed, questions }: Refused & Pick<Page, 'questions'>) {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="partly" tabIndex={-1} autoFocus={conflicts.length > 0}>
      <h2 id="partly" className="govuk-heading-m">
        {t('interview.partly.title', { count: saved })}
      </h2>
      {conflicts.length > 0 && <p>{t('interview.partly.conflicts', { count: conflicts.length })}</p>}
      {conflicts.length > 0 && (
        <ul className="govuk-list">
          {questions
            .filter((question) => conflicts.some(({ id }) => id === question.id))
            .map(({ id, number }) => (
              <li key={id}>
                <a className="govuk-link" href={`#q${number}`}>
                  {t('interview.partly.question', { number })}
                </a>
              </li>
            ))}
        </ul>
      )}
      {closed && <p>{t('interview.partly.closed')}</p>}
      <p>{t('interview.partly.kept')}</p>
    </section>
  )
}

function heldWords(values: Record<string, string | number> | undefined): string[] {
  return heldNames
    .slice(0, 5)
    .map((name) => String(values?.[name] ?? '').trim())
    .filter((words) => words !== '')
}

function HeldWords({ values }: { values: Record<string, string | number> }) {
  const shown = heldNames.filter((name) => name !== 'heldOn').map((name) => values[name])
  const day = values.heldOn ?? [values['heldOn.day'], values['heldOn.month'], values['heldOn.year']].join(' ')
  return <>{[day, ...shown].filter((each) => each !== undefined && each !== '').join(' · ')}</>
}

function SavedLine({ saved, now: moment }: Pick<Page, 'saved' | 'now'>) {
  const t = useWords()
  const { date } = useDates()
  if (!saved) return null
  const today = saved.at.toISOString().slice(0, 10) === moment.toISOString().slice(0, 10)
  return (
    <Saved>
      {t('interview.savedAt', { moment: date(saved.at, today ? 'time' : 'moment'), name: saved.by })}
    </Saved>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
