import { Link } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { PlanConditions } from '#app/components/conditions/plan-conditions.tsx'
import type { AssessmentData } from '#app/components/line/assessment-data.ts'
import { Decision, Documents, Process, WhyNotYou } from '#app/components/line/assessment-parts.tsx'
import { NamedChanges } from '#app/components/line/named-changes.tsx'
import { describeTask, moreTasks, principleTasks, sendTasks } from '#app/components/line/principle-tasks.ts'
import { UpgradeOffered } from '#app/components/line/upgrade-offered.tsx'
import { Asked, Saved } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { ProgressBar } from '#app/components/progress-bar.tsx'
import { TaskList } from '#app/components/task-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { countryName } from '#content/words.ts'

/** The author's page: what is left, principle by principle, and how it is sent. */
export function PlanTasks(plan: AssessmentData) {
  const t = useWords()
  const locale = useLocale()
  const { audience, may } = plan
  const place = countryName(locale, plan.country)
  const more = moreTasks(plan, t)
  const aloud = may.answer ? plan.beside.filter(isAloud) : []
  const beside = plan.beside.filter((link) => !isAloud(link))
  const isWritten = plan.state === 'draft' || plan.state === 'changes_requested'
  return (
    <Columns label={t('line.assessment.side')} side={<Side {...plan} />}>
      <PageTitle caption={audience === 'funder' ? t('line.assessment.ownTitle') : t('line.assessment.title')}>
        {t('line.assessment.named', { title: plan.title, country: place })}
      </PageTitle>
      {plan.call && plan.state === 'draft' && (
        <div className="am-only-narrow">
          <p>
            <ClockChip dueAt={plan.call.closesOn} now={plan.now} />
          </p>
          <p className="am-quiet">{t('line.call.wholeDay')}</p>
        </div>
      )}
      <p>
        <b>{t(isWritten && !may.answer ? 'line.tasks.notYours' : plan.sentenceKey)}</b>
      </p>
      <WhyNotYou {...plan} />
      {may.sign && (
        <ButtonGroup>
          <ButtonLink to={`/app/assessments/${plan.id}/sign`}>
            {t('machines.assessment.event.sign')}
          </ButtonLink>
        </ButtonGroup>
      )}
      {plan.upgrade && <UpgradeOffered {...plan} name={plan.upgrade.name} />}
      {plan.state === 'draft' && plan.described && plan.counts.asked > 0 && <Progress {...plan} />}
      {plan.state === 'changes_requested' && <AskedChanges {...plan} />}
      {plan.changes.length > 0 && <NamedChanges {...plan} />}
      <Decision {...plan} />
      <PlanConditions lines={plan.conditions} assessmentId={plan.id} />
      {plan.extent && <TaskList title={t('tier.context.group')} tasks={[describeTask(plan, t)]} />}
      {aloud.length > 0 && <Links links={aloud} />}
      {plan.described && plan.counts.asked === 0 && plan.extent ? (
        <p className="am-measure">{t('tier.nothingAsked')}</p>
      ) : (
        <TaskList title={t('line.tasks.principles')} tasks={principleTasks(plan, t)} />
      )}
      {more.length > 0 && <TaskList title={t('line.more.title')} tasks={more} />}
      {plan.lessons > 0 && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan.id}/lessons`}>
            {t('lessons.link', { count: plan.lessons })}
          </Link>
        </p>
      )}
      <TaskList
        title={may.answer || may.submit || may.resubmit ? t('line.tasks.send') : t('line.tasks.sent')}
        tasks={sendTasks(plan, t)}
      />
      {beside.length > 0 && (
        <>
          <h2 className="am-group">{t('line.beside.title')}</h2>
          <Links links={beside} />
          {plan.openComments > 0 && (
            <p className="am-quiet">{t('line.beside.openComments', { count: plan.openComments })}</p>
          )}
          {plan.passport && plan.passport.held > 0 && may.answer && (
            <p className="am-quiet">
              {t('passport.slot.held', { asked: plan.passport.asked, held: plan.passport.held })}
            </p>
          )}
        </>
      )}
      {plan.withoutQuestion > 0 && may.answer && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan.id}/upgrade`}>
            {t('tier.kept.link', { count: plan.withoutQuestion })}
          </Link>
        </p>
      )}
      {may.takeBack && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan.id}/take-back`}>
            {t('line.tasks.takeBack')}
          </Link>
        </p>
      )}
      {may.withdraw && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan.id}/withdraw`}>
            {t('line.tasks.withdraw')}
          </Link>
        </p>
      )}
    </Columns>
  )
}

type Beside = AssessmentData['beside'][number]

/** Asked aloud, the questions are all on one page: that stands before the way through them one by one. */
function isAloud({ name }: Beside): boolean {
  return name === 'line.beside.interview' || name === 'line.beside.paper'
}

function Links({ links }: { links: Beside[] }) {
  const t = useWords()
  return (
    <ul className="govuk-list">
      {links.map(({ to, name }) => (
        <li key={to}>
          <Link className="govuk-link" to={to}>
            {t(name)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Progress({ counts, hours }: AssessmentData) {
  const t = useWords()
  const { answered, asked, needed, neededAnswered } = counts
  const left = asked - answered
  const share = left / asked
  return (
    <ProgressBar done={answered} of={asked}>
      <b>{t('content.framework.answered', { answered, total: asked })}.</b>{' '}
      {left === 0 && t('line.tasks.allAnswered')}
      {left > 0 &&
        needed < asked &&
        `${t('line.tasks.neededLeft', { needed: needed - neededAnswered, wait: left - (needed - neededAnswered) })} `}
      {left > 0 &&
        hours &&
        t('line.tasks.hoursLeft', {
          from: Math.max(1, Math.round(hours.from * share)),
          to: Math.max(2, Math.round(hours.to * share)),
        })}
    </ProgressBar>
  )
}

function AskedChanges({ tasks, reviewedBy }: AssessmentData) {
  const t = useWords()
  const open = tasks.filter(({ asked }) => asked !== null)
  const said = open.filter(({ asked }) => asked !== null && asked.reason !== '')
  return (
    <>
      <p className="am-measure">
        {t('line.changes.lead', { count: open.length, others: tasks.length - open.length })}
      </p>
      {/* What names answers and says nothing more is said once, at each of them. */}
      {said.map(({ principle, asked }) => (
        <Asked
          key={principle}
          title={t('line.changes.title', { principle: t(`content.principle.${principle}`), by: reviewedBy })}
        >
          <span className="am-pre" dir="auto">
            {t('line.quoted', { words: asked?.reason ?? '' })}
          </span>
        </Asked>
      ))}
    </>
  )
}

function Side(plan: AssessmentData) {
  const t = useWords()
  const { date } = useDates()
  const { call, state, lastSavedAt } = plan
  return (
    <>
      {call && state === 'draft' && (
        <div className="am-only-wide">
          <Card title={t('line.side.sendBy', { date: date(call.closesOn) })}>
            <p>
              <ClockChip dueAt={call.closesOn} now={plan.now} />
            </p>
            <p className="am-quiet">{t('line.call.wholeDay')}</p>
          </Card>
        </div>
      )}
      <Documents documents={plan.documents} id={plan.id} />
      <Process {...plan} />
      {lastSavedAt && plan.may.answer && (
        <p>
          <Saved>{t('line.side.saved', { moment: date(lastSavedAt, 'moment') })}</Saved>
        </p>
      )}
    </>
  )
}
