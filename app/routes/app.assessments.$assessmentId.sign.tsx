import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { DocumentToSign } from '#app/components/judging/document-to-sign.tsx'
import { ProcessCard } from '#app/components/judging/process-card.tsx'
import { Notice } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { SignForm } from '#app/forms/sign.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { onceDeclared } from '#app/server/http/while-judging.server.ts'
import { signPage } from '#app/server/queries/review.server.ts'
import { signOrSayWhyNot } from '#app/server/workflows/documents.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { isKey } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.assessmentId!
  return withActor(request, (actor) =>
    onceDeclared(actor, id, `/app/assessments/${id}/sign`, async () => ({
      ...(await signPage(actor, id)),
      held: await heldForm(request, actor),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await refuseStrangers(actor, params.assessmentId!)
    const form = await readForm(request.clone(), SignForm)
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    return keepingTyped(form.typed, async () => {
      const problem = await signOrSayWhyNot(actor, params.assessmentId!, form.value.seenRevision, now())
      if (!problem) return redirect(`/app/assessments/${params.assessmentId}`)
      const key = isKey(problem) ? problem : 'judging.error.signing'
      return refused({ errors: { '': { key } }, typed: form.typed })
    })
  })
}

export const meta = titled('judging.sign.title')

export default function Sign() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const here = `/app/assessments/${page.id}`
  return (
    <>
      <BackLink to={here}>{page.title}</BackLink>
      <Columns
        label={t('judging.aside')}
        side={
          <>
            <ProcessCard steps={page.steps} />
            <Card title={t('judging.sign.order')} quiet>
              <ol className="govuk-list govuk-list--number">
                {page.capacities.map((capacity) => (
                  <li key={capacity}>{t(`content.signer.${page.audience}.${capacity}`)}</li>
                ))}
              </ol>
            </Card>
          </>
        }
      >
        {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
        <ErrorSummary errors={problem?.errors} />
        <PageTitle caption={page.title}>{t('judging.sign.title')}</PageTitle>
        {page.outcome && (
          <p className="am-measure">
            <b>
              {t(`judging.sign.decided.${page.outcome}`, {
                organisation: page.organisationName,
                conditions: page.conditions.length,
              })}
            </b>
          </p>
        )}
        <p className="am-measure">{t('judging.sign.lead')}</p>
        {page.documents.map((document) => (
          <DocumentToSign
            key={document.kind}
            document={document}
            audience={page.audience}
            assessmentId={page.id}
          />
        ))}
        {page.may.sign ? (
          <form method="post" noValidate>
            <HiddenRevision revision={problem ? page.revision : seenBefore(page.held, page.revision)} />
            <Checkboxes
              name="read"
              legend={t('judging.sign.confirm')}
              error={problem?.errors?.read}
              values={page.held?.read ? ['yes'] : []}
              choices={[{ value: 'yes', label: t('judging.sign.read') }]}
            />
            <p className="am-quiet am-measure">{t('judging.sign.what')}</p>
            <ButtonGroup>
              <Button>{t('judging.sign.do')}</Button>
            </ButtonGroup>
          </form>
        ) : (
          <p className="am-quiet">{t(whyNot(page))}</p>
        )}
      </Columns>
    </>
  )
}

function whyNot({ appealed, turn }: { appealed: boolean; turn: string | null }) {
  if (appealed) return 'decision.sign.appealed'
  return turn ? 'judging.sign.notYou' : 'judging.sign.complete'
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
