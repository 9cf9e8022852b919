import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { Authorities } from '#app/components/keys/authorities.tsx'
import { RootKey } from '#app/components/keys/root-key.tsx'
import { Rotate } from '#app/components/keys/rotate.tsx'
import { Notice } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { RootKeyDoneForm, RotateForm } from '#app/forms/keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { keysPage } from '#app/server/queries/keys.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { finishRootKey, refuseUnlessKeeper, rotateKeys } from '#app/server/workflows/keys.server.ts'

const here = '/app/signing-keys'
const problemField = { passwordOfKey: 'passwordOfKey', anotherRoot: 'lockedKeyPassword' } as const

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await keysPage(actor, now())),
    rotated: new URL(request.url).searchParams.get('rotated') === 'yes',
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await refuseUnlessKeeper(actor)
    const finishing = await readForm(request.clone(), RootKeyDoneForm)
    if (finishing.ok) {
      await requireStepUp(actor, request, here)
      await finishRootKey(actor, finishing.value.done, now())
      return redirect(here)
    }
    const form = await readForm(request.clone(), RotateForm)
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request, here)
    const { lockedKeyPassword: lockedKey, passwordOfKey: password, withdraw } = form.value
    return keepingTyped(form.typed, async () => {
      const rotation = { lockedKey, password, withdraw: withdraw.includes('yes') }
      const problem = await rotateKeys(actor, rotation, now())
      if (!problem) return redirect(`${here}?rotated=yes`)
      const errors = { [problemField[problem]]: { key: `keys.error.${problem}` as const } }
      return refused({ errors, typed: form.typed })
    })
  })
}

export const meta = titled('keys.title')

export default function SigningKeys() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const { root, timeStamps, may } = page
  return (
    <>
      <BackLink to="/app/log">{t('office.log.title')}</BackLink>
      {page.rotated && !problem && <Notice>{t('keys.rotated')}</Notice>}
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle>{t('keys.title')}</PageTitle>
      <p className="am-measure">{t('keys.lead')}</p>
      <h2 className="govuk-heading-m">{t('keys.root.title')}</h2>
      <p className="am-measure">{t('keys.root.lead')}</p>
      <SummaryList
        rows={[
          { label: t('keys.root.name'), value: root.name },
          { label: t('keys.fingerprint'), value: <code className="am-hash">{root.fingerprint}</code> },
          { label: t('keys.validUntil'), value: date(root.validTo) },
          {
            label: t('keys.root.file'),
            value: (
              <a className="govuk-link" href="/root.pem">
                {t('keys.root.download')}
              </a>
            ),
          },
          {
            label: t('keys.lists'),
            value: (
              <>
                <a className="govuk-link" href="/crl.pem">
                  {t('keys.lists.download')}
                </a>
                {page.rootListNumber !== null && (
                  <> {t('keys.lists.root', { number: page.rootListNumber })}</>
                )}
              </>
            ),
          },
          {
            label: t('keys.stamps'),
            value: timeStamps
              ? t(timeStamps.pinned > 0 ? 'keys.stamps.pinned' : 'keys.stamps.open', {
                  hosts: timeStamps.hosts.join(', '),
                })
              : t('keys.stamps.none'),
          },
        ]}
      />
      <Authorities current={page.current} former={page.former} />
      <RootKey rootKey={page.rootKey} password={page.password} mayKeep={may.keep} />
      {may.keep ? (
        <Rotate
          rootKeyIsHere={page.rootKey.state === 'offered' || page.rootKey.state === 'downloaded'}
          errors={problem?.errors}
          typed={problem?.typed}
        />
      ) : (
        <p className="am-quiet am-measure">{t('keys.keeper')}</p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
