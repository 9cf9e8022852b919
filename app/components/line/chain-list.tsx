import { Link } from '@remix-run/react'
import type { IconName } from '#app/components/icon.tsx'
import { ownTierOf, standingKeys, type ChainStanding, type Tier } from '#app/components/line/chain-tree.ts'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { countryName } from '#content/words.ts'

const looks: Record<ChainStanding, { tone: Tone; icon: IconName }> = {
  nothing: { tone: 'neutral', icon: 'ring' },
  draft: { tone: 'neutral', icon: 'ring' },
  sent: { tone: 'progress', icon: 'half' },
  changes: { tone: 'wait', icon: 'return' },
  approved: { tone: 'done', icon: 'tick' },
  conditions: { tone: 'wait', icon: 'pen' },
  overdue: { tone: 'alert', icon: 'triangle' },
  declined: { tone: 'neutral', icon: 'cross' },
  signed: { tone: 'done', icon: 'tick' },
  over: { tone: 'neutral', icon: 'cross' },
}

/** The same chain as words, tier below tier. */
export function ChainList({ owner, tiers }: { owner: string; tiers: Tier[] }) {
  const t = useWords()
  const own = ownTierOf(owner, tiers)
  const below = own ? own.children : tiers
  return (
    <>
      <div className="am-chain-head" aria-hidden="true">
        <span>{t('line.chain.who')}</span>
        <div>
          <span>{t('line.chain.assessment')}</span>
          <span>{t('line.chain.conditions')}</span>
          <span>{t('line.chain.partners')}</span>
        </div>
      </div>
      <ul className="am-chain">
        <li>
          {own ? (
            <Node {...own} />
          ) : (
            <div className="am-node">
              <div>
                <p>
                  <b>{owner}</b>
                </p>
                <p className="am-node__sub">{t('line.chain.owner')}</p>
              </div>
            </div>
          )}
          {below.length > 0 && <Tiers tiers={below} />}
        </li>
      </ul>
    </>
  )
}

function Tiers({ tiers }: { tiers: Tier[] }) {
  return (
    <ul>
      {tiers.map((tier) => (
        <li key={tier.id}>
          <Node {...tier} />
          {tier.children.length > 0 && <Tiers tiers={tier.children} />}
        </li>
      ))}
    </ul>
  )
}

function Node({
  number,
  tier,
  title,
  organisationName,
  country,
  partners,
  assessmentId,
  conditions,
  standing,
}: Tier) {
  const t = useWords()
  const place = countryName(useLocale(), country)
  const { tone, icon } = looks[standing]
  const name = (
    <b>
      {number !== null && `${number}. `}
      {title}
    </b>
  )
  return (
    <div className="am-node">
      <div>
        <p>
          {assessmentId ? (
            <Link className="govuk-link" to={`/app/assessments/${assessmentId}`}>
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        <p className="am-node__sub">
          {t('line.chain.where', { organisation: organisationName, country: place })}
          {tier > 4 && ` ${t('line.chain.tier', { tier })}`}
        </p>
      </div>
      <div className="am-node__bits">
        <span>
          <span className="l">{t('line.chain.assessment')} </span>
          <Tag tone={tone} icon={icon}>
            {t(standingKeys[standing])}
          </Tag>
        </span>
        <span>
          <span className="l">{t('line.chain.conditions')} </span>
          {conditions > 0
            ? t('line.chain.conditions.count', { count: conditions })
            : t('line.chain.conditions.none')}
        </span>
        <span>
          <span className="l">{t('line.chain.partners')} </span>
          {partners.length > 0 ? partners.join(', ') : t('line.chain.partners.none')}
        </span>
      </div>
    </div>
  )
}
