import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { RequirementBoxes } from '#app/components/evidence/requirement-boxes.tsx'
import { StillTrueForm } from '#app/components/evidence/still-true-form.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { ServesForm } from '#app/forms/evidence.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { planItemPage } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { serveRequirements, takeOutOfPlan } from '#app/server/workflows/evidence.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => {
    const asked = new URL(request.url).searchParams.getAll('requirement')
    return planItemPage(actor, params.assessmentId!, params.evidenceId!, asked)
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const [id, evidenceId] = [params.assessmentId!, params.evidenceId!]
    await planItemPage(actor, id, evidenceId, [])
    const form = await readForm(request, ServesForm)
    if (!form.ok) return refused(form)
    if (form.value.move === 'remove') {
      await takeOutOfPlan(actor, id, evidenceId, now())
      return redirect(`/app/assessments/${id}/evidence?done=removed`)
    }
    await serveRequirements(actor, id, evidenceId, form.value, now())
    return redirect(`/app/assessments/${id}/evidence?done=saved`)
  })
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.item.title')

export default function PlanItem() {
  const t = useWords()
  const { id, title, item, serves, groups, mayChange, mayKeep, now } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const ticked = groups.flatMap(({ requirements }) =>
    requirements.filter((one) => one.serves).map((one) => one.id),
  )
  return (
    <>
      <BackLink to={`/app/assessments/${id}/evidence`}>{t('evidence.plan.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {item.title}
      </PageTitle>
      <ul className="am-evidence">
        <EvidenceItem item={item} now={now} whole nameless />
      </ul>
      {mayKeep && (
        <>
          <StillTrueForm item={item} now={now} backTo={`/app/assessments/${id}/evidence/${item.id}`} />
          <p>
            <Link className="govuk-link" to={`/app/evidence/${item.id}`}>
              {t('evidence.item.describe')}
            </Link>
          </p>
        </>
      )}
      {mayChange ? (
        <form method="post" action={`/app/assessments/${id}/evidence/${item.id}`} noValidate>
          <input type="hidden" name="was" value={serves.join(' ')} />
          <RequirementBoxes groups={groups} ticked={new Set(ticked)} error={rejected?.errors.requirements} />
          <ButtonGroup>
            <Button name="move" value="save">
              {t('evidence.item.save')}
            </Button>
            {serves.length > 0 && (
              <Button name="move" value="remove" secondary>
                {t('evidence.item.remove')}
              </Button>
            )}
          </ButtonGroup>
          <p className="am-quiet">{t('evidence.item.removeMeans')}</p>
        </form>
      ) : (
        <p className="am-quiet">{t('evidence.item.readOnly')}</p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
