import { Link } from '@remix-run/react'
import { LevelTag } from '#app/components/registers/level-tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { RiskLevel } from '#content/risk-levels.ts'

type SignOff = { by: string; reason: string; at: Date } | null

/** How a risk stands, and who stands by what remains of it. */
export function SignOffCard({
  plan,
  id,
  before,
  after,
  grave,
  signOff,
  accepted,
  maySign,
}: {
  plan: string
  id: string
  before: RiskLevel
  after: RiskLevel
  grave: boolean
  signOff: SignOff
  accepted: SignOff
  maySign: boolean
}) {
  const t = useWords()
  return (
    <section className="am-card am-card--quiet am-measure" aria-labelledby="sign-off">
      <h2 id="sign-off" className="govuk-heading-m">
        {t('registers.signOff.title')}
      </h2>
      <p>
        {t('registers.column.before')} <LevelTag level={before} /> {t('registers.column.after')}{' '}
        <LevelTag level={after} />
      </p>
      {grave ? (
        <p>{t(after === 'critical' ? 'registers.signOff.ruleCritical' : 'registers.signOff.ruleHigh')}</p>
      ) : (
        <p>{t('registers.signOff.notAsked')}</p>
      )}
      {signOff && <Given signOff={signOff} />}
      {accepted && <Given signOff={accepted} funder />}
      {grave && !signOff && !maySign && <p>{t('registers.signOff.who')}</p>}
      {maySign && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan}/lists/risks/${id}/sign`}>
            {t('registers.signOff.do')}
          </Link>
        </p>
      )}
    </section>
  )
}

function Given({ signOff, funder = false }: { signOff: NonNullable<SignOff>; funder?: boolean }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      <p>
        <b>
          {t(funder ? 'registers.signOff.acceptedBy' : 'registers.signOff.by', {
            name: signOff.by,
            date: date(signOff.at),
          })}
        </b>
      </p>
      <p className="am-pre" dir="auto">
        {signOff.reason}
      </p>
    </>
  )
}
