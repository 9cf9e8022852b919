import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { PrinciplesGiven } from '#app/components/together/principles-given.tsx'
import {
  InviteByName,
  InviteColleague,
  InvitedWriters,
  OwnWriters,
} from '#app/components/together/writers.tsx'
import { useWords } from '#app/components/words.tsx'
import { ContributorsForm, newsOf } from '#app/forms/contributors.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { contributorsPage } from '#app/server/queries/contributors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { changeContributors } from '#app/server/workflows/contributors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await contributorsPage(actor, params.assessmentId!)),
    news: newsOf(new URL(request.url).searchParams.get('news')),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await contributorsPage(actor, id)
    const form = await readForm(request, ContributorsForm)
    if (!form.ok) return refused(form)
    const { move } = form.value
    const done = await changeContributors(actor, request, id, form.value, now())
    if (!done.ok) {
      const errors: FieldErrors = { [move === 'colleague' ? 'personId' : 'name']: done.error }
      return data({ errors, typed: form.typed }, { status: 422 })
    }
    // Whoever left sees this plan no more.
    return redirect(done.ended === 'own' ? '/app' : `/app/assessments/${id}/contributors?news=${move}`)
  })
}

export const meta = titled('together.contributors.title')

export default function Contributors() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? page.kept ?? undefined
  const of = (move: string) =>
    typed?.move === move ? { typed, errors: rejected?.errors } : { typed: undefined, errors: undefined }
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && page.kept !== null} />
      {page.news && !rejected && <Notice>{t(page.news)}</Notice>}
      <PageTitle caption={page.title}>{t('together.contributors.title')}</PageTitle>
      <p>{page.over ? t('together.contributors.over') : t('together.contributors.intro')}</p>
      <OwnWriters organisationName={page.organisationName} own={page.own} />
      <InvitedWriters invited={page.invited} mayEnd={page.mayEnd} mayShare={page.mayShare} />
      {page.mayShare && (
        <>
          <InviteColleague
            organisationName={page.organisationName}
            colleagues={page.colleagues}
            {...of('colleague')}
          />
          <InviteByName {...of('name')} />
        </>
      )}
      <PrinciplesGiven
        principles={page.principles}
        writers={page.writers}
        mayShare={page.mayShare}
        {...of('assign')}
      />
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
