import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PassportMoved, PassportNews } from '#app/components/passport/news.tsx'
import passportStyles from '#app/components/passport/passport.css?url'
import { KeepInPassport, OpenPassport, UsePassport } from '#app/components/passport/plan.tsx'
import { useWords } from '#app/components/words.tsx'
import { EndForm, KeepForm, openForm, PlanPassportMove, UseForm } from '#app/forms/passport.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { planPassportPage } from '#app/server/queries/passport.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import {
  endPassport,
  keepInPassport,
  openPassport,
  takeFromPassport,
} from '#app/server/workflows/passport.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await planPassportPage(actor, params.assessmentId!)),
    news: new URL(request.url).searchParams.get('news'),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await planPassportPage(actor, id)
    const move = await readForm(request.clone(), PlanPassportMove)
    if (!move.ok) return refused(move)
    const step = await steps[move.value.do](actor, id, request)
    if (!step.ok) return refused(step)
    if (!(await unlessChanged(step.run)))
      return data({ errors: {}, typed: step.typed, moved: true }, { status: 409 })
    return redirect(`/app/assessments/${id}/passport?news=${step.news}`)
  })
}

const steps = {
  async use(actor: Actor, id: string, request: Request) {
    const form = await readForm(request, UseForm)
    if (!form.ok) return form
    return { ...form, news: 'used', run: () => takeFromPassport(actor, id, form.value.use, now()) }
  },
  async keep(actor: Actor, id: string, request: Request) {
    const form = await readForm(request, KeepForm)
    if (!form.ok) return form
    return { ...form, news: 'kept', run: () => keepInPassport(actor, id, form.value.keep, now()) }
  },
  async open(actor: Actor, id: string, request: Request) {
    const form = await readForm(request, openForm(now().toISOString().slice(0, 10)))
    if (!form.ok) return form
    const untilOn = new Date(form.value.untilOn)
    return { ...form, news: 'opened', run: () => openPassport(actor, id, untilOn, now()) }
  },
  async end(actor: Actor, _id: string, request: Request) {
    const form = await readForm(request, EndForm)
    if (!form.ok) return form
    return { ...form, news: 'ended', run: () => endPassport(actor, form.value.grantId, now()) }
  },
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: passportStyles }]

export const meta = titled('passport.plan.title')

export default function PlanPassport() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { id, title, organisation, asked, held, kept, news } = page
  const rejected = useActionData<typeof action>()
  const form = { typed: rejected?.typed ?? kept ?? undefined, errors: rejected?.errors }
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {rejected && 'moved' in rejected && <PassportMoved />}
      {!rejected && <PassportNews said={news} />}
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={title}>{t('passport.plan.title')}</PageTitle>
      <p className="am-measure">
        {asked === 0
          ? t('passport.plan.nothing')
          : t('passport.plan.counts', { asked, held, organisation: organisation.name })}{' '}
        <Link className="govuk-link" to={`/app/passport?organisation=${organisation.id}`}>
          {t('passport.plan.all')}
        </Link>
      </p>
      {asked > 0 && page.may.use && <UsePassport {...page} {...form} />}
      {asked > 0 && page.may.change && <KeepInPassport {...page} {...form} />}
      {page.grant && page.may.change && <OpenPassport {...page} {...form} grant={page.grant} />}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
