import type { ConditionHappened } from '#app/components/conditions/condition-data.ts'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { isKey } from '#content/words.ts'

type Props = { history: ConditionHappened[]; setOn: Date; now: Date; locale: string }

/** From the day on which it was set, in order, with what was said and given each time. */
export function ConditionHistory({ history, setOn, now, locale }: Props) {
  const t = useWords()
  const { date } = useDates()
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="am-group">
        {t('conditions.history.title')}
      </h2>
      <ol className="am-list">
        <li>
          <time dateTime={setOn.toISOString()}>{date(setOn, 'moment')}</time>
          <br />
          {t('conditions.history.set')}
        </li>
        {history.map((step) => (
          <li key={`${step.at.toISOString()} ${step.kind}`}>
            <time dateTime={step.at.toISOString()}>{date(step.at, 'moment')}</time>
            <br />
            <Happened {...step} />
            {step.note && (
              <InsetQuote lang={locale}>
                <p className="am-pre">{step.note}</p>
              </InsetQuote>
            )}
            {step.evidence.length > 0 && (
              <ul className="am-evidence">
                {step.evidence.map((item) => (
                  <EvidenceItem key={item.id} item={item} now={now} whole />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Happened({ kind, by, day }: ConditionHappened) {
  const t = useWords()
  const { date } = useDates()
  const key = `conditions.happened.${kind}`
  if (!isKey(key)) return <>{kind}</>
  return <>{t(key, { by: by || t('conditions.history.somebody'), day: day ? date(day) : '' })}</>
}
