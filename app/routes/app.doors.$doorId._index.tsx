import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { LanguagesMissing } from '#app/components/doors/in-each.tsx'
import { WaitingChanges } from '#app/components/doors/waiting-changes.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { SpokenLink } from '#app/components/spoken/spoken-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { TaskList, type Task } from '#app/components/task-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { doorPage, type PartName } from '#app/server/queries/doors.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => doorPage(actor, params.doorId!))
}

export const meta = titled('doors.one.title')

const whoReads = ['bodies', 'team', 'rota'] as const
const whatItSays = ['words', 'help', 'ways'] as const
const whatIsKept = ['retention', 'controller'] as const

export default function Door() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const { id, name, body, address, openedOn, missing, status, testedOn, waiting, isOfTeam, notYet } = page
  const here = `/app/doors/${id}`
  const task = (part: PartName): Task => ({
    id: part,
    name: t(`doors.${part}.title`),
    hint: t(`doors.${part}.task`),
    status: status[part],
    to: `${here}/${part}`,
  })
  return (
    <>
      <BackLink to="/app/doors">{t('doors.title')}</BackLink>
      <PageTitle caption={body}>{name}</PageTitle>
      <Columns
        label={t('doors.aside')}
        side={
          <>
            <Card title={t('doors.address')} quiet>
              <p>
                <a className="govuk-link" href={address}>
                  {address}
                </a>
              </p>
              <p>{t('doors.addressHint')}</p>
              <p>
                <Link className="govuk-link" to={`${here}/prints`}>
                  {t('doors.prints.title')}
                </Link>
              </p>
            </Card>
            <Duty />
          </>
        }
      >
        {openedOn ? (
          <p className="am-measure">
            <b>{t('doors.openSince', { on: date(openedOn) })}</b> {t('doors.neverShuts')}
          </p>
        ) : (
          <Missing />
        )}
        <LanguagesMissing here={here} lines={notYet} isOpen={openedOn !== null} />
        <WaitingChanges changes={waiting} />
        {openedOn && isOfTeam && <p className="am-measure">{t('doors.byTwo.notYours')}</p>}
        <TaskList title={t('doors.group.who')} tasks={whoReads.map(task)} />
        <TaskList title={t('doors.group.says')} tasks={whatItSays.map(task)} />
        <SpokenLink doorId={id} />
        <TaskList title={t('doors.group.kept')} tasks={whatIsKept.map(task)} />
        <TaskList
          title={t('doors.group.open')}
          tasks={[
            {
              id: 'test',
              name: t('doors.test.title'),
              hint: t('doors.test.task'),
              status: testedOn ? 'complete' : 'notStarted',
              to: `${here}/test`,
            },
            {
              id: 'open',
              name: t('doors.open.title'),
              hint: t(openedOn ? 'doors.neverShuts' : 'doors.open.task'),
              status: openedOn ? 'complete' : missing.length === 0 ? 'notStarted' : 'cannotStart',
              to: openedOn ? undefined : `${here}/open`,
            },
          ]}
        />
        {!openedOn && missing.length === 0 && (
          <ButtonLink to={`${here}/open`}>{t('doors.open.title')}</ButtonLink>
        )}
      </Columns>
    </>
  )
}

/** What is missing, and whose it is to do. */
function Missing() {
  const t = useWords()
  const { missing } = useLoaderData<typeof loader>()
  if (missing.length === 0) return <p className="am-measure">{t('doors.nothingMissing')}</p>
  return (
    <section aria-labelledby="missing">
      <h2 className="govuk-heading-m" id="missing">
        {t('doors.missing.count', { count: missing.length })}
      </h2>
      <p className="am-measure">{t('doors.untilThen')}</p>
      <ul className="govuk-list govuk-list--bullet am-measure">
        {missing.map(({ id, values }) => (
          <li key={id}>
            {t(`doors.missing.${id}`, values)} {t(`doors.missing.${id}.who`, values)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whether somebody is on duty today; where nobody is, who reads instead. */
function Duty() {
  const t = useWords()
  const { date } = useDates()
  const { rotaGaps, rotaUntil, outsideBodies } = useLoaderData<typeof loader>()
  return (
    <Card title={t('doors.duty.title')} quiet>
      {rotaUntil ? (
        <Facts rows={[{ label: t('doors.duty.until'), value: date(rotaUntil) }]} />
      ) : (
        <>
          <p>
            <b>{t('doors.duty.lapsed')}</b>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {rotaGaps.map((part) => (
              <li key={part}>{t(`doors.gap.${part}`)}</li>
            ))}
          </ul>
          <p>
            {outsideBodies.length > 0
              ? t('doors.duty.outsideReads', { bodies: outsideBodies.join(', ') })
              : t('doors.duty.noOutside')}
          </p>
        </>
      )}
    </Card>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
