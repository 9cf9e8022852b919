import { Link } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { PassportCounts } from '#app/components/passport/counts.tsx'
import { TierShown, type PlanShown } from '#app/components/line/tier-shown.tsx'
import type { Range } from '#app/components/line/how-much.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { contextQuestions, filledIn, type WorkSaid } from '#app/forms/context.form.ts'

type Result = PlanShown & {
  hours: Range | null
  counts: { asked: number; answered: number; needed: number }
  tasks: { principle: 'rights' | 'equity' | 'transparency' | 'accountability'; of: number; needed: number }[]
  passport: { asked: number; held: number; usable: number }
  kept: number
  first: string | null
}

/** What follows from what was said: the tier and why, how many questions there are, and how long they may take. */
export function ContextResult({ id, result, mayAnswer }: { id: string; result: Result; mayAnswer: boolean }) {
  const t = useWords()
  const { number } = useDates()
  const { counts, hours, tasks, passport, kept, first } = result
  return (
    <>
      <TierShown {...result} />
      <h2 className="am-group">{t('tier.result.asked')}</h2>
      <p className="am-measure">
        <b>{t('content.framework.count', { count: counts.asked })}.</b>{' '}
        {t('tier.result.split', { needed: counts.needed, wait: counts.asked - counts.needed })}{' '}
        {hours && t('content.framework.hours', hours)}
      </p>
      {counts.asked === 0 && <p className="am-measure">{t('tier.nothingAsked')}</p>}
      {counts.asked > 0 && (
        <DataTable
          caption={t('tier.result.byPrinciple')}
          idOf={({ principle }) => principle}
          rows={tasks}
          columns={[
            {
              id: 'principle',
              head: t('line.overview.principle'),
              cell: ({ principle }) => t(`content.principle.${principle}`),
            },
            {
              id: 'needed',
              head: t('tier.result.needed'),
              numeric: true,
              cell: ({ needed }) => number(needed),
            },
            {
              id: 'wait',
              head: t('tier.result.wait'),
              numeric: true,
              cell: ({ of, needed }) => number(of - needed),
            },
          ]}
        />
      )}
      {passport.held > 0 && <PassportCounts assessmentId={id} counts={passport} />}
      {kept > 0 && <p className="am-measure">{t('tier.result.kept', { count: kept })}</p>}
      <ButtonGroup>
        {mayAnswer && first && (
          <ButtonLink to={`/app/assessments/${id}/requirements/${first}`}>
            {t('tier.result.begin')}
          </ButtonLink>
        )}
        <Link className="govuk-link" to={`/app/assessments/${id}`}>
          {t('tier.result.list')}
        </Link>
      </ButtonGroup>
    </>
  )
}

/** What was said, question by question. */
export function WorkSummary({ work }: { work: WorkSaid }) {
  const t = useWords()
  const filled = filledIn(work)
  return (
    <SummaryList
      rows={contextQuestions.map((question) => ({
        label: t(`tier.ask.${question}`),
        value: filled[question] === 'yes' ? t('tier.yes') : t('tier.no'),
      }))}
    />
  )
}

/** Only what two people said differently. */
export function SaidDifferently({
  work,
  other,
}: {
  work: Record<string, string>
  other: Record<string, string>
}) {
  const t = useWords()
  const apart = contextQuestions.filter((question) => work[question] !== other[question])
  return (
    <ul className="govuk-list">
      {apart.map((question) => (
        <li key={question}>
          {t(`tier.ask.${question}`)} <b>{work[question] === 'yes' ? t('tier.yes') : t('tier.no')}</b>
        </li>
      ))}
    </ul>
  )
}
