import { type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { RecoveryCodes } from '#app/components/authenticator.tsx'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { renewRecoveryCodes } from '#app/server/workflows/account.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    return null
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    return { codes: await renewRecoveryCodes(actor) }
  })
}

export const meta = titled('auth.recoveryCodes.title')

export default function RenewRecoveryCodes() {
  const t = useWords()
  const answer = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to="/app/account">{t('shell.account')}</BackLink>
      <PageTitle>{t('auth.recoveryCodes.title')}</PageTitle>
      {answer ? (
        <>
          <RecoveryCodes codes={answer.codes} />
          <ButtonLink to="/app/account">{t('auth.recoveryCodes.done')}</ButtonLink>
        </>
      ) : (
        <form method="post">
          <p>{t('auth.recoveryCodes.renew')}</p>
          <Button>{t('auth.recoveryCodes.button')}</Button>
        </form>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
