import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { PartTemplates } from '#app/components/cases/part-templates.tsx'
import { SealedForm, SealedWords } from '#app/components/cases/sealed.tsx'
import { EnvelopeForm, KeepingDone, Proposed, reasonSeal } from '#app/components/cases/two-people.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeIdentityForm } from '#app/server/http/two-people-forms.server.ts'
import { identityPage } from '#app/server/queries/two-people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    const page = await identityPage(actor, params.concernId!)
    if (page.proposal && !page.proposal.isMine && (page.isCustodian || page.byTwo))
      await requireStepUp(actor, request)
    return { ...page, done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeIdentityForm(actor, params.concernId!, request))
}

export const meta = titled('keeping.identity.title')

export default function Identity() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { id, reference, script, fileKeyId, holds, isCustodian, custodians, threads, proposal, byTwo, done } =
    page
  const role = t('keeping.identity.role')
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && <KeepingDone done={done} />}
      <PageTitle question>{t('keeping.identity.title')}</PageTitle>
      <p className="am-measure">{t('keeping.identity.lead')}</p>
      <p>{t('keeping.identity.custodians', { count: custodians })}</p>
      {custodians === 0 && <p className="am-measure">{t('keeping.identity.byTwo')}</p>}
      {holds && <p>{t('keeping.identity.holds')}</p>}
      <PartTemplates concernId={id} />
      <UnlockBox />
      {proposal && (
        <Proposed proposal={proposal} fileKeyId={fileKeyId} title={t('keeping.identity.asked')}>
          {!proposal.isMine && isCustodian && proposal.wish && (
            <>
              {threads.map(({ id: threadId, number, keyId }) => (
                <EnvelopeForm
                  key={threadId}
                  doing="agree"
                  proposalId={proposal.id}
                  wish={proposal.wish!}
                  button={t('keeping.identity.agreeTelling', { number })}
                >
                  <input type="hidden" name="telling" value="told" />
                  <input type="hidden" name="keyId" value={keyId} />
                  <input type="hidden" name="sealed" defaultValue="" />
                  <ScriptData
                    of="seal"
                    value={{
                      recipientKeyId: keyId,
                      threadId,
                      sign: true,
                      part: { kind: 'message', from: 'handler', fileIds: [], role },
                    }}
                  />
                  <SealedWords
                    id={`tell-${threadId}`}
                    field="words"
                    label={t('keeping.identity.tell', { number })}
                    hint={t('keeping.identity.tellHint')}
                  />
                </EnvelopeForm>
              ))}
              <EnvelopeForm
                doing="agree"
                proposalId={proposal.id}
                wish={proposal.wish}
                button={t('keeping.identity.agreeUnsafe')}
              >
                <input type="hidden" name="telling" value="unsafe" />
                <input type="hidden" name="keyId" value={fileKeyId} />
                <input type="hidden" name="sealed" defaultValue="" />
                <ScriptData
                  of="seal"
                  value={{ recipientKeyId: fileKeyId, ...reasonSeal(t('keeping.identity.unsafe')) }}
                />
                <SealedWords id="unsafe" field="words" label={t('keeping.identity.unsafe')} />
              </EnvelopeForm>
            </>
          )}
          {proposal && byTwo && (
            <ByTwo
              proposalId={proposal.id}
              isSecond={byTwo.isSecond}
              threads={threads}
              fileKeyId={fileKeyId}
            />
          )}
        </Proposed>
      )}
      {!proposal && !holds && !page.mayAsk && <p className="am-measure">{t('keeping.identity.cannotAsk')}</p>}
      {!proposal && !holds && page.mayAsk && (
        <SealedForm
          doing="ask"
          keyId={fileKeyId}
          seal={reasonSeal(t('keeping.identity.reason'))}
          button={t(custodians === 0 ? 'keeping.identity.askTwo' : 'keeping.identity.ask')}
        >
          <SealedWords
            id="identity-why"
            field="words"
            label={t('keeping.identity.why')}
            hint={t('keeping.identity.whyHint')}
          />
        </SealedForm>
      )}
    </>
  )
}

type ByTwoProps = {
  proposalId: string
  isSecond: boolean
  threads: { id: string; number: number; keyId: string }[]
  fileKeyId: string
}

/** A case without a custodian: the first of two says why, the second tells the person or why that is not safe. */
function ByTwo({ proposalId, isSecond, threads, fileKeyId }: ByTwoProps) {
  const t = useWords()
  const proposed = <input type="hidden" name="proposalId" value={proposalId} />
  if (!isSecond)
    return (
      <SealedForm
        doing="agreeTwo"
        keyId={fileKeyId}
        seal={reasonSeal(t('keeping.identity.agreeWhy'))}
        button={t('keeping.identity.agreeFirst')}
      >
        {proposed}
        <SealedWords id="agree-why" field="words" label={t('keeping.identity.agreeWhy')} />
      </SealedForm>
    )
  const part = { kind: 'message', from: 'handler', fileIds: [], role: t('keeping.identity.roleTwo') }
  return (
    <>
      <p>{t('keeping.identity.oneAgreed')}</p>
      {threads.map(({ id, number, keyId }) => (
        <SealedForm
          key={id}
          doing="agreeTwo"
          keyId={keyId}
          seal={{ threadId: id, sign: true, part }}
          button={t('keeping.identity.agreeTelling', { number })}
        >
          {proposed}
          <input type="hidden" name="telling" value="told" />
          <SealedWords
            id={`tell-${id}`}
            field="words"
            label={t('keeping.identity.tell', { number })}
            hint={t('keeping.identity.tellHint')}
          />
        </SealedForm>
      ))}
      <SealedForm
        doing="agreeTwo"
        keyId={fileKeyId}
        seal={reasonSeal(t('keeping.identity.unsafe'))}
        button={t('keeping.identity.agreeUnsafe')}
      >
        {proposed}
        <input type="hidden" name="telling" value="unsafe" />
        <SealedWords id="unsafe" field="words" label={t('keeping.identity.unsafe')} />
      </SealedForm>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
