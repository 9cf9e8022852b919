import { toUnits } from '#content/registers/amounts.ts'
import { digitsOf } from '#content/registers/currencies.ts'
import { text, type Register, type RowFault, type RowValues } from '#content/registers/definition.ts'

export const money = {
  id: 'money',
  fields: [
    { id: 'line', kind: 'choice', options: 'moneyLine', required: true },
    { id: 'what', kind: 'line', hint: true },
    { id: 'partner', kind: 'line', required: true, hint: true },
    { id: 'amount', kind: 'money', required: true, hint: true },
    { id: 'currency', kind: 'currency', required: true },
    { id: 'rate', kind: 'rate', hint: true },
    { id: 'rateOn', kind: 'date', past: true },
  ],
  columns: ['line', 'partner', 'amount'],
  faults: faultsOf,
} as const satisfies Register

export const moneyGaps = {
  id: 'moneyGaps',
  listedWith: 'money',
  fields: [
    { id: 'line', kind: 'choice', options: 'moneyLine', required: true },
    { id: 'reason', kind: 'text', required: true, hint: true },
  ],
  columns: ['line', 'reason'],
  oncePer: 'line',
} as const satisfies Register

function faultsOf(values: RowValues): RowFault[] {
  const faults: RowFault[] = []
  const [amount, currency, rate] = ['amount', 'currency', 'rate'].map((field) => text(values, field)) as [
    string,
    string,
    string,
  ]
  if (amount && currency) {
    const digits = digitsOf(currency)
    const units = toUnits(amount, digits)
    if (units === null)
      faults.push({ field: 'amount', key: 'registers.error.digits', values: { currency, digits } })
    else if (units === 0n) faults.push({ field: 'amount', key: 'registers.error.nothing' })
  }
  if (currency === 'GBP' && rate) faults.push({ field: 'rate', key: 'registers.error.poundRate' })
  else if (rate && !text(values, 'rateOn')) faults.push({ field: 'rateOn', key: 'registers.error.rateWhen' })
  if (rate && /^[0.]*$/.test(rate)) faults.push({ field: 'rate', key: 'registers.error.rateNothing' })
  return faults
}
