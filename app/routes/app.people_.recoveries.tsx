import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Card, Empty } from '#app/components/card.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { HandOver } from '#app/components/hand-over.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { VouchForm } from '#app/forms/recovery.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { recoveriesPage } from '#app/server/queries/people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { vouch, type Vouched } from '#app/server/workflows/recovery.server.ts'

type Answer = { errors?: FieldErrors; vouched?: Pick<Vouched, 'name' | 'handOver'> }

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => recoveriesPage(actor))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    const form = await readForm(request, VouchForm)
    if (!form.ok) return data<Answer>({ errors: { '': { key: 'auth.recoveries.gone' } } }, { status: 422 })

    const result = await vouch(actor, form.value.recoveryId)
    if (!result.ok) return data<Answer>({ errors: { '': result.error } }, { status: 422 })
    return data<Answer>({ vouched: { name: result.name, handOver: result.handOver } })
  })
}

export const meta = titled('auth.recoveries.title')

export default function Recoveries() {
  const t = useWords()
  const { date } = useDates()
  const { recoveries } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const vouched = answer?.vouched
  return (
    <div className="am-measure">
      <ErrorSummary errors={answer?.errors} />
      <PageTitle>{t('auth.recoveries.title')}</PageTitle>
      {vouched?.handOver ? (
        <HandOver name={vouched.name} {...vouched.handOver} until={date(vouched.handOver.until)} />
      ) : (
        vouched && <Notice>{t('auth.recoveries.first', { name: vouched.name })}</Notice>
      )}
      <p>{t('auth.recoveries.how')}</p>
      {recoveries.length === 0 && (
        <Empty title={t('auth.recoveries.none')}>{t('auth.recoveries.noneHint')}</Empty>
      )}
      {recoveries.map(({ id, personName, createdAt, vouched: once, vouchedByMe }) => (
        <Card key={id} title={personName}>
          <p>{t('auth.recoveries.asked', { when: date(createdAt, 'moment') })}</p>
          {once && <p>{t(vouchedByMe ? 'auth.recoveries.byYou' : 'auth.recoveries.byOne')}</p>}
          {!vouchedByMe && (
            <form method="post">
              <input type="hidden" name="recoveryId" value={id} />
              <Button>{t('auth.recoveries.button', { name: personName })}</Button>
            </form>
          )}
        </Card>
      ))}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
