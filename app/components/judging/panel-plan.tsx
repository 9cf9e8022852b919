import { Link } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField, TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { JudgementTag, type Judgement } from '#app/components/judging/judgement-tag.tsx'
import { ReadOnlyText } from '#app/components/line/answers/read-only-text.tsx'
import { PrincipleReasons } from '#app/components/judging/principle-reasons.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { typedAsText } from '#app/forms/typed-as-text.ts'
import type { Typed } from '#app/forms/typed-words.ts'
import type { Principle, Tier } from '#content/vocabulary.ts'
import { countryName } from '#content/words.ts'

export type PanelPlanData = {
  id: string
  title: string
  organisationName: string
  country: string
  revision: number
  submittedAt: Date | null
  known: {
    judgements: { principle: Principle; judgement: Judgement; exceptions: number }[]
    tier: Tier | null
    paid: string | null
    unacceptedRisks: number
    needs: { reasons: readonly Principle[] }
  } | null
  conflict: 'undeclared' | 'author' | 'judged' | 'decided_before' | null
  may: { decide: boolean }
}

export type PanelResult = 'decided' | 'changedByAnother' | 'notReady' | 'notPermitted' | 'notFound'

type Props = { plan: PanelPlanData; typed: Typed | undefined; errors: FieldErrors | undefined; seen: number }

/** One plan in the panel's list: what the reviewer found, and the decision beside it. */
export function PanelPlan({ plan, typed, errors, seen }: Props) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const { id, known, conflict } = plan
  const at = (page: string) => `/app/assessments/${id}${page}`
  return (
    <Card title={<bdi>{plan.title}</bdi>}>
      <p className="am-quiet">
        {plan.organisationName}, {countryName(locale, plan.country)}
        {plan.submittedAt && ` (${t('decision.panel.sent', { on: date(plan.submittedAt) })})`}
      </p>
      {conflict && <p>{t(`decision.panel.conflict.${conflict}`)}</p>}
      {conflict === 'undeclared' && (
        <p>
          <Link className="govuk-link" to={at('/review')}>
            {t('decision.panel.declare')} <span className="govuk-visually-hidden">{plan.title}</span>
          </Link>
        </p>
      )}
      {known && (
        <Facts
          rows={[
            ...known.judgements.map(({ principle, judgement, exceptions }) => ({
              label: t(`content.principle.${principle}`),
              value: (
                <>
                  <JudgementTag judgement={judgement} />
                  {exceptions > 0 && <> {t('decision.panel.exceptions', { count: exceptions })}</>}
                </>
              ),
            })),
            ...(known.tier === null
              ? []
              : [
                  {
                    label: t('decision.panel.tier'),
                    value: t('decision.panel.tierIs', { tier: known.tier }),
                  },
                ]),
            { label: t('decision.panel.paid'), value: known.paid ?? t('decision.panel.notPaid') },
            ...(known.unacceptedRisks > 0
              ? [
                  {
                    label: t('decision.panel.risks'),
                    value: (
                      <Tag tone="alert" icon="barred">
                        {t('judging.decide.risks', { count: known.unacceptedRisks })}
                      </Tag>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {known && (
        <p>
          <Link className="govuk-link" to={at('/decide')}>
            {t(plan.may.decide ? 'decision.panel.alone' : 'decision.panel.read')}{' '}
            <span className="govuk-visually-hidden">{plan.title}</span>
          </Link>
        </p>
      )}
      {plan.may.decide && known && (
        <>
          <HiddenRevision revision={seen} name={`seen_${id}`} />
          <SelectField
            name={`outcome_${id}`}
            label={
              <>
                {t('decision.panel.outcome')} <span className="govuk-visually-hidden">{plan.title}</span>
              </>
            }
            value={typed?.[`outcome_${id}`] ?? ''}
            error={errors?.[`outcome_${id}`]}
            options={[
              { value: '', label: t('decision.panel.notYet') },
              { value: 'approved', label: t('judging.decide.approved') },
              { value: 'declined', label: t('judging.decide.declined') },
            ]}
          />
          <TextArea
            name={`reason_${id}`}
            label={
              <>
                {t('judging.decide.reason')} <span className="govuk-visually-hidden">{plan.title}</span>
              </>
            }
            rows={3}
            value={typed?.[`reason_${id}`] ?? ''}
            error={errors?.[`reason_${id}`]}
          />
          <details className="govuk-details" open={reasonsBegun(id, typed, errors)}>
            <summary className="govuk-details__summary">
              <span className="govuk-details__summary-text">{t('decision.panel.reasons')}</span>
            </summary>
            <div className="govuk-details__text">
              <PrincipleReasons owed={known.needs.reasons} typed={typed} errors={errors} suffix={`_${id}`} />
            </div>
          </details>
        </>
      )}
    </Card>
  )
}

type GoneProps = { plan: { id: string; title: string; words: Typed }; again: boolean }

/** A plan that somebody moved on while it was decided here. `again`: its words come with the next sending, which names it. */
export function GonePlan({ plan: { id, title, words }, again }: GoneProps) {
  const t = useWords()
  const written = Object.fromEntries(Object.entries(words).filter(([name]) => name.startsWith('reason_')))
  return (
    <Card title={<bdi>{title}</bdi>} quiet>
      <p>{t('decision.panel.result.changedByAnother')}</p>
      <ReadOnlyText
        id={`typed-${id}`}
        label={t('review.lost.typed')}
        hint={t('review.lost.typed.hint')}
        text={typedAsText(written)}
      />
      {again &&
        Object.entries(words).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
    </Card>
  )
}

function reasonsBegun(id: string, typed: Typed | undefined, errors: FieldErrors | undefined): boolean {
  const names = ['rights', 'equity', 'transparency', 'accountability'].map((one) => `reason_${one}_${id}`)
  return names.some((name) => (typed?.[name] ?? '') !== '' || errors?.[name] !== undefined)
}
