import { Link } from '@remix-run/react'
import type { ConditionPageData } from '#app/components/conditions/condition-page-data.ts'
import { holdsKey } from '#app/components/conditions/holds-back.ts'
import { Facts } from '#app/components/summary-list.tsx'
import { useWords } from '#app/components/words.tsx'

type Told = Pick<
  ConditionPageData,
  | 'assessmentId'
  | 'title'
  | 'owner'
  | 'organisationName'
  | 'reviewedBy'
  | 'evidenceAsked'
  | 'howChecked'
  | 'holdsBack'
  | 'pays'
  | 'moneyFor'
  | 'whyNoMoney'
>

/** What is asked, how it is checked, what waits for it and who pays. */
export function ConditionFacts(condition: Told) {
  const t = useWords()
  const { assessmentId, title, owner, organisationName, evidenceAsked, howChecked, holdsBack } = condition
  return (
    <Facts
      rows={[
        {
          label: t('conditions.fact.plan'),
          value: (
            <Link className="govuk-link" to={`/app/assessments/${assessmentId}`}>
              <bdi>{title}</bdi>
            </Link>
          ),
        },
        {
          label: t('conditions.fact.owner'),
          value: (
            <>
              <bdi>{owner}</bdi>
              {owner !== organisationName && (
                <>
                  {', '}
                  <bdi>{organisationName}</bdi>
                </>
              )}
            </>
          ),
        },
        { label: t('conditions.fact.evidence'), value: <bdi>{evidenceAsked}</bdi> },
        {
          label: t('conditions.fact.howChecked'),
          value: <bdi>{howChecked || t('conditions.fact.notSaid')}</bdi>,
        },
        { label: t('conditions.fact.holds'), value: t(holdsKey(holdsBack)) },
        { label: t('conditions.fact.pays'), value: <Pays {...condition} /> },
      ]}
    />
  )
}

function Pays({ pays, moneyFor, whyNoMoney, reviewedBy, organisationName }: Told) {
  const t = useWords()
  if (pays === 'reviewing_body')
    return <bdi>{t('conditions.pays.reviewing_body', { name: reviewedBy, line: moneyFor })}</bdi>
  if (pays === 'organisation')
    return <bdi>{t('conditions.pays.organisation', { name: organisationName, line: moneyFor })}</bdi>
  return <bdi>{moneyFor || t('conditions.pays.nobody', { why: whyNoMoney })}</bdi>
}
