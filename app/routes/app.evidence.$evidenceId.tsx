import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { DescribedShown } from '#app/components/evidence/described-shown.tsx'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { AssessmentFields, EvidenceDates } from '#app/components/evidence/kind-fields.tsx'
import { StillTrueForm } from '#app/components/evidence/still-true-form.tsx'
import { TextField } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { boxesOf, changeEvidenceForm, evidenceOf, type EvidenceKind } from '#app/forms/evidence.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { ownItemPage } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { describeEvidence } from '#app/server/workflows/evidence.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await ownItemPage(actor, params.evidenceId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { item } = await ownItemPage(actor, params.evidenceId!)
    const kind = item.kind as EvidenceKind
    const form = await readForm(request, changeEvidenceForm(kind, now().toISOString().slice(0, 10)))
    if (!form.ok) return data({ errors: form.errors, typed: form.typed, conflict: null }, { status: 422 })
    const { seenRevision, inPassport } = form.value
    const value = evidenceOf(form.value, kind)
    const mine = { ...value, inPassport: inPassport === 'yes' }
    const saved = await describeEvidence(actor, item.id, value, mine.inPassport, seenRevision)
    if (saved.saved) return redirect('/app/evidence?done=saved')
    const errors: FieldErrors = {}
    return data({ errors, typed: form.typed, conflict: { theirs: saved.theirs, mine } }, { status: 409 })
  })
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.item.title')

export default function OwnItem() {
  const t = useWords()
  const { item, plans, kept, now } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? boxesOf(item)
  const errors = rejected?.errors
  const seen = rejected?.conflict?.theirs.revision ?? Number(typed.seenRevision ?? item.revision)
  return (
    <>
      <BackLink to="/app/evidence">{t('evidence.own.title')}</BackLink>
      <ErrorSummary errors={errors} />
      <Kept shown={!rejected && kept !== null} />
      {rejected?.conflict && (
        <ConflictNotice
          theirs={<DescribedShown item={rejected.conflict.theirs} />}
          yours={<DescribedShown item={rejected.conflict.mine} />}
        />
      )}
      <PageTitle question>{item.title}</PageTitle>
      <ul className="am-evidence">
        <EvidenceItem item={item} now={now} whole nameless>
          <p>{t('evidence.own.plans', { count: plans })}</p>
        </EvidenceItem>
      </ul>
      <StillTrueForm item={item} now={now} backTo={`/app/evidence/${item.id}`} />
      <h2 className="govuk-heading-m">{t('evidence.own.change')}</h2>
      <form method="post" action={`/app/evidence/${item.id}`} noValidate>
        <HiddenRevision revision={seen} />
        <TextField
          name="title"
          label={t('evidence.field.title')}
          hint={t('evidence.field.title.hint')}
          value={typed.title}
          error={errors?.title}
        />
        {item.kind === 'link' && (
          <TextField
            name="url"
            label={t('evidence.field.url')}
            hint={t('evidence.field.url.hint')}
            spellCheck={false}
            value={typed.url}
            error={errors?.url}
          />
        )}
        {item.kind === 'page' && (
          <TextField
            name="page"
            label={t('evidence.field.page')}
            hint={t('evidence.field.page.hint')}
            width={20}
            value={typed.page}
            error={errors?.page}
          />
        )}
        {item.kind === 'assessment_by_others' && <AssessmentFields typed={typed} errors={errors} />}
        <EvidenceDates typed={typed} errors={errors} year={now.getUTCFullYear()} />
        <Checkboxes
          name="inPassport"
          legend={t('evidence.passport.title')}
          hint={t('evidence.passport.hint')}
          values={typed.inPassport === 'yes' ? ['yes'] : []}
          choices={[{ value: 'yes', label: t('evidence.passport.box') }]}
        />
        {item.file && <p className="am-quiet">{t('evidence.own.newFile')}</p>}
        <ButtonGroup>
          <Button>{t('evidence.own.save')}</Button>
        </ButtonGroup>
      </form>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
