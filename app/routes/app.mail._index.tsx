import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Empty } from '#app/components/card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { mailboxPage } from '#app/server/queries/mailbox.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const messages = await mailboxPage(actor)
    return messages.map(({ id, to, subject, date }) => ({ id, to, subject, date }))
  })
}

export const meta = titled('office.mail.title')

export default function Mailbox() {
  const t = useWords()
  const { date } = useDates()
  const messages = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('office.mail.title')}</PageTitle>
      <p className="am-measure">{t('office.mail.lead')}</p>
      {messages.length === 0 ? (
        <Empty title={t('office.mail.none')}>{t('office.mail.noneHint')}</Empty>
      ) : (
        <ul className="govuk-task-list">
          {messages.map((message) => (
            <li key={message.id} className="govuk-task-list__item govuk-task-list__item--with-link">
              <div className="govuk-task-list__name-and-hint">
                <Link className="govuk-link govuk-task-list__link" to={`/app/mail/${message.id}`}>
                  {message.subject}
                </Link>
                <div className="govuk-task-list__hint">{t('office.mail.to', { address: message.to })}</div>
              </div>
              <div className="govuk-task-list__status">{message.date && date(message.date, 'moment')}</div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
