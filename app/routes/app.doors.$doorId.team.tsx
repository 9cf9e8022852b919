import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { WaitingChanges } from '#app/components/doors/waiting-changes.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { TeamForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorTeamPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { saveTerms } from '#app/server/workflows/doors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await doorTeamPage(actor, params.doorId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    const { byTwo } = await doorTeamPage(actor, id)
    const form = await readForm(request.clone(), TeamForm)
    if (!form.ok) return refused(form)
    if (byTwo) await requireStepUp(actor, request)
    const { seenRevision, ...value } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      const wrong = await saveTerms(actor, id, { part: 'team', value }, seenRevision, now())
      if (wrong) return refused({ errors: { [wrong.field]: { key: wrong.key } }, typed: form.typed })
      return redirect(`/app/doors/${id}`)
    })
  })
}

export const meta = titled('doors.team.title')

export default function Team() {
  const t = useWords()
  const { id, name, revision, bodies, people, organisationIds, personIds, kept, byTwo, waiting } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept
  const chosen = (field: string, saved: string[]) => (typed ? (typed[field] ?? '').split('\n') : saved)
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={name}>{t('doors.team.title')}</PageTitle>
      <p>{t('doors.team.lead')}</p>
      {byTwo && <p>{t('doors.byTwo.lead')}</p>}
      <WaitingChanges changes={waiting} />
      <form method="post" noValidate>
        <HiddenRevision revision={seenBefore(kept, revision)} />
        <Checkboxes
          name="organisations"
          legend={t('doors.team.organisations')}
          hint={t('doors.team.organisationsHint')}
          values={chosen('organisations', organisationIds)}
          error={rejected?.errors.organisations}
          choices={bodies.map(({ id: value, name: label }) => ({ value, label }))}
        />
        {people.length > 0 && (
          <Checkboxes
            name="persons"
            legend={t('doors.team.persons')}
            hint={t('doors.team.personsHint')}
            values={chosen('persons', personIds)}
            error={rejected?.errors.persons}
            choices={people.map(({ id: value, name: who, body }) => ({
              value,
              label: t('doors.team.person', { name: who, body }),
            }))}
          />
        )}
        <Button>{t(byTwo ? 'doors.byTwo.propose' : 'doors.save')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
