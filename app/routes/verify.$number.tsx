import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Icon } from '#app/components/icon.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Signatures, StatusAndSubject } from '#app/components/verify/facts.tsx'
import { NumberForm, UploadForm } from '#app/components/verify/forms.tsx'
import { LedgerProof } from '#app/components/verify/ledger-proof.tsx'
import { TooOften } from '#app/components/verify/too-often.tsx'
import { useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { factsByNumber } from '#app/server/queries/verify.server.ts'
import { takeTry } from '#app/server/sign-in/rate-limit.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    if (!takeTry('lookUp', request).allowed)
      return data({ today: now(), facts: null, tooOften: true }, { status: 429 })
    const facts = await factsByNumber(params.number ?? '')
    return data({ today: now(), facts, tooOften: false }, { status: facts ? 200 : 404 })
  })
}

export const meta = titled('verify.title')

/** From a number alone nothing is ever called unchanged: only the file can earn that. */
export default function VerifyNumber() {
  const t = useWords()
  const { today, facts, tooOften } = useLoaderData<typeof loader>()
  const answer = facts ? 'verify.byNumber' : 'verify.byNumber.none'
  if (tooOften)
    return (
      <>
        <h1>{t('verify.title')}</h1>
        <TooOften />
      </>
    )
  return (
    <>
      <div className="res not" role="status">
        <Icon name={facts ? 'file' : 'question'} />
        <div>
          <h1>{t(`${answer}.title`)}</h1>
          <p>{t(`${answer}.text`)}</p>
          {facts && <p>{t('verify.limits')}</p>}
        </div>
      </div>
      <div className="grid">
        <div>
          {facts ? <StatusAndSubject facts={facts} today={today} /> : <NumberForm />}
          {facts?.proof && <LedgerProof proof={facts.proof} number={facts.number} step={facts.step} />}
        </div>
        <div>
          {facts && <Signatures facts={facts} />}
          <UploadForm title={t('verify.title')} />
        </div>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
