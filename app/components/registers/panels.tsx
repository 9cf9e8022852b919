import { DataTable } from '#app/components/data-table.tsx'
import { Icon } from '#app/components/icon.tsx'
import { GapList, type Gap } from '#app/components/registers/gap-list.tsx'
import { RiskMatrix, type Cell } from '#app/components/registers/risk-matrix.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { optionLabel } from '#content/registers/definition.ts'
import { fieldOf, registers } from '#content/registers/registers.ts'
import type { NotReady, Share, SiteCoverage } from '#content/registers/standing.ts'
import { listOf } from '#content/words.ts'

export function RiskPanel({
  plan,
  before,
  after,
  gaps,
  sealed,
  unsigned,
  shown,
  mayEdit,
}: {
  plan: string
  before: Cell[]
  after: Cell[]
  gaps: (Gap & { group: string })[]
  sealed: number
  unsigned: number
  /** Numbers of the risks in the table on this page. */
  shown: number[]
  mayEdit: boolean
}) {
  const t = useWords()
  const hrefOf = (position: number) => (shown.includes(position) ? `#row-${position}` : null)
  const hasRisks = before.some(({ positions }) => positions.length > 0)
  return (
    <>
      {unsigned > 0 && (
        <p className="am-measure">
          <Tag tone="wait" icon="hourglass" box>
            {t('registers.signOff.open', { count: unsigned })}
          </Tag>
        </p>
      )}
      {hasRisks && (
        <div className="am-cols--pair">
          <RiskMatrix id="before" title={t('registers.matrix.before')} cells={before} hrefOf={hrefOf} />
          <RiskMatrix id="after" title={t('registers.matrix.after')} cells={after} hrefOf={hrefOf} />
        </div>
      )}
      <p className="am-measure">
        <b>{t('registers.rule')}</b> {t('registers.rule.more')}
      </p>
      {sealed > 0 && (
        <p className="am-measure">
          <Icon name="lock" /> {t('registers.sealed.count', { count: sealed })}
        </p>
      )}
      <GapList
        plan={plan}
        title={t('registers.riskGaps.title')}
        lead={t('registers.riskGaps.lead')}
        gaps={gaps.map(({ group, ...gap }) => ({
          ...gap,
          id: group,
          name: t(optionLabel(fieldOf(registers.risks, 'group'), group)),
        }))}
        register="riskGaps"
        parent="risks"
        field="group"
        mayEdit={mayEdit}
      />
    </>
  )
}

type SiteNames = { id: string; name: string }[]

export function ReferralPanel({ withoutMap, sites }: { withoutMap: string[]; sites: SiteNames }) {
  const t = useWords()
  const locale = useLocale()
  if (withoutMap.length === 0) return null
  const names = withoutMap.map((site) => nameOf(sites, site))
  return (
    <p className="am-measure">
      <Tag tone="wait" icon="pin" box>
        {t('registers.referrals.without', { count: names.length, names: listOf(locale, names) })}
      </Tag>
    </p>
  )
}

type PeoplePanelProps = {
  coverage: SiteCoverage[]
  notReady: { id: string; role: string; reasons: NotReady[] }[]
  sites: SiteNames
}

export function PeoplePanel({ coverage, notReady, sites }: PeoplePanelProps) {
  const t = useWords()
  const locale = useLocale()
  const there = (has: boolean) => (
    <Tag tone={has ? 'done' : 'wait'} icon={has ? 'tick' : 'ring'}>
      {t(has ? 'registers.coverage.there' : 'registers.coverage.missing')}
    </Tag>
  )
  const checks = ['focalPoint', 'deputy', 'paidTime', 'trained'] as const
  return (
    <>
      {coverage.length > 0 && (
        <DataTable
          caption={t('registers.coverage.caption')}
          columns={[
            { id: 'site', head: t('registers.coverage.site'), cell: ({ site }) => nameOf(sites, site) },
            ...checks.map((check) => ({
              id: check,
              head: t(`registers.coverage.${check}`),
              cell: (one: SiteCoverage) => there(one[check]),
            })),
            {
              id: 'gap',
              head: t('registers.coverage.gap'),
              cell: (one) => {
                const missing = checks
                  .filter((check) => !one[check])
                  .map((check) => t(`registers.coverage.no.${check}`))
                return missing.length > 0 ? listOf(locale, missing) : t('registers.coverage.whole')
              },
            },
          ]}
          rows={coverage}
          idOf={({ site }) => site}
        />
      )}
      {notReady.length > 0 && (
        <section aria-labelledby="not-ready">
          <h2 id="not-ready" className="govuk-heading-m">
            {t('registers.people.notReady')}
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {notReady.map(({ id, role, reasons }) => (
              <li key={id}>
                {t('registers.people.notReadyOne', {
                  role,
                  reasons: listOf(
                    locale,
                    reasons.map((reason) => t(`registers.people.lacks.${reason}`)),
                  ),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

export function SharesPanel({ shares }: { shares: Share[] }) {
  const t = useWords()
  if (shares.length === 0) return null
  return (
    <DataTable
      caption={t('registers.shares.caption')}
      columns={[
        {
          id: 'part',
          head: t('registers.training.part'),
          cell: ({ part }) => t(optionLabel(fieldOf(registers.training, 'part'), part)),
        },
        {
          id: 'share',
          head: t('registers.shares.head'),
          cell: ({ trained, of }) => t('registers.shares.one', { trained, of }),
        },
      ]}
      rows={shares}
      idOf={({ part }) => part}
    />
  )
}

function nameOf(sites: SiteNames, id: string): string {
  return sites.find((site) => site.id === id)?.name ?? ''
}
