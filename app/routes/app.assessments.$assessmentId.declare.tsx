import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Why } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { DeclareForm } from '#app/forms/declare.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { declarePage } from '#app/server/queries/declare.server.ts'
import { nextPath } from '#app/server/sign-in/next-path.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { declareConflict, declareNoConflict } from '#app/server/workflows/review.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => declarePage(actor, params.assessmentId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      const { then } = await declarePage(actor, id)
      const form = await readForm(request, DeclareForm)
      if (!form.ok) return refused(form)
      if (form.value.conflict === 'conflict') {
        await declareConflict(actor, id, form.value.reason, now())
        return redirect('/app/reviews/stepped-back')
      }
      await declareNoConflict(actor, id, now())
      return redirect(onward(request, id) ?? `/app/assessments/${id}/${then}`)
    })
  })
}

/** Back to the page of this plan that asked, with what was typed there. */
function onward(request: Request, id: string): string | null {
  const next = nextPath(new URL(request.url).searchParams.get('next'))
  const plan = `/app/assessments/${id}`
  const ours = next === plan || (next.startsWith(`${plan}/`) && !next.startsWith(`${plan}/declare`))
  return ours ? next : null
}

export const meta = titled('review.declare.title')

export default function Declare() {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const { organisations, call, writers, saidNoneAt } = page
  return (
    <div className="am-measure">
      <BackLink to="/app">{t('shell.problem.home')}</BackLink>
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={page.title}>{t('review.declare.title')}</PageTitle>
      <p>{t('review.declare.lead')}</p>
      <Facts
        rows={[
          { label: t('review.declare.organisations'), value: organisations.join(', ') },
          { label: t('review.declare.country'), value: countryName(locale, page.country) },
          ...(call ? [{ label: t('review.declare.call'), value: `${call.title}, ${call.by}` }] : []),
          { label: t('review.declare.writers'), value: writers.join(', ') },
        ]}
      />
      <Why title={t('review.declare.what')}>{t('review.declare.what.more')}</Why>
      {saidNoneAt && <p>{t('review.declare.said', { date: date(saidNoneAt) })}</p>}
      <form method="post" noValidate>
        <Radios
          name="conflict"
          legend={t('review.declare.question')}
          size="m"
          value={problem?.typed.conflict}
          error={problem?.errors.conflict}
          choices={[
            { value: 'none', label: t('review.declare.none') },
            {
              value: 'conflict',
              label: t('review.declare.conflict'),
              hint: t('review.declare.conflict.hint'),
              conditional: (
                <TextArea
                  name="reason"
                  label={t('review.declare.reason')}
                  hint={t('review.declare.reason.hint')}
                  rows={3}
                  value={problem?.typed.reason}
                  error={problem?.errors.reason}
                />
              ),
            },
          ]}
        />
        <ButtonGroup>
          <Button>{t('content.do.saveAndContinue')}</Button>
        </ButtonGroup>
      </form>
    </div>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
