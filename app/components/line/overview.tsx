import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { PlanConditions } from '#app/components/conditions/plan-conditions.tsx'
import type { AssessmentData, PrincipleTask } from '#app/components/line/assessment-data.ts'
import { Decision, Documents, Process, WhyNotYou } from '#app/components/line/assessment-parts.tsx'
import { TierShown } from '#app/components/line/tier-shown.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import type { IconName } from '#app/components/icon.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { countryName, listOf } from '#content/words.ts'

const judged: Record<PrincipleTask['judgement'], { tone: Tone; icon: IconName }> = {
  open: { tone: 'neutral', icon: 'ring' },
  accepted: { tone: 'done', icon: 'tick' },
  changes_asked: { tone: 'wait', icon: 'return' },
}

/** The page of the body that judges: whose turn it is, what was sent, and the next step. */
export function Overview(record: AssessmentData) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const { submission } = record
  return (
    <Columns
      label={t('line.assessment.side')}
      side={
        <>
          <Documents documents={record.documents} id={record.id} />
          <Process {...record} />
        </>
      }
    >
      <PageTitle
        caption={record.audience === 'funder' ? t('line.assessment.ownTitle') : t('line.assessment.title')}
      >
        {t('line.assessment.named', { title: record.title, country: countryName(locale, record.country) })}
      </PageTitle>
      <p>
        <b>{t(record.sentenceKey)}</b>
      </p>
      <WhyNotYou {...record} />
      <NextStep {...record} />
      <Facts
        rows={[
          { label: t('line.overview.from'), value: record.organisationName },
          ...(record.call ? [{ label: t('line.overview.call'), value: record.call.title }] : []),
          ...(record.programmeTitle
            ? [{ label: t('line.overview.programme'), value: record.programmeTitle }]
            : []),
          ...(submission
            ? [
                {
                  label: t('line.overview.sent'),
                  value: t('line.overview.sentOn', {
                    date: date(submission.submittedAt, 'moment'),
                    number: submission.number,
                  }),
                },
              ]
            : []),
        ]}
      />
      {record.plan && (
        <section aria-labelledby="tier">
          <h2 id="tier" className="am-group">
            {t('tier.title')}
          </h2>
          <TierShown {...record.plan} />
        </section>
      )}
      <Decision {...record} />
      <PlanConditions lines={record.conditions} assessmentId={record.id} />
      {submission ? (
        <DataTable
          caption={t('line.overview.principles')}
          idOf={({ principle }) => principle}
          rows={record.tasks}
          columns={[
            {
              id: 'principle',
              head: t('line.overview.principle'),
              cell: ({ principle }) => t(`content.principle.${principle}`),
            },
            { id: 'answers', head: t('line.overview.answers'), cell: ({ sent }) => <Counts sent={sent} /> },
            {
              id: 'judgement',
              head: t('line.overview.judgement'),
              cell: ({ judgement }) => (
                <Tag {...judged[judgement]}>{t(`machines.assessment.judgement.${judgement}`)}</Tag>
              ),
            },
          ]}
        />
      ) : (
        <Card quiet>
          <p>{t('line.overview.notReadable')}</p>
        </Card>
      )}
    </Columns>
  )
}

function Counts({ sent }: Pick<PrincipleTask, 'sent'>) {
  const t = useWords()
  const locale = useLocale()
  const { number } = useDates()
  if (!sent) return null
  const parts = (['yes', 'partly', 'no', 'not_applicable'] as const)
    .filter((choice) => sent[choice] > 0)
    .map((choice) =>
      t('line.overview.counted', { count: number(sent[choice]), what: t(`content.choice.${choice}.short`) }),
    )
  if (sent.open > 0) parts.push(t('line.overview.inWords', { count: sent.open }))
  return <>{listOf(locale, parts)}</>
}

/** One button: the step that is open to this reader now. */
function NextStep({ id, may }: AssessmentData) {
  const t = useWords()
  const at = (page: string) => `/app/assessments/${id}/${page}`
  return (
    <ButtonGroup>
      {may.declare && <ButtonLink to={at('declare')}>{t('line.overview.declare')}</ButtonLink>}
      {may.giveOpinion && !may.declare && (
        <ButtonLink to={at('opinion')}>{t('line.overview.opinion')}</ButtonLink>
      )}
      {may.assign && (
        <ButtonLink to={`/app/reviews/${id}`} secondary>
          {t('line.overview.assign')}
        </ButtonLink>
      )}
      {may.startReview && (
        <ButtonLink to={at('review')}>{t('machines.assessment.event.startReview')}</ButtonLink>
      )}
      {may.judge && <ButtonLink to={at('review')}>{t('line.overview.goOn')}</ButtonLink>}
      {may.decide && <ButtonLink to={at('decide')}>{t('machines.assessment.event.decide')}</ButtonLink>}
      {may.sign && <ButtonLink to={at('sign')}>{t('machines.assessment.event.sign')}</ButtonLink>}
      {may.retryDocuments && (
        <ButtonLink to={at('sign')}>{t('machines.assessment.event.retryDocuments')}</ButtonLink>
      )}
      {may.readSubmission && !may.startReview && !may.judge && (
        <ButtonLink to={at('review')} secondary>
          {t('line.overview.read')}
        </ButtonLink>
      )}
      {may.discuss && (
        <ButtonLink to={at('discussion')} secondary>
          {t('line.overview.discuss')}
        </ButtonLink>
      )}
    </ButtonGroup>
  )
}
