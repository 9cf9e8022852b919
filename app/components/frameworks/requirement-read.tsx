import { OwnNotice } from '#app/components/frameworks/own-notice.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { RequirementRead } from '#content/index.ts'
import { formatNumber, listOf } from '#content/words.ts'

/** One requirement with everything that decides when it is asked, for those who read and do not answer. */
export function RequirementToRead({ asked }: { asked: RequirementRead }) {
  const t = useWords()
  const { id, question, help, why, evidence, wordsIn } = asked
  return (
    <li id={id}>
      <p>
        <b>{id}</b> <span lang={wordsIn}>{question}</span>
        {asked.own && <OwnNotice wordsIn={wordsIn} />}
      </p>
      <ul className="am-facts">
        {useTerms(asked).map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">
            {t('frameworks.more')}
            <span className="govuk-visually-hidden"> {id}</span>
          </span>
        </summary>
        <div className="govuk-details__text">
          {help !== '' && <p lang={wordsIn}>{help}</p>}
          <p>
            <b>{t('content.requirement.why')}.</b> <span lang={wordsIn}>{why}</span>
          </p>
          <p>
            <b>{t('content.requirement.typicalEvidence')}.</b> <span lang={wordsIn}>{evidence}</span>
          </p>
          <Parts {...asked} />
          {asked.mappings.length > 0 && (
            <p>
              <b>{t('content.requirement.whoElseAsks')}.</b>{' '}
              {asked.mappings.map(({ body, area }) => `${body} (${area})`).join('; ')}
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

function Parts({ table, options, labels = {}, wordsIn }: RequirementRead) {
  const t = useWords()
  const locale = useLocale()
  const named = (ids: readonly string[]) =>
    listOf(
      locale,
      ids.map((each) => labels[each] ?? each),
    )
  return (
    <>
      {table && (
        <p>
          <b>{t('frameworks.columns')}.</b>{' '}
          <span lang={wordsIn}>{named(table.columns.map(({ id }) => id))}</span>
        </p>
      )}
      {table?.givenRows && (
        <p>
          <b>{t('frameworks.givenRows')}.</b> <span lang={wordsIn}>{named(table.givenRows)}</span>
        </p>
      )}
      {options && (
        <p>
          <b>{t('frameworks.options')}.</b> <span lang={wordsIn}>{named(options)}</span>
        </p>
      )}
    </>
  )
}

/** Who is asked, how, when, and under which condition. */
function useTerms(asked: RequirementRead): string[] {
  const t = useWords()
  const locale = useLocale()
  const { audience, answer, fromTier, appliesIf, gateFromTier, showIf, claimAndCheck, number } = asked
  const terms = [
    t(`frameworks.audience.${audience}`),
    `${asked.verbName}, ${asked.phaseName}`,
    asked.gate ? t(`content.gate.${asked.gate}.when`) : t('content.gate.none'),
    t(`frameworks.answer.${answer}`),
    t(`frameworks.fromTier.${fromTier as 0 | 1 | 2 | 3}`),
  ]
  if (gateFromTier)
    terms.push(
      t('frameworks.gateFromTier', { tier: gateFromTier.tier, gate: t(`content.gate.${gateFromTier.gate}`) }),
    )
  for (const circumstance of appliesIf ?? []) terms.push(t(`content.because.${circumstance}`))
  if (showIf)
    terms.push(
      t('frameworks.showIf', {
        id: showIf.requirement,
        answers: listOf(
          locale,
          showIf.is.map((choice) => t(`content.choice.${choice}.short`)),
        ),
      }),
    )
  if (claimAndCheck) terms.push(t(`frameworks.pair.${claimAndCheck.part}`, { id: claimAndCheck.pair }))
  if (number)
    terms.push(
      t('frameworks.number', {
        least: formatNumber(locale, number.least),
        most: formatNumber(locale, number.most),
      }),
    )
  if (asked.aside) terms.push(t('frameworks.aside.one'))
  return terms
}
