import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { EndWitnessForm, WitnessForm } from '#app/forms/witness.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { witnessesPage } from '#app/server/queries/witnesses.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'
import { addWitness, endWitness, refuseUnlessAllowed } from '#app/server/workflows/witnesses.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await witnessesPage(actor)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    refuseUnlessAllowed(actor)
    const ending = await readForm(request.clone(), EndWitnessForm)
    if (ending.ok) {
      await endWitness(actor, ending.value.end, now())
      return redirect('/app/witnesses')
    }
    const form = await readForm(request, WitnessForm)
    if (!form.ok) return refused(form)
    await addWitness(actor, form.value, now())
    return redirect('/app/witnesses')
  })
}

export const meta = titled('office.witnesses.title')

export default function Witnesses() {
  const t = useWords()
  const { date, number } = useDates()
  const { witnesses, may, held } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? held ?? undefined
  return (
    <>
      <BackLink to="/app/log">{t('office.log.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} />
      <PageTitle>{t('office.witnesses.title')}</PageTitle>
      <p className="am-measure">{t('office.witnesses.lead')}</p>
      {witnesses.length === 0 ? (
        <Empty title={t('office.witnesses.none')}>{t('office.witnesses.noneHint')}</Empty>
      ) : (
        <DataTable
          caption={<span className="govuk-visually-hidden">{t('office.witnesses.title')}</span>}
          rows={witnesses}
          idOf={({ id }) => id}
          columns={[
            { id: 'name', head: t('office.witnesses.name'), cell: ({ name }) => name },
            { id: 'email', head: t('office.witnesses.email'), cell: ({ email }) => email },
            {
              id: 'since',
              head: t('office.witnesses.since'),
              cell: ({ createdAt, endedAt }) =>
                endedAt ? t('office.witnesses.ended', { date: date(endedAt) }) : date(createdAt),
            },
            {
              id: 'sent',
              head: t('ledger.sent.head'),
              cell: ({ sentSize, sentAt }) =>
                sentSize === null || sentAt === null
                  ? t('ledger.sent.never')
                  : t('ledger.sent.what', { size: number(sentSize), date: date(sentAt) }),
            },
            {
              id: 'end',
              head: t('office.witnesses.end'),
              cell: ({ id, name, endedAt }) =>
                may.change && !endedAt ? (
                  <form method="post">
                    <input type="hidden" name="end" value={id} />
                    <Button secondary>
                      {t('office.witnesses.end')}
                      <span className="govuk-visually-hidden"> {name}</span>
                    </Button>
                  </form>
                ) : null,
            },
          ]}
        />
      )}
      {may.change && (
        <form method="post" className="am-measure" noValidate>
          <h2 className="govuk-heading-m">{t('office.witnesses.add')}</h2>
          <TextField
            name="name"
            label={t('office.witnesses.name')}
            value={typed?.name}
            error={problem?.errors.name}
          />
          <TextField
            name="email"
            type="email"
            label={t('office.witnesses.email')}
            hint={t('office.witnesses.emailHint')}
            value={typed?.email}
            error={problem?.errors.email}
          />
          <Button>{t('office.witnesses.add')}</Button>
        </form>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
