import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { SealedList } from '#app/components/cases/sealed.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'
import type { recoveryPage } from '#app/server/queries/case-recovery.server.ts'

type Page = Awaited<ReturnType<typeof recoveryPage>>
type Props = { page: Page; errors: FieldErrors | undefined }

/** Facts for the script: read whether or not React has escaped them. */
function RecoverData({ of, value }: { of: 'wish' | 'held'; value: unknown }) {
  return (
    <script type="application/json" {...{ [`data-recover-${of}`]: '' }}>
      {JSON.stringify(value)}
    </script>
  )
}

type FormProps = {
  does: 'begin' | 'name' | 'declare' | 'finish'
  doing: string
  wish?: unknown
  button: ReactNode
  children?: ReactNode
}

function RecoverForm({ does, doing, wish = {}, button, children }: FormProps) {
  const t = useWords()
  return (
    <form method="post" className="am-measure" hidden data-unlocked="" data-recover={does}>
      <input type="hidden" name="do" value={doing} />
      <RecoverData of="wish" value={wish} />
      {children}
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('recovery.error.notSealed')}</ScriptProblem>
      <Button>{button}</Button>
    </form>
  )
}

/** For whoever may begin: with whom. Nothing of the case is seen by it. */
export function BeginForms({ page }: { page: Page }) {
  const t = useWords()
  return page.begin.map(({ firstKey, secondKey, recipient, name, envelopes }) => (
    <section key={secondKey} aria-labelledby={`with-${secondKey}`}>
      <h2 className="govuk-heading-m" id={`with-${secondKey}`}>
        {t('recovery.begin.with', { name })}
      </h2>
      <RecoverForm
        does="begin"
        doing="begin"
        wish={{ firstKey, recipient, envelopes }}
        button={t('recovery.begin.do', { name })}
      >
        <input type="hidden" name="firstKey" value={firstKey} />
        <input type="hidden" name="secondKey" value={secondKey} />
        <input type="hidden" name="halves" defaultValue="" />
      </RecoverForm>
    </section>
  ))
}

function Named({ parts }: { parts: Parameters<typeof SealedList>[0]['parts'] }) {
  const t = useWords()
  return (
    <section className="am-card am-measure" aria-labelledby="who-is-named">
      <h2 className="govuk-heading-m" id="who-is-named">
        {t('recovery.name.title')}
      </h2>
      <template data-kind="subject">
        <p>
          <b data-slot="who" dir="auto" />
        </p>
      </template>
      <template data-kind="unopened">
        <p>{t('recovery.name.unopened')}</p>
      </template>
      <SealedList parts={parts} none={t('recovery.name.nobody')} />
    </section>
  )
}

function Conflict({ errors }: { errors: FieldErrors | undefined }) {
  const t = useWords()
  return (
    <Radios
      name="conflict"
      legend={t('recovery.conflict.question')}
      size="m"
      hint={t('recovery.conflict.hint')}
      error={errors?.['conflict']}
      choices={[
        { value: 'none', label: t('recovery.conflict.none') },
        { value: 'conflict', label: t('recovery.conflict.some'), hint: t('recovery.conflict.someHint') },
      ]}
    />
  )
}

/** The first of two: after the second has said that there is no conflict, they see the same name. */
export function FirstForms({ page, errors }: Props) {
  const t = useWords()
  const { asFirst, state, second } = page
  if (!asFirst) return null
  if (state !== 'named')
    return (
      <p className="am-measure">{t(`recovery.first.${state as 'half' | 'declared'}`, { name: second })}</p>
    )
  return (
    <>
      <Named parts={asFirst.names} />
      <RecoverForm does="declare" doing="first" button={t('recovery.conflict.do')}>
        <Conflict errors={errors} />
      </RecoverForm>
    </>
  )
}

/** The second of two: sees a name, says whether there is a conflict, and in the end seals to others. */
export function SecondForms({ page, errors }: Props) {
  const t = useWords()
  const { asSecond, state, first } = page
  if (!asSecond) return null
  const { half, names, firstRecipient } = asSecond
  return (
    <>
      <RecoverData of="held" value={half} />
      <ScriptProblem of={{ 'data-recover-problem': '' }}>{t('recovery.error.notOpened')}</ScriptProblem>
      <Named parts={names} />
      {state === 'half' && (
        <RecoverForm
          does="name"
          doing="second"
          wish={{ recipient: firstRecipient, parts: names.map(({ keyId, sealed }) => ({ keyId, sealed })) }}
          button={t('recovery.conflict.do')}
        >
          <input type="hidden" name="names" defaultValue="" />
          <p>{t('recovery.second.half', { name: first })}</p>
          <Conflict errors={errors} />
        </RecoverForm>
      )}
      {state === 'named' && <p className="am-measure">{t('recovery.second.named', { name: first })}</p>}
      {state === 'declared' && <FinishForm page={page} asSecond={asSecond} />}
    </>
  )
}

function FinishForm({ asSecond }: { page: Page; asSecond: NonNullable<Page['asSecond']> }) {
  const t = useWords()
  const { half, identity, heirs, takenOut } = asSecond
  const wish = {
    keys: half.halves.map(({ keyId }) => keyId),
    identityKeys: identity.keys,
    identityKept: identity.kept,
    heirs: heirs.map(({ handlerKeyId, recipient, knownAs, keepsIdentity }) => ({
      handlerKeyId,
      recipient,
      knownAs,
      keepsIdentity,
    })),
  }
  return (
    <section aria-labelledby="heirs">
      <h2 className="govuk-heading-m" id="heirs">
        {t('recovery.finish.title')}
      </h2>
      <p className="am-measure">{t('recovery.finish.lead')}</p>
      <div hidden data-recover-among="">
        <SealedList parts={takenOut} />
      </div>
      {heirs.length === 0 ? (
        <p className="am-measure">{t('recovery.finish.nobody')}</p>
      ) : (
        <RecoverForm does="finish" doing="finish" wish={wish} button={t('recovery.finish.do')}>
          <input type="hidden" name="envelopes" defaultValue="" />
          <fieldset className="govuk-fieldset govuk-form-group">
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
              {t('recovery.finish.who')}
            </legend>
            <div className="govuk-checkboxes">
              {heirs.map(({ handlerKeyId, name, body, knownAs }) => (
                <div className="govuk-checkboxes__item" key={handlerKeyId} data-heir="">
                  <input
                    className="govuk-checkboxes__input"
                    id={`heir-${handlerKeyId}`}
                    name="heir"
                    type="checkbox"
                    value={handlerKeyId}
                    data-known-as={knownAs.join(' ')}
                  />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={`heir-${handlerKeyId}`}>
                    {t('recovery.finish.one', { name, body })}{' '}
                    <span hidden data-heir-out="">
                      {t('recovery.finish.takenOut')}
                    </span>
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
        </RecoverForm>
      )}
    </section>
  )
}

/** The half is gone, and another two may begin. */
export function TakeBack({ part }: { part: Page['part'] }) {
  const t = useWords()
  if (!['asked', 'first', 'second'].includes(part)) return null
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('recovery.takeBack.title')}</span>
      </summary>
      <div className="govuk-details__text">
        <p>{t('recovery.takeBack.text')}</p>
        <form method="post">
          <input type="hidden" name="do" value="takeBack" />
          <Button secondary>{t('recovery.takeBack.do')}</Button>
        </form>
      </div>
    </details>
  )
}
