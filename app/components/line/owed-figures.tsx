import { Link } from '@remix-run/react'
import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'

type Side = { all: number; late: number }

/** What we owe and what partners owe, in the same weight and the same words. */
export function OwedFigures({
  owed,
}: {
  owed: { us: Side; partner: Side; met: number; waitingForMoney: number }
}) {
  const t = useWords()
  return (
    <dl className="am-figures">
      {(['us', 'partner'] as const).map((who) => (
        <div key={who}>
          <dt>
            <Link className="govuk-link" to={`/app/conditions?show=${who === 'us' ? 'us' : 'others'}`}>
              {t(`dashboard.owed.${who}`)}
            </Link>
          </dt>
          <dd>
            <strong>{owed[who].all}</strong>{' '}
            {owed[who].late > 0 && (
              <Tag tone="alert" icon="triangle">
                {t('dashboard.owed.late', { count: owed[who].late })}
              </Tag>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('dashboard.owed.money')}</dt>
        <dd>
          <strong>{owed.waitingForMoney}</strong>
        </dd>
      </div>
      <div>
        <dt>
          <Link className="govuk-link" to="/app/conditions?show=met">
            {t('dashboard.owed.met')}
          </Link>
        </dt>
        <dd>
          <strong>{owed.met}</strong>
        </dd>
      </div>
    </dl>
  )
}
