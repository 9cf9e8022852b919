import { DataTable } from '#app/components/data-table.tsx'
import { GapList, type Gap } from '#app/components/registers/gap-list.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { formatMoney, formatPence } from '#content/registers/amounts.ts'
import { optionLabel } from '#content/registers/definition.ts'
import { fieldOf, registers } from '#content/registers/registers.ts'

type MoneyPanelProps = {
  plan: string
  totals: { partner: string; currency: string; amount: string }[]
  gaps: (Gap & { line: string })[]
  pence: string
  withoutRate: number
  pettyCash: boolean
  mayEdit: boolean
}

export function MoneyPanel({ plan, totals, gaps, pence, withoutRate, pettyCash, mayEdit }: MoneyPanelProps) {
  const t = useWords()
  const locale = useLocale()
  return (
    <>
      <div className={`am-why${pettyCash ? '' : ' am-why--open'}`}>
        <p>
          <b>{t('registers.money.pettyCash')}</b>{' '}
          {t(pettyCash ? 'registers.money.pettyCash.there' : 'registers.money.pettyCash.missing')}
        </p>
      </div>
      {totals.length > 0 && (
        <>
          <DataTable
            caption={t('registers.money.totals')}
            columns={[
              {
                id: 'partner',
                head: t('registers.money.partner'),
                cell: ({ partner }) => <span dir="auto">{partner}</span>,
              },
              {
                id: 'amount',
                head: t('registers.money.sum'),
                cell: ({ amount, currency }) => formatMoney(locale, amount, currency),
              },
            ]}
            rows={totals}
            idOf={({ partner, currency }) => `${partner} ${currency}`}
          />
          <p className="am-measure">
            <b>{t('registers.money.inPounds', { sum: formatPence(locale, BigInt(pence)) })}</b>{' '}
            {withoutRate > 0 && t('registers.money.withoutRate', { count: withoutRate })}
          </p>
        </>
      )}
      <GapList
        plan={plan}
        title={t('registers.moneyGaps.title')}
        lead={t('registers.moneyGaps.lead')}
        gaps={gaps.map(({ line, ...gap }) => ({
          ...gap,
          id: line,
          name: t(optionLabel(fieldOf(registers.money, 'line'), line)),
        }))}
        register="moneyGaps"
        parent="money"
        field="line"
        mayEdit={mayEdit}
      />
    </>
  )
}
