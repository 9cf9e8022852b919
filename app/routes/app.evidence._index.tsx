import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { OwnMoves } from '#app/components/evidence/own-moves.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { backPath, ItemMoveForm } from '#app/forms/evidence.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { ownEvidencePage } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { moveEvidence } from '#app/server/workflows/evidence.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await ownEvidencePage(actor)),
    done: new URL(request.url).searchParams.get('done') === 'saved',
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await ownEvidencePage(actor)
    const form = await readForm(request, ItemMoveForm)
    if (!form.ok) return refused(form)
    const { evidenceId, move, seenRevision, backTo } = form.value
    return keepingTyped(form.typed, async () => {
      await moveEvidence(actor, evidenceId, move, seenRevision, now())
      return redirect(backPath(backTo) ?? '/app/evidence?done=saved')
    })
  })
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.own.title')

export default function OwnEvidence() {
  const t = useWords()
  const { bodies, due, done, now } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to="/app">{t('evidence.own.back')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {done && (
        <Notice>
          <p>{t('evidence.done.saved')}</p>
        </Notice>
      )}
      <PageTitle>{t('evidence.own.title')}</PageTitle>
      <p className="am-measure">{t('evidence.own.lead')}</p>
      {due > 0 && (
        <p>
          <b>{t('evidence.own.due', { count: due })}</b>
        </p>
      )}
      {bodies.map(({ id, name, items }) => (
        <section key={id} aria-labelledby={`body-${id}`}>
          <h2 className="govuk-heading-m" id={`body-${id}`}>
            {t('evidence.own.body', { name, count: items.length })}
          </h2>
          {items.length === 0 ? (
            <Empty title={t('evidence.own.empty.title')}>{t('evidence.own.empty.text')}</Empty>
          ) : (
            <ul className="am-evidence">
              {items.map((item) => (
                <EvidenceItem key={item.id} item={item} now={now} to={`/app/evidence/${item.id}`} whole>
                  <p>
                    {t('evidence.own.plans', { count: item.plans })}{' '}
                    {item.inPassport ? t('evidence.passport.in') : t('evidence.passport.out')}
                  </p>
                  <OwnMoves item={item} plans={item.plans} />
                </EvidenceItem>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
