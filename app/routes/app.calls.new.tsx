import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Columns, Card } from '#app/components/card.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea, TextField } from '#app/components/field.tsx'
import { FrameworkChoice } from '#app/components/frameworks/framework-choice.tsx'
import { LessonSection } from '#app/components/lessons/lesson-list.tsx'
import { HowMuch } from '#app/components/line/how-much.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { LeastTier } from '#app/components/line/least-tier.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { callForm } from '#app/forms/call.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { newCallPage } from '#app/server/queries/calls.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { draftCall } from '#app/server/workflows/call.server.ts'
import type { Tier } from '#content/vocabulary.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await newCallPage(actor, programmeIn(request))),
    kept: await keptText(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const programmeId = programmeIn(request)
    const { frameworks } = await newCallPage(actor, programmeId)
    const form = await readForm(request, callForm(now().toISOString().slice(0, 10)))
    if (!form.ok) return data(form, { status: 422 })
    const { title, summary, closesOn, leastTier, appealDays } = form.value
    const chosen = frameworks.find(({ value }) => value === (form.value.framework ?? frameworks[0]!.value))
    if (!chosen)
      return refused({ errors: { framework: { key: 'frameworks.error.choice' } }, typed: form.typed })
    const terms = {
      title,
      summary,
      closesOn: new Date(closesOn),
      frameworkId: chosen.id,
      frameworkVersion: chosen.version,
      leastTier: Number(leastTier) as Tier,
      appealDays,
    }
    const draft = () => draftCall(actor, programmeId, terms, now())
    return redirect(`/app/calls/${await onceFor(actor, request, form.typed, draft)}`)
  })
}

export const meta = titled('line.call.new.title')

export default function NewCall() {
  const t = useWords()
  const { programme, framework, frameworks, lessons, kept } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const errors = rejected?.errors
  return (
    <>
      <BackLink to={`/app/programmes/${programme.id}`}>{t('line.back.programme')}</BackLink>
      <Columns
        label={t('line.call.asks.label')}
        side={
          <Card title={t('line.call.asks.title')} quiet>
            <p>
              <b>
                {framework.title}, {framework.versionName}
              </b>
            </p>
            <HowMuch count={framework.requirements} hours={framework.hours} extent={framework.extent} />
            <p className="am-quiet">{framework.follows}</p>
          </Card>
        }
      >
        <ErrorSummary errors={errors} />
        <Kept shown={!rejected && kept !== null} />
        <PageTitle caption={programme.title} question>
          {t('line.call.new.title')}
        </PageTitle>
        <p>{t('line.call.new.lead')}</p>
        <LessonSection lessons={lessons} title={t('lessons.calls')} />
        <form method="post" noValidate>
          <TextField
            name="title"
            label={t('line.field.title')}
            hint={t('line.call.title.hint')}
            value={typed?.title}
            error={errors?.title}
          />
          <TextArea
            name="summary"
            label={t('line.field.summary')}
            hint={t('line.call.summary.hint')}
            rows={8}
            value={typed?.summary}
            error={errors?.summary}
          />
          <DateField name="closesOn" label={t('line.call.closesOn')} typed={typed} error={errors?.closesOn} />
          <FrameworkChoice choices={frameworks} value={typed?.framework} error={errors?.framework} />
          {framework.extent && <LeastTier value={typed?.leastTier} error={errors?.leastTier} />}
          <TextField
            name="appealDays"
            label={t('decision.appealDays.label')}
            hint={t('decision.appealDays.hint')}
            inputMode="numeric"
            width={3}
            value={typed?.appealDays ?? '28'}
            error={errors?.appealDays}
          />
          <Button>{t('line.call.new.save')}</Button>
        </form>
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function programmeIn(request: Request): string {
  return new URL(request.url).searchParams.get('programme') ?? ''
}
