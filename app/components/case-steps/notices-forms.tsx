import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { SelectField, TextField } from '#app/components/field.tsx'
import { SealedPlace } from '#app/components/cases/sealed.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { SealedField } from '#app/components/case-steps/sealed-field.tsx'
import { SealedPart, type Rejected, type StepPage } from '#app/components/case-steps/way-form.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { clauseFields, type SealedField as Field } from '#app/forms/case-steps.ts'
import { clauseUnits, dutyUnits } from '#app/forms/duty-clock.ts'
import { notice, noticeTemplates } from '#content/country-packs/notices.ts'
import type { Key } from '#content/words.ts'

type Props = { page: StepPage; rejected: Rejected | undefined }
type Duty = StepPage['duties'][number]

/** Notices to those outside: which are due, and for each what little it may say. */
export function NoticesForms({ page, rejected }: Props) {
  const t = useWords()
  const locale = useLocale()
  const { duties, due } = page
  return (
    <>
      <p className="am-measure">{t('caseSteps.notices.rule')}</p>
      <NoticeForm page={page} way="look" fields={reason}>
        <Checkboxes
          name="notices"
          legend={t('caseSteps.notices.which')}
          size="s"
          hint={t('caseSteps.notices.whichHint')}
          values={ofForm(rejected, 'look') ? (rejected?.typed['notices'] ?? '').split('\n') : due}
          choices={duties.map(({ code, to, binds, basis, status }) => ({
            value: code,
            label: to[locale],
            hint: `${binds[locale]} ${t(`caseSteps.basis.${basis}`)} ${t(`caseSteps.status.${status}`)}`,
          }))}
        />
        {duties.some(({ clockDays }) => clockDays !== null) && (
          <KnewOn page={page} rejected={ofForm(rejected, 'look')} />
        )}
      </NoticeForm>
      <OwnClock page={page} rejected={ofForm(rejected, 'clock')} />
      {due.flatMap((code) => {
        const duty = duties.find((one) => one.code === code)
        return duty ? [<OneNotice key={code} page={page} duty={duty} rejected={rejected} />] : []
      })}
      <OwnClauses page={page} rejected={rejected} />
    </>
  )
}

/** The day from which such a clock runs: telling somebody on paper counts, not the typing-in. */
function KnewOn({ page, rejected }: Props) {
  const t = useWords()
  return (
    <DateField
      name="knewOn"
      label={t('caseSteps.clock.knewOn')}
      hint={t('caseSteps.clock.knewOnHint')}
      error={rejected?.errors['knewOn']}
      typed={rejected?.typed}
      value={new Date(page.arrivedOn).toISOString().slice(0, 10)}
    />
  )
}

/** For a duty without a figure of its own: that of the contract that was signed, with its clause. */
function OwnClock({ page, rejected }: Props) {
  const t = useWords()
  const locale = useLocale()
  const running = new Set(page.dutyClocks.map(({ duty }) => duty))
  const without = page.duties.filter(
    ({ code, clockDays }) => page.due.includes(code) && clockDays === null && !running.has(code),
  )
  if (without.length === 0) return null
  return (
    <NoticeForm page={page} way="clock" fields={[{ name: 'clause' }]}>
      <p>{t('caseSteps.clock.ownLead')}</p>
      <Radios
        name="notice"
        legend={t('caseSteps.clock.which')}
        size="s"
        error={rejected?.errors['notice']}
        value={rejected?.typed['notice']}
        choices={without.map(({ code, to, clause }) => ({ value: code, label: to[locale], hint: clause }))}
      />
      <TextField
        name="amount"
        label={t('caseSteps.clock.howMany')}
        error={rejected?.errors['amount']}
        value={rejected?.typed['amount']}
        width={3}
        inputMode="numeric"
      />
      <Radios
        name="unit"
        legend={t('caseSteps.clock.unit')}
        size="s"
        error={rejected?.errors['unit']}
        value={rejected?.typed['unit']}
        choices={dutyUnits.map((value) => ({ value, label: t(`caseSteps.clock.unit.${value}`) }))}
      />
      <KnewOn page={page} rejected={rejected} />
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
      {late && <NoticeForm page={page} way="late" fields={reason} code={code} />}
    </>
  )
}

function OneNotice({ page, duty, rejected }: Props & { duty: Duty }) {
  const t = useWords()
  const locale = useLocale()
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
      <SendOrWaive page={page} code={duty.code} grounds={grounds} rejected={rejected} />
    </section>
  )
}

type SendProps = Props & { code: string; grounds: readonly string[] }

/** As a notice of a pack: without the word of the person harmed two people decide. */
function SendOrWaive({ page, code, grounds, rejected }: SendProps) {
  const t = useWords()
  if (page.waiting.some(({ kind }) => kind === 'share')) return <p>{t('caseSteps.whyNot.waitsForSecond')}</p>
  const again = ofForm(rejected, 'send', code)
  return (
    <>
      <NoticeForm
        page={page}
        way="send"
        fields={[{ name: 'howSent' }, { name: 'childsView', optional: true }]}
        code={code}
      >
        <Radios
          name="ground"
          legend={t('caseSteps.notices.ground')}
          size="s"
          error={again?.errors['ground']}
          value={again?.typed['ground']}
          choices={grounds.map((value) => ({
            value,
            label: t(`caseSteps.notices.ground.${value}` as Key),
          }))}
        />
        <Radios
          name="toldFirst"
          legend={t('caseSteps.notices.toldFirst')}
          size="s"
          error={again?.errors['toldFirst']}
          value={again?.typed['toldFirst']}
          choices={['yes', 'unsafe'].map((value) => ({
            value,
            label: t(`caseSteps.notices.toldFirst.${value}` as Key),
          }))}
        />
      </NoticeForm>
      <NoticeForm page={page} way="waive" fields={reason} code={code} />
    </>
  )
}

/** Clauses of contracts that no pack knows: those that run, and a form for another. */
function OwnClauses({ page, rejected }: Props) {
  const t = useWords()
  const again = ofForm(rejected, 'ownClause')
  return (
    <>
      {page.clauses.map(({ code, said }, index) => (
        <section className="am-card" key={code} aria-labelledby={code}>
          <h2 className="govuk-heading-m" id={code}>
            {t('caseSteps.clause.one', { number: index + 1 })}
          </h2>
          {said && <SealedPlace part={said} />}
          <RunningClock page={page} code={code} />
          <SendOrWaive page={page} code={code} grounds={['agreed', 'harm', 'child']} rejected={rejected} />
        </section>
      ))}
      <NoticeForm page={page} way="ownClause" fields={clauseFields}>
        <p>{t('caseSteps.clause.lead')}</p>
        <TextField
          name="clauseAmount"
          label={t('caseSteps.clock.howMany')}
          error={again?.errors['clauseAmount']}
          value={again?.typed['clauseAmount']}
          width={3}
          inputMode="numeric"
        />
        <Radios
          name="clauseUnit"
          legend={t('caseSteps.clock.unit')}
          size="s"
          error={again?.errors['clauseUnit']}
          value={again?.typed['clauseUnit']}
          choices={clauseUnits.map((value) => ({ value, label: t(`caseSteps.clock.unit.${value}`) }))}
        />
        <Radios
          name="calendar"
          legend={t('caseSteps.clause.calendar')}
          hint={t('caseSteps.clause.calendarHint')}
          size="s"
          error={again?.errors['calendar']}
          value={again?.typed['calendar']}
          choices={page.calendars.map((value) => ({
            value,
            label: t(`caseSteps.clause.calendar.${value}`),
          }))}
        />
        <SelectField
          name="zone"
          label={t('caseSteps.clause.zone')}
          error={again?.errors['zone']}
          value={again?.typed['zone'] ?? 'UTC'}
          options={page.zones.map((zone) => ({ value: zone, label: zone }))}
        />
        <DateField
          name="startsOn"
          label={t('caseSteps.clause.startsOn')}
          hint={t('caseSteps.clause.startsOnHint')}
          error={again?.errors['startsOn']}
          typed={again?.typed}
        />
      </NoticeForm>
    </>
  )
}

const reason = [{ name: 'reason' }] as const

/** What was refused, if it was this form. */
function ofForm(rejected: Rejected | undefined, way: string, code?: string): Rejected | undefined {
  const { way: sent, notice: about } = rejected?.typed ?? {}
  return sent === way && (code === undefined || about === code) ? rejected : undefined
}

type FormProps = {
  page: StepPage
  way: 'look' | 'clock' | 'ownClause' | 'late' | 'send' | 'waive'
  fields: readonly Field[]
  code?: string
  children?: ReactNode
}

function NoticeForm({ page, way, fields, code, children }: FormProps) {
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
        {fields.map((field) => (
          <SealedField key={field.name} prefix={prefix} path={`fields.${field.name}`} field={field} />
        ))}
      </SealedPart>
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseSteps.error.notSealed')}</ScriptProblem>
      <Button secondary={way !== 'send' && way !== 'look'}>{t('caseSteps.do.sealed')}</Button>
    </form>
  )
}
