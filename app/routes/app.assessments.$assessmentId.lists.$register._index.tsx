import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { MoneyPanel } from '#app/components/registers/money-panel.tsx'
import { PeoplePanel, ReferralPanel, RiskPanel, SharesPanel } from '#app/components/registers/panels.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { RowsTable } from '#app/components/registers/rows-table.tsx'
import { useWords } from '#app/components/words.tsx'
import { restoreForm } from '#app/forms/register-row.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { knownRegister, registerPage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { now } from '#app/server/clock.server.ts'
import { restoreRow } from '#app/server/workflows/registers.server.ts'
import { wordOf } from '#content/registers/definition.ts'
import { registers } from '#content/registers/registers.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { searchParams } = new URL(request.url)
    const page = Number(searchParams.get('page') ?? 1)
    return {
      ...(await registerPage(
        actor,
        params.assessmentId!,
        params.register!,
        Number.isSafeInteger(page) ? page : 1,
        searchParams.get('removed') ?? '',
      )),
      saved: searchParams.has('saved'),
    }
  })
}

/** Puts a row back that was taken off the list. */
export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId = '', register = '' } = params
    await registerPage(actor, assessmentId, register, 1, '')
    const form = await readForm(request, restoreForm)
    const back = `/app/assessments/${assessmentId}/lists/${register}`
    if (!form.ok) return redirect(back)
    const restored = await restoreRow(
      actor,
      assessmentId,
      knownRegister(form.value.register),
      form.value.row,
      now(),
    )
    return redirect(restored ? `${back}?saved` : back)
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data ? wordOf(registers[args.data.register], 'title') : 'registers.title')

export default function Register() {
  const t = useWords()
  const list = useLoaderData<typeof loader>()
  const { id, title, register, rows, total, pages, mayEdit, today, sites } = list
  const definition = registers[register]
  const here = `/app/assessments/${id}/lists/${register}`
  const add = mayEdit && (
    <ButtonGroup>
      <ButtonLink to={`${here}/new`}>{t(wordOf(definition, 'add'))}</ButtonLink>
    </ButtonGroup>
  )
  return (
    <>
      <BackLink to={`/app/assessments/${id}/lists`}>{t('registers.title')}</BackLink>
      {list.removed && <Removed {...list.removed} />}
      {list.saved && (
        <Notice>
          <p>{t('registers.saved')}</p>
        </Notice>
      )}
      <PageTitle caption={title}>{t(wordOf(definition, 'title'))}</PageTitle>
      <p className="am-measure">{t(wordOf(definition, 'lead'))}</p>
      {!mayEdit && <p className="am-measure am-quiet">{t('registers.readOnly')}</p>}
      {list.referrals && <ReferralPanel {...list.referrals} sites={sites} />}
      {add}
      {list.lessons > 0 && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${id}/lessons`}>
            {t('lessons.link', { count: list.lessons })}
          </Link>
        </p>
      )}
      {total === 0 ? (
        <Empty title={t(wordOf(definition, 'empty'))}>{t(wordOf(definition, 'first'))}</Empty>
      ) : (
        <>
          <RowsTable
            plan={id}
            register={register}
            caption={t('registers.caption', { count: total })}
            rows={rows}
            today={today}
            mayEdit={mayEdit}
            judged={list.risks?.rows}
          />
          {pages > 1 && <Pages here={here} page={list.page} pages={pages} />}
        </>
      )}
      {list.risks && (
        <RiskPanel plan={id} {...list.risks} shown={rows.map(({ position }) => position)} mayEdit={mayEdit} />
      )}
      {register === 'people' && list.people && <PeoplePanel {...list.people} sites={sites} />}
      {register === 'training' && list.people && <SharesPanel shares={list.people.shares} />}
      {list.money && <MoneyPanel plan={id} {...list.money} mayEdit={mayEdit} />}
      {register === 'training' && (
        <section aria-labelledby="sessions">
          <h2 id="sessions" className="govuk-heading-m">
            {t('registers.sessions.title')}
          </h2>
          <p className="am-measure">{t('registers.sessions.lead')}</p>
          {list.sessions.length > 0 && (
            <RowsTable
              plan={id}
              register="sessions"
              caption={t('registers.caption', { count: list.sessions.length })}
              rows={list.sessions}
              today={today}
              mayEdit={mayEdit}
            />
          )}
          {mayEdit && (
            <p>
              <Link className="govuk-link" to={`/app/assessments/${id}/lists/sessions/new`}>
                {t('registers.sessions.add')}
              </Link>
            </p>
          )}
        </section>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function Removed({ register, id }: { register: string; id: string }) {
  const t = useWords()
  return (
    <Notice>
      <form method="post">
        <p>{t('registers.removed')}</p>
        <input type="hidden" name="register" value={register} />
        <input type="hidden" name="row" value={id} />
        <Button secondary>{t('registers.undo')}</Button>
      </form>
    </Notice>
  )
}

function Pages({ here, page, pages }: { here: string; page: number; pages: number }) {
  const t = useWords()
  return (
    <nav className="am-pages" aria-label={t('registers.pages')}>
      {page > 1 && (
        <Link className="govuk-link" to={`${here}?page=${page - 1}`}>
          {t('registers.pages.earlier')}
        </Link>
      )}
      <span>{t('registers.pages.here', { page, pages })}</span>
      {page < pages && (
        <Link className="govuk-link" to={`${here}?page=${page + 1}`}>
          {t('registers.pages.later')}
        </Link>
      )}
    </nav>
  )
}
