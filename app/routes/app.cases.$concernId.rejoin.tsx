import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { CategoryWords, SeverityWords } from '#app/components/cases/label-words.tsx'
import { PartTemplates } from '#app/components/cases/part-templates.tsx'
import { SealedForm, SealedWords } from '#app/components/cases/sealed.tsx'
import {
  EnvelopeForm,
  KeepingDone,
  PlainChoice,
  Proposed,
  reasonSeal,
} from '#app/components/cases/two-people.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeRejoinForm } from '#app/server/http/two-people-forms.server.ts'
import { rejoinPage } from '#app/server/queries/two-people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    const page = await rejoinPage(actor, params.concernId!)
    if (page.proposal && !page.proposal.isMine) await requireStepUp(actor, request)
    return { ...page, done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeRejoinForm(actor, params.concernId!, request))
}

export const meta = titled('rejoin.title')

export default function Rejoin() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { id, reference, script, fileKeyId, offered, proposal, waitsForOthers, hasThread, done } = page
  const mayPropose = !proposal && !waitsForOthers && hasThread
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && <KeepingDone done={done} />}
      <PageTitle question>{t('rejoin.title')}</PageTitle>
      <p className="am-measure">{t('rejoin.lead')}</p>
      <p className="am-measure">{t('rejoin.apart')}</p>
      <PartTemplates concernId={id} />
      <UnlockBox />
      {waitsForOthers && <p>{t('rejoin.waitsForOthers')}</p>}
      {proposal && (
        <Proposed
          proposal={proposal}
          fileKeyId={fileKeyId}
          title={t('rejoin.proposal', { reference: proposal.older })}
        >
          <p>{t('rejoin.thread', { number: proposal.number })}</p>
          <p>{t(proposal.endOld ? 'rejoin.oldEnds' : 'rejoin.oldStays')}</p>
          {!proposal.isMine && (
            <EnvelopeForm
              doing="confirm"
              proposalId={proposal.id}
              wish={proposal.wish}
              button={t('rejoin.confirm')}
            />
          )}
        </Proposed>
      )}
      {mayPropose && offered.length === 0 && <p>{t('rejoin.none')}</p>}
      {mayPropose && offered.length > 0 && (
        <SealedForm
          doing="propose"
          keyId={fileKeyId}
          seal={reasonSeal(t('rejoin.reason'))}
          button={t('rejoin.propose')}
        >
          <div className="govuk-form-group">
            <fieldset className="govuk-fieldset">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
                {t('rejoin.which')}
              </legend>
              <div className="govuk-radios">
                {offered.flatMap((older) =>
                  older.threads.map((thread) => (
                    <div className="govuk-radios__item" key={thread.id}>
                      <input
                        className="govuk-radios__input"
                        id={thread.id}
                        name="older"
                        type="radio"
                        value={`${older.id}~${thread.id}`}
                        required
                      />
                      <label className="govuk-label govuk-radios__label" htmlFor={thread.id}>
                        {t('rejoin.one', {
                          reference: older.reference,
                          date: date(older.arrivedOn),
                          number: thread.number,
                        })}{' '}
                        {older.label && (
                          <span data-label={older.label.sealed} data-key={older.label.keyId}>
                            <CategoryWords /> <span data-slot="site" dir="auto" /> <SeverityWords />
                          </span>
                        )}
                      </label>
                    </div>
                  )),
                )}
              </div>
            </fieldset>
          </div>
          <PlainChoice
            name="endOld"
            legend="rejoin.endOld"
            values={[
              ['no', 'rejoin.endOld.no'],
              ['yes', 'rejoin.endOld.yes'],
            ]}
          />
          <SealedWords id="rejoin-why" field="words" label={t('rejoin.why')} hint={t('rejoin.whyHint')} />
        </SealedForm>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
