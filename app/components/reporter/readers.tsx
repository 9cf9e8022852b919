import { hiddenFields, type Filing } from '#app/forms/filing.form.ts'
import type { DoorShown, ReaderShown } from '#app/components/reporter/door-data.ts'
import { Listen } from '#app/components/reporter/listen.tsx'
import { OutsideWays } from '#app/components/reporter/outside-ways.tsx'
import { StepForm } from '#app/components/reporter/step-form.tsx'
import { useWords } from '#app/components/words.tsx'

type ReadersProps = {
  door: DoorShown
  filing: Filing
  /** Nobody of those whom this page showed before is left; what was chosen as a file has to be chosen again. */
  changed: { withFiles: boolean } | null
}

/** Everybody who could open it, by what they do and for whom. Each can be taken out, and each body whole. */
export function ReadersPage({ door, filing, changed }: ReadersProps) {
  const t = useWords()
  const seen = [...door.readers, ...door.overseers].map(({ keyId }): [string, string] => ['seen', keyId])
  return (
    <>
      {changed && (
        <div className="card told bad" role="alert" tabIndex={-1} autoFocus>
          <p>
            <b>{t('reporter.readers.changed')}</b>
          </p>
          <p>{t('reporter.readers.changed.kept')}</p>
          {changed.withFiles && <p>{t('reporter.readers.changed.files')}</p>}
        </div>
      )}
      <h1>{t('reporter.readers.title')}</h1>
      <Listen slot="readers" />
      <p>{t('reporter.readers.lead')}</p>
      <p>
        <b>{t('reporter.readers.private')}</b>
      </p>
      <StepForm
        hidden={[...hiddenFields(filing, ['out', 'outBodies', 'seen']), ...seen]}
        on={{ go: 'code', label: t('reporter.on') }}
        back="start"
        here="readers"
      >
        {bodiesOf(door.readers).map((readers) => (
          <Body key={readers[0]!.organisationId} readers={readers} filing={filing} />
        ))}
        <Overseers overseers={door.overseers} filing={filing} />
        <p className="hint">{t('reporter.readers.outsideTeam')}</p>
      </StepForm>
    </>
  )
}

/** Nobody is left: what then, before anything is written, and everything chosen is still there. */
export function NobodyPage({ door, filing }: { door: DoorShown; filing: Filing }) {
  const t = useWords()
  return (
    <>
      <h1>{t('reporter.nobody.title')}</h1>
      <p>{t('reporter.nobody.words')}</p>
      <p>{t('reporter.nobody.then')}</p>
      <OutsideWays ways={door.outsideWays} />
      <StepForm
        hidden={hiddenFields(filing)}
        on={{ go: 'readers', label: t('reporter.nobody.back') }}
        here="code"
      />
    </>
  )
}

function Body({ readers, filing }: { readers: ReaderShown[]; filing: Filing }) {
  const t = useWords()
  const { body, bodyKind, organisationId } = readers[0]!
  return (
    <fieldset className="govuk-fieldset card" aria-describedby={`k-${organisationId}`}>
      <legend>{body}</legend>
      <p className="hint" id={`k-${organisationId}`}>
        {t(`reporter.readers.${bodyKind}`)}
      </p>
      <div className="govuk-checkboxes">
        {readers.map((reader, index) => (
          <Out
            key={reader.keyId}
            name="out"
            value={reader.keyId}
            isOut={filing.out.includes(reader.keyId)}
            what={t('reporter.readers.takeOut', { number: index + 1 })}
            hint={t(`reporter.readers.${partOf(reader)}`)}
          />
        ))}
        <Out
          name="outBody"
          value={organisationId}
          isOut={filing.outBodies.includes(organisationId)}
          what={t('reporter.readers.whole', { body })}
        />
      </div>
    </fieldset>
  )
}

/** Whoever gives the money follows that something happens, and reads none of it. */
function Overseers({ overseers, filing }: { overseers: DoorShown['overseers']; filing: Filing }) {
  const t = useWords()
  if (overseers.length === 0) return null
  return (
    <fieldset className="govuk-fieldset card" aria-describedby="k-overseers">
      <legend>{t('reporter.readers.overseers', { body: overseers[0]!.body })}</legend>
      <p className="hint" id="k-overseers">
        {t('reporter.readers.overseersSee')}
      </p>
      <div className="govuk-checkboxes">
        {overseers.map(({ keyId }, index) => (
          <Out
            key={keyId}
            name="out"
            value={keyId}
            isOut={filing.out.includes(keyId)}
            what={t('reporter.readers.takeOut', { number: index + 1 })}
            hint={t('reporter.readers.overseer')}
          />
        ))}
      </div>
    </fieldset>
  )
}

type OutProps = { name: string; value: string; isOut: boolean; what: string; hint?: string }

function Out({ name, value, isOut, what, hint }: OutProps) {
  const id = `${name}-${value}`
  return (
    <div className="govuk-checkboxes__item">
      <input
        className="govuk-checkboxes__input"
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={isOut}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label className="govuk-checkboxes__label" htmlFor={id}>
        {what}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}

function partOf({ duties }: ReaderShown): 'handler' | 'custodian' | 'nameKeeper' | 'escrow' {
  const keepsNames = duties.includes('custody')
  if (duties.includes('handle')) return keepsNames ? 'custodian' : 'handler'
  return keepsNames ? 'nameKeeper' : 'escrow'
}

const order = ['handler', 'custodian', 'nameKeeper', 'escrow']

/** By body, in the order in which bodies are asked; whoever reads stands first. */
function bodiesOf(readers: readonly ReaderShown[]): ReaderShown[][] {
  const ids = [...new Set(readers.map(({ organisationId }) => organisationId))]
  return ids.map((id) =>
    readers
      .filter(({ organisationId }) => organisationId === id)
      .sort((one, other) => order.indexOf(partOf(one)) - order.indexOf(partOf(other))),
  )
}
