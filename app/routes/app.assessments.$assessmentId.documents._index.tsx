import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { IssuedDocument } from '#app/components/judging/issued-document.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { DocumentsForm, ReplaceForm, SupersedeForm } from '#app/forms/undo.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { issuedPage } from '#app/server/queries/issued.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { supersede } from '#app/server/workflows/decision.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await issuedPage(actor, params.assessmentId!)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await issuedPage(actor, id)
    const form = await readForm(request.clone(), DocumentsForm)
    if (!form.ok) return refused(form)
    const { move, seenRevision } = form.value
    const here = `/app/assessments/${id}/documents`
    if (move === 'replace') {
      const given = await readForm(request.clone(), ReplaceForm)
      if (!given.ok) return refused(given)
      await requireStepUp(actor, request)
      const reason = given.value.replaceReason
      return keepingTyped(form.typed, async () => {
        await advanceAssessment(actor, id, { type: 'replaceDocuments', reason }, seenRevision, now())
        return redirect(here)
      })
    }
    const given = await readForm(request.clone(), SupersedeForm)
    if (!given.ok) return refused(given)
    await requireStepUp(actor, request)
    const { replacedById, supersedeReason: reason } = given.value
    return keepingTyped(form.typed, async () => {
      await supersede(actor, id, { replacedById, reason }, seenRevision, now())
      return redirect(here)
    })
  })
}

export const meta = titled('decision.issued.title')

export default function IssuedDocuments() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const errors = problem?.errors
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary errors={errors} />
      <PageTitle caption={`${page.title}. ${page.organisationName}`}>{t('decision.issued.title')}</PageTitle>
      <p className="am-measure">{t('decision.issued.lead')}</p>
      {page.documents.length === 0 && <p>{t('decision.issued.none')}</p>}
      {page.documents.map((document, index) => (
        <IssuedDocument
          key={document.id}
          document={document}
          newest={page.documents.findIndex(({ kind }) => kind === document.kind) === index}
          assessmentId={page.id}
        />
      ))}
      {page.may.replace && (
        <form method="post" noValidate className="am-measure">
          <h2 className="govuk-heading-m">{t('decision.replace.title')}</h2>
          <p>{t('decision.replace.what')}</p>
          <HiddenRevision revision={page.revision} />
          <TextArea
            name="replaceReason"
            label={t('decision.replace.reason')}
            hint={t('decision.replace.reasonHint')}
            rows={3}
            value={typed?.replaceReason ?? ''}
            error={errors?.replaceReason}
          />
          <p className="am-quiet">{t('decision.stepUp')}</p>
          <Button name="move" value="replace" secondary>
            {t('decision.replace.do')}
          </Button>
        </form>
      )}
      {page.may.supersede && page.replacements.length > 0 && (
        <form method="post" noValidate className="am-measure">
          <h2 className="govuk-heading-m">{t('decision.supersede.title')}</h2>
          <p>{t('decision.supersede.what')}</p>
          <HiddenRevision revision={page.revision} />
          <Radios
            name="replacedById"
            legend={t('decision.supersede.which')}
            value={typed?.replacedById}
            error={errors?.replacedById}
            choices={page.replacements.map(({ id, title, decidedAt }) => ({
              value: id,
              label: <bdi>{title}</bdi>,
              hint: decidedAt ? t('decision.supersede.decided', { on: date(decidedAt) }) : undefined,
            }))}
          />
          <TextArea
            name="supersedeReason"
            label={t('decision.supersede.reason')}
            hint={t('decision.replace.reasonHint')}
            rows={3}
            value={typed?.supersedeReason ?? ''}
            error={errors?.supersedeReason}
          />
          <p className="am-quiet">{t('decision.stepUp')}</p>
          <Button name="move" value="supersede" secondary>
            {t('decision.supersede.do')}
          </Button>
        </form>
      )}
      {page.may.supersede && page.replacements.length === 0 && (
        <p className="am-quiet am-measure">{t('decision.supersede.none')}</p>
      )}
      {page.appealed && <p className="am-measure">{t('decision.appeal.waits')}</p>}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
