import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { LinkedText } from '#app/components/linked-text.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { mailboxMessage } from '#app/server/queries/mailbox.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { to, subject, text } = await mailboxMessage(actor, params.messageId!)
    return { to, subject, text }
  })
}

export const meta = titled('office.mail.title')

export default function Message() {
  const t = useWords()
  const { to, subject, text } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to="/app/mail">{t('office.mail.back')}</BackLink>
      <PageTitle question caption={t('office.mail.to', { address: to })}>
        {subject}
      </PageTitle>
      <LinkedText text={text} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
