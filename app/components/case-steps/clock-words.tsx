import type { ShownClock } from '#app/components/cases/case-data.ts'
import { dutyNamed, isOwnClause } from '#app/components/case-steps/duty-words.ts'
import { clockKey } from '#app/components/cases/case-keys.ts'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { usualTerms, type ClockTerms } from '#content/concern-clocks.ts'
import type { Key } from '#content/words.ts'

/** What is counted: of law or contract, for whom. */
export function ClockName({ kind, duty }: Pick<ShownClock, 'kind' | 'duty'>) {
  const t = useWords()
  const locale = useLocale()
  const found = dutyNamed(duty)
  if (isOwnClause(duty)) return t('caseSteps.clock.ownClause')
  return kind === 'duty'
    ? t('caseSteps.clock.duty', { to: found?.to[locale] ?? t('cases.clock.other') })
    : t(clockKey(kind))
}

/** From which day it runs and why from that one, what is counted, in which zone a day ends, and whose figure it is. */
export function ClockFacts({ clock }: { clock: ShownClock }) {
  const t = useWords()
  const { date } = useDates()
  const { kind, duty, basis, amount, unit, zone, calendar, startedOn, legal } = clock
  const usual: ClockTerms | undefined = usualTerms[kind as keyof typeof usualTerms]
  const counted = unit ?? usual?.unit ?? 'days'
  const notReceiving = unit === 'working_days' && (calendar === 'funder' || calendar === 'none')
  const starts = isOwnClause(duty) ? 'clause' : kind === 'duty' ? 'knew' : (usual?.starts ?? 'booked')
  const clause = dutyNamed(duty)?.clause
  return (
    <p className="am-quiet">
      {t(`caseSteps.clock.starts.${starts}` as Key, { date: date(startedOn) })}{' '}
      {t(`caseSteps.clock.counts.${notReceiving ? `${counted}.${calendar}` : counted}` as Key, {
        zone: zone ?? 'UTC',
      })}
      {kind === 'duty' && amount && (
        <>
          {' '}
          {t(`caseSteps.clock.amount.${counted}` as Key, { count: amount })}
          {clause && ` ${t('caseSteps.clock.clause', { clause })}`}{' '}
          {t(`caseSteps.clock.basis.${basis === 'law' ? 'law' : 'contract'}`)}
        </>
      )}
      {legal && ` ${t('cases.clocks.legal')}`}
    </p>
  )
}
