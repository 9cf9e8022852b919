import { day } from '#app/forms/fields.ts'
import { wordsIn, type Report, type Typed } from '#app/forms/typed-words.ts'
import type { Key } from '#content/words.ts'

export const holds = ['nothing', 'award', 'fieldwork', 'close_out', 'payment'] as const
export const payers = ['reviewing_body', 'organisation', 'nobody'] as const
/** This project's proposal: nobody waits longer than two years for a condition. */
export const mostDays = 730

export interface ConditionGiven {
  sentence: string
  owner: string
  evidenceAsked: string
  howChecked: string
  dueOn: Date
  holdsBack: (typeof holds)[number]
  pays: (typeof payers)[number]
  moneyFor: string
  whyNoMoney: string
  fundsExpectedOn: Date | null
  daysAfterFunds: number | null
}

const written = ['sentence', 'owner', 'evidenceAsked', 'howChecked', 'moneyFor', 'whyNoMoney'] as const
const begun = [...written, 'dueOn', 'fundsExpectedOn', 'daysAfterFunds', 'pays'] as const

export function isBegun(fields: Typed, number: number): boolean {
  return begun.some((field) => (fields[`${field}${number}`] ?? '') !== '')
}

/** What is owed, how it will be checked, and who pays: whoever names no money says why none is needed. */
export function conditionIn(fields: Typed, number: number, today: string, report: Report): ConditionGiven {
  const value = (field: string) => fields[`${field}${number}`] ?? ''
  const words = (field: string) => wordsIn(fields, `${field}${number}`, report)
  const needed = (field: 'sentence' | 'owner' | 'evidenceAsked' | 'howChecked') => {
    const text = words(field)
    if (text === '') report(`${field}${number}`, `judging.error.condition.${field}`)
    return text
  }
  const given = {
    sentence: needed('sentence'),
    owner: needed('owner'),
    evidenceAsked: needed('evidenceAsked'),
    howChecked: needed('howChecked'),
    moneyFor: words('moneyFor'),
    whyNoMoney: words('whyNoMoney'),
  }
  const pays = payers.find((one) => one === value('pays'))
  if (!pays) report(`pays${number}`, 'judging.error.condition.pays')
  if (pays === 'nobody' && given.whyNoMoney === '')
    report(`whyNoMoney${number}`, 'judging.error.condition.whyNoMoney')
  if (pays && pays !== 'nobody' && given.moneyFor === '')
    report(`moneyFor${number}`, 'judging.error.condition.money')
  return {
    ...given,
    moneyFor: pays === 'nobody' ? '' : given.moneyFor,
    whyNoMoney: pays === 'nobody' ? given.whyNoMoney : '',
    pays: pays ?? 'nobody',
    holdsBack: holds.find((gate) => gate === value('holdsBack')) ?? 'nothing',
    ...clockIn(value, pays ?? null, number, today, report),
  }
}

/** A condition with money from the reviewing body may start its clock when the money arrives: the day is then provisional. */
function clockIn(
  value: (field: string) => string,
  pays: ConditionGiven['pays'] | null,
  number: number,
  today: string,
  report: Report,
): Pick<ConditionGiven, 'dueOn' | 'fundsExpectedOn' | 'daysAfterFunds'> {
  if (value('starts') !== 'funds') {
    const dueOn = dayIn(value('dueOn'), `dueOn${number}`, 'judging.error.condition.dueOn', report)
    if (dueOn && dueOn <= today) report(`dueOn${number}`, 'judging.error.condition.dueLater')
    return { dueOn: instant(dueOn), fundsExpectedOn: null, daysAfterFunds: null }
  }
  if (pays && pays !== 'reviewing_body') report(`starts${number}`, 'judging.error.condition.onlyOurMoney')
  const field = `fundsExpectedOn${number}`
  const expected = dayIn(value('fundsExpectedOn'), field, 'judging.error.condition.fundsExpectedOn', report)
  if (expected && expected < today) report(field, 'judging.error.condition.fundsLater')
  const days = /^\d{1,3}$/.test(value('daysAfterFunds')) ? Number(value('daysAfterFunds')) : 0
  if (days < 1 || days > mostDays)
    report(`daysAfterFunds${number}`, 'judging.error.condition.daysAfterFunds', {
      values: { maximum: mostDays },
    })
  const fundsExpectedOn = instant(expected)
  const dueOn = new Date(fundsExpectedOn.getTime() + days * 24 * 60 * 60 * 1000)
  return { dueOn, fundsExpectedOn, daysAfterFunds: days }
}

function dayIn(typed: string, field: string, missing: Key, report: Report): string | null {
  const read = day(missing).safeParse(typed)
  if (read.success) return read.data
  const issue = read.error.issues[0] as { message: string; params?: { values: Record<string, string> } }
  report(field, issue.message as Key, issue.params)
  return null
}

function instant(day: string | null): Date {
  return day ? new Date(`${day}T00:00:00Z`) : new Date(0)
}
