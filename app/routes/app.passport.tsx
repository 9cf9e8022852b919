import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PassportAnswers } from '#app/components/passport/answers.tsx'
import { PassportEvidence } from '#app/components/passport/evidence.tsx'
import { PassportGrants, PassportReadings } from '#app/components/passport/grants.tsx'
import { PassportMoved, PassportNews } from '#app/components/passport/news.tsx'
import passportStyles from '#app/components/passport/passport.css?url'
import { useWords } from '#app/components/words.tsx'
import { EndForm, HeldForm, PassportMove } from '#app/forms/passport.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { passportBody, passportPage } from '#app/server/queries/passport.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { confirmAnswers, endPassport, takeOut } from '#app/server/workflows/passport.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const query = new URL(request.url).searchParams
    return { ...(await passportPage(actor, query.get('organisation'))), news: query.get('news') }
  })
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { id } = passportBody(actor, new URL(request.url).searchParams.get('organisation'))
    const back = (news: string) => redirect(`/app/passport?organisation=${id}&news=${news}`)
    const move = await readForm(request.clone(), PassportMove)
    if (!move.ok) return refused(move)
    if (move.value.do === 'end') {
      const form = await readForm(request, EndForm)
      if (!form.ok) return refused(form)
      await endPassport(actor, form.value.grantId, now())
      return back('ended')
    }
    const form = await readForm(request, HeldForm)
    if (!form.ok) return refused(form)
    const { held } = form.value
    const confirming = move.value.do === 'confirm'
    const done = await unlessChanged(() => (confirming ? confirmAnswers : takeOut)(actor, id, held, now()))
    if (!done) return data({ errors: {}, typed: form.typed, moved: true }, { status: 409 })
    return back(confirming ? 'confirmed' : 'takenOut')
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: passportStyles }]

export const meta = titled('passport.title')

export default function Passport() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { organisation, bodies, principles, count, stale, evidence, grants, readings, may, news } = page
  const standing = principles.flatMap(([, lines]) =>
    lines.filter(({ datePassed }) => !datePassed).map(({ token }) => token),
  )
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to="/app">{t('line.back.home')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {rejected && 'moved' in rejected && <PassportMoved />}
      {!rejected && <PassportNews said={news} />}
      <PageTitle caption={organisation.name}>{t('passport.title')}</PageTitle>
      <Bodies bodies={bodies} current={organisation.id} />
      <p className="am-measure">{t('passport.lead')}</p>
      <p className="am-measure">{t('passport.rules')}</p>
      <h2 className="govuk-heading-l">{t('passport.answers.title')}</h2>
      {count === 0 ? (
        <Empty title={t('passport.answers.none.title')}>{t('passport.answers.none.text')}</Empty>
      ) : (
        <>
          <p className="am-measure">
            <b>{t('passport.answers.count', { count, stale })}</b> {t('passport.answers.language')}
          </p>
          <PassportAnswers principles={principles} acts={(line) => may.change && <Acts {...line} />} />
          {may.change && standing.length > 0 && <ConfirmAll held={standing} />}
        </>
      )}
      <h2 className="govuk-heading-l">{t('passport.evidence.title')}</h2>
      <PassportEvidence items={evidence} now={page.now} />
      <p className="am-measure">
        <Link className="govuk-link" to="/app/evidence">
          {t('passport.evidence.how')}
        </Link>
      </p>
      <h2 className="govuk-heading-l">{t('passport.grants.title')}</h2>
      <PassportGrants grants={grants} mayEnd={may.change} />
      <h2 className="govuk-heading-l">{t('passport.readings.title')}</h2>
      <PassportReadings readings={readings} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

/** Whose passport, for somebody who works for several. */
function Bodies({ bodies, current }: { bodies: { id: string; name: string }[]; current: string }) {
  const t = useWords()
  if (bodies.length < 2) return null
  return (
    <nav aria-label={t('passport.bodies')}>
      <ul className="govuk-list">
        {bodies.map(({ id, name }) => (
          <li key={id}>
            <Link
              className="govuk-link"
              to={`/app/passport?organisation=${id}`}
              aria-current={id === current ? 'page' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type ActsProps = { token: string; question: { question: string }; datePassed: boolean }

/** What is promised by a day that has passed cannot still be true: it is answered anew, in a plan. */
function Acts({ token, question, datePassed }: ActsProps) {
  const t = useWords()
  const completed = <span className="govuk-visually-hidden">: {question.question}</span>
  return (
    <form method="post" className="am-pass-acts">
      <input type="hidden" name="held" value={token} />
      {!datePassed && (
        <button className="govuk-button govuk-button--secondary" name="do" value="confirm">
          {t('passport.stillTrue')}
          {completed}
        </button>
      )}
      <button className="am-as-link" name="do" value="takeOut">
        {t('passport.takeOut')}
        {completed}
      </button>
    </form>
  )
}

function ConfirmAll({ held }: { held: string[] }) {
  const t = useWords()
  return (
    <form method="post" className="am-measure">
      {held.map((each) => (
        <input type="hidden" name="held" value={each} key={each} />
      ))}
      <p>{t('passport.stillTrue.allHint')}</p>
      <Button name="do" value="confirm">
        {t('passport.stillTrue.all')}
      </Button>
    </form>
  )
}
