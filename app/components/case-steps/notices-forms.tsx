import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextField } from '#app/components/field.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { SealedField } from '#app/components/case-steps/sealed-field.tsx'
import { SealedPart, type StepPage } from '#app/components/case-steps/way-form.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { dutyUnits } from '#app/forms/step.form.ts'
import { notice, noticeTemplates } from '#content/country-packs/notices.ts'
import type { Key } from '#content/words.ts'

type Props = { page: StepPage; errors: FieldErrors | undefined }
type Duty = StepPage['duties'][number]

/** Notices to those outside: which are due, and for each what little it may say. */
export function NoticesForms({ page, errors }: Props) {
  const t = useWords()
  const locale = useLocale()
  const { duties, due } = page
  return (
    <>
      <p className="am-measure">{t('caseSteps.notices.rule')}</p>
      <NoticeForm page={page} way="look" field="reason">
        <Checkboxes
          name="notices"
          legend={t('caseSteps.notices.which')}
          size="s"
          hint={t('caseSteps.notices.whichHint')}
          values={due}
          choices={duties.map(({ code, to, binds, basis, status }) => ({
            value: code,
            label: to[locale],
            hint: `${binds[locale]} ${t(`caseSteps.basis.${basis}`)} ${t(`caseSteps.status.${status}`)}`,
          }))}
        />
        {duties.some(({ clockDays }) => clockDays !== null) && <KnewOn page={page} errors={errors} />}
      </NoticeForm>
      <OwnClock page={page} errors={errors} />
      {due.flatMap((code) => {
        const duty = duties.find((one) => one.code === code)
        return duty ? [<OneNotice key={code} page={page} duty={duty} errors={errors} />] : []
      })}
    </>
  )
}

/** The day from which such a clock runs: telling somebody on paper counts, not the typing-in. */
function KnewOn({ page, errors }: Props) {
  const t = useWords()
  return (
    <DateField
      name="knewOn"
      label={t('caseSteps.clock.knewOn')}
      hint={t('caseSteps.clock.knewOnHint')}
      error={errors?.['knewOn']}
      value={new Date(page.arrivedOn).toISOString().slice(0, 10)}
    />
  )
}

/** For a duty without a figure of its own: that of the contract that was signed, with its clause. */
function OwnClock({ page, errors }: Props) {
  const t = useWords()
  const locale = useLocale()
  const running = new Set(page.dutyClocks.map(({ duty }) => duty))
  const without = page.duties.filter(
    ({ code, clockDays }) => page.due.includes(code) && clockDays === null && !running.has(code),
  )
  if (without.length === 0) return null
  return (
    <NoticeForm page={page} way="clock" field="clause">
      <p>{t('caseSteps.clock.ownLead')}</p>
      <Radios
        name="notice"
        legend={t('caseSteps.clock.which')}
        size="s"
        error={errors?.['notice']}
        choices={without.map(({ code, to, clause }) => ({ value: code, label: to[locale], hint: clause }))}
      />
      <TextField
        name="amount"
        label={t('caseSteps.clock.howMany')}
        error={errors?.['amount']}
        width={3}
        inputMode="numeric"
      />
      <Radios
        name="unit"
        legend={t('caseSteps.clock.unit')}
        size="s"
        error={errors?.['unit']}
        choices={dutyUnits.map((value) => ({ value, label: t(`caseSteps.clock.unit.${value}`) }))}
      />
      <KnewOn page={page} errors={errors} />
    </NoticeForm>
  )
}

/** When it is due, and once it is late a place to write why: nothing pauses it. */
function RunningClock({ page, code }: { page: StepPage; code: string }) {
  const t = useWords()
  const clock = page.dutyClocks.find(({ duty }) => duty === code)
  if (!clock) return null
  const late = new Date(clock.dueAt) <= new Date(page.now)
  return (
    <>
      <p>
        <ClockChip dueAt={clock.dueAt} now={page.now} />
      </p>
      <p className="am-quiet">{t('cases.clocks.legal')}</p>
      {late && <NoticeForm page={page} way="late" field="reason" code={code} />}
    </>
  )
}

function OneNotice({ page, duty, errors }: Props & { duty: Duty }) {
  const t = useWords()
  const locale = useLocale()
  const waits = page.waiting.some(({ kind }) => kind === 'share')
  const { body, subject } = notice(noticeTemplates[locale], {
    locale,
    kind: duty.notice,
    clause: duty.clause,
    award: t('caseSteps.notices.award'),
    from: page.receiving || t('caseSteps.notices.award'),
    role: t('caseSteps.notices.role'),
    day: new Date(page.now).toISOString().slice(0, 10),
    safeWay: 'telephone',
    toldSurvivorFirst: 'yes',
  })
  const grounds = ['agreed', ...(duty.basis === 'law' ? ['law'] : []), 'harm', 'child']
  return (
    <section className="am-card" aria-labelledby={duty.code}>
      <h2 className="govuk-heading-m" id={duty.code}>
        {duty.to[locale]}
      </h2>
      <p>{duty.when[locale]}</p>
      <p className="am-quiet">
        {duty.clause} {duty.address}
      </p>
      <RunningClock page={page} code={duty.code} />
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('caseSteps.notices.text')}</span>
        </summary>
        <div className="govuk-details__text">
          <p>
            <b>{subject}</b>
          </p>
          <p className="am-pre">{body}</p>
          <p>{t('caseSteps.notices.leaveOut')}</p>
          <ul className="am-list">
            {duty.leaveOut.map((said) => (
              <li key={said.en}>{said[locale]}</li>
            ))}
          </ul>
        </div>
      </details>
      {waits ? (
        <p>{t('caseSteps.whyNot.waitsForSecond')}</p>
      ) : (
        <>
          <NoticeForm page={page} way="send" field="howSent" code={duty.code}>
            <Radios
              name="ground"
              legend={t('caseSteps.notices.ground')}
              size="s"
              error={errors?.['ground']}
              choices={grounds.map((value) => ({
                value,
                label: t(`caseSteps.notices.ground.${value}` as Key),
              }))}
            />
            <Radios
              name="toldFirst"
              legend={t('caseSteps.notices.toldFirst')}
              size="s"
              error={errors?.['toldFirst']}
              choices={['yes', 'unsafe'].map((value) => ({
                value,
                label: t(`caseSteps.notices.toldFirst.${value}` as Key),
              }))}
            />
          </NoticeForm>
          <NoticeForm page={page} way="waive" field="reason" code={duty.code} />
        </>
      )}
    </section>
  )
}

type FormProps = {
  page: StepPage
  way: 'look' | 'clock' | 'late' | 'send' | 'waive'
  field: 'reason' | 'howSent' | 'clause'
  code?: string
  children?: ReactNode
}

function NoticeForm({ page, way, field, code, children }: FormProps) {
  const t = useWords()
  const prefix = `${code ?? 'all'}-${way}-`
  const Heading = code ? 'h3' : 'h2'
  if (!page.fileKeyId) return null
  return (
    <form method="post" hidden data-unlocked="" data-sealed-form="">
      <Heading className={code ? 'govuk-heading-s' : 'govuk-heading-m'}>
        {t(`caseSteps.notices.${way}`)}
      </Heading>
      <input type="hidden" name="way" value={way} />
      {code && <input type="hidden" name="notice" value={code} />}
      {children}
      <SealedPart
        keyId={page.fileKeyId}
        seal={{ threadId: null, sign: true, part: { kind: 'step', step: `notices.${way}`, fields: {} } }}
      >
        <SealedField prefix={prefix} path={`fields.${field}`} field={{ name: field }} />
        {way === 'send' && (
          <SealedField
            prefix={prefix}
            path="fields.childsView"
            field={{ name: 'childsView', optional: true }}
          />
        )}
      </SealedPart>
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseSteps.error.notSealed')}</ScriptProblem>
      <Button secondary={way !== 'send' && way !== 'look'}>{t('caseSteps.do.sealed')}</Button>
    </form>
  )
}
