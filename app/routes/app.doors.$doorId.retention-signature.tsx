import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { InAll } from '#app/components/doors/in-each.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { SeenForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorRetentionPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { signRetention } from '#app/server/workflows/doors.server.ts'
import { languageName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await doorRetentionPage(actor, params.doorId!)),
    kept: await keptText(request, actor),
    signer: actor.name,
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    await doorRetentionPage(actor, id)
    const form = await readForm(request.clone(), SeenForm)
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    return keepingTypedAtDoor(form.typed, async () => {
      await signRetention(actor, id, form.value.seenRevision, now())
      return redirect(`/app/doors/${id}/retention`)
    })
  })
}

export const meta = titled('doors.sign.title')

export default function SignRetention() {
  const t = useWords()
  const { date } = useDates()
  const locale = useLocale()
  const { id, name, revision, retention, notYet, signedOn, signedBy, signer, kept } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/doors/${id}/retention`}>{t('doors.retention.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={name}>{t('doors.sign.title')}</PageTitle>
      {retention.length === 0 ? (
        <Empty title={t('doors.retention.none')}>
          <Link className="govuk-link" to={`/app/doors/${id}/retention/new`}>
            {t('doors.retention.add')}
          </Link>
        </Empty>
      ) : (
        <>
          {signedOn && (
            <Notice>{t('doors.retention.signed', { name: signedBy ?? '', on: date(signedOn) })}</Notice>
          )}
          <p className="am-measure">{t('doors.sign.lead')}</p>
          <DataTable
            caption={<span className="govuk-visually-hidden">{t('doors.retention.title')}</span>}
            rows={retention}
            idOf={(line) => String(retention.indexOf(line))}
            columns={[
              { id: 'what', head: t('doors.retention.what'), cell: ({ what }) => <InAll text={what} /> },
              {
                id: 'keep',
                head: t('doors.retention.keepFor'),
                cell: ({ keepFor }) => <InAll text={keepFor} />,
              },
              {
                id: 'why',
                head: t('doors.retention.reason'),
                cell: ({ reason }) => <InAll text={reason} />,
              },
              { id: 'who', head: t('doors.retention.owner'), cell: ({ owner }) => owner },
            ]}
          />
          {notYet.map(({ language, count }) => (
            <p key={language} className="am-measure">
              {t('doors.language.sign', { count, language: languageName(locale, language) })}
            </p>
          ))}
          <form method="post" className="am-measure" noValidate>
            <HiddenRevision revision={seenBefore(kept, revision)} />
            <p>{t('doors.sign.words', { name: signer })}</p>
            <Button>{t('doors.sign.do')}</Button>
          </form>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
