import type { DatesShown, DoorShown, ReaderShown } from '#app/components/reporter/door-data.ts'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { ChoiceGroup, FileBox, Tick } from '#app/components/reporter/choice-group.tsx'
import { OutsideWays } from '#app/components/reporter/outside-ways.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { DatedSteps } from '#app/components/reporter/start.tsx'
import { Pictures } from '#app/components/reporter/write.tsx'
import { TextArea } from '#app/components/field.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = { door: DoorShown; dates: DatesShown; facts: object }

/** The first send, sealed in the browser. Nothing of the form is ever sent as it stands: its script sends a parcel. */
export function LockForm({ door, dates, facts }: Props) {
  const t = useWords()
  const home = useDoorPath()
  return (
    <>
      <div data-needs-script="">
        <h1>{t('caseKeys.lock.title')}</h1>
        <p>{t('caseKeys.lock.needsScript')}</p>
        <p>
          <LocalLink to={home}>{t('caseKeys.lock.ordinary')}</LocalLink>
        </p>
      </div>
      <form method="post" data-lock-form="">
        <ScriptData of="lock" value={facts} />
        <Write door={door} />
        <Code />
        <p role="status" hidden data-busy="">
          {t('caseKeys.lock.busy')}
        </p>
      </form>
      <Sent dates={dates} />
    </>
  )
}

function Problem({ of, children }: { of: string; children: string }) {
  return (
    <p className="card" role="alert" tabIndex={-1} hidden data-problem={of}>
      {children}
    </p>
  )
}

function Write({ door }: { door: DoorShown }) {
  const t = useWords()
  const home = useDoorPath()
  const answers = (['yes', 'no', 'not_sure'] as const).map((value) => ({
    value,
    label: t(`reporter.write.${value}`),
  }))
  return (
    <div hidden data-step="write">
      <h1>{t('caseKeys.lock.title')}</h1>
      <p>{t('caseKeys.lock.lead')}</p>
      <p>{t('caseKeys.lock.limits')}</p>
      <p>
        <LocalLink to={`${home}/help`}>{t('reporter.help.title')}</LocalLink>
      </p>
      <section className="card" aria-labelledby="lock-readers" data-lock-readers="">
        <h2 id="lock-readers">{t('reporter.readers.title')}</h2>
        <p>{t('reporter.readers.lead')}</p>
        {bodiesOf(door.readers).map((readers) => (
          <Body key={readers[0]!.organisationId} readers={readers} />
        ))}
      </section>
      <TextArea
        name="words"
        label={t('reporter.write.words')}
        hint={t('reporter.write.words.hint')}
        rows={10}
      />
      <FileBox name="voice" label={t('reporter.write.voice')} hint={t('reporter.write.voice.hint')} voice />
      <ChoiceGroup name="danger" legend={t('reporter.write.danger')} value="" options={answers} />
      <ChoiceGroup
        name="child"
        legend={t('reporter.write.child')}
        hint={t('reporter.write.child.hint')}
        value=""
        options={answers}
      />
      <ChoiceGroup
        name="topic"
        legend={t('reporter.write.topic')}
        value=""
        options={(['harm', 'complaint', 'not_sure'] as const).map((value) => ({
          value,
          label: t(`reporter.write.topic.${value}`),
        }))}
      />
      <Pictures filing={{ proof: '' }} errors={{}} />
      <Tick
        name="wroteBefore"
        label={t('reporter.write.before')}
        hint={t('reporter.write.before.hint')}
        checked={false}
      />
      <Problem of="nothing">{t('reporter.error.nothing')}</Problem>
      <Problem of="changed">{t('caseKeys.lock.changed')}</Problem>
      <Problem of="long">{t('caseKeys.lock.long')}</Problem>
      <div className="card" role="alert" tabIndex={-1} hidden data-problem="nobody">
        <p>
          <b>{t('reporter.nobody.title')}</b>
        </p>
        <p>{t('reporter.nobody.words')}</p>
        <OutsideWays ways={door.outsideWays} />
      </div>
      <div className="act">
        <button className="govuk-button">{t('reporter.on')}</button>
      </div>
    </div>
  )
}

function Body({ readers }: { readers: ReaderShown[] }) {
  const t = useWords()
  const { body, bodyKind, organisationId } = readers[0]!
  return (
    <fieldset className="govuk-fieldset">
      <legend>{body}</legend>
      <p className="hint">{t(`reporter.readers.${bodyKind}`)}</p>
      {readers.map((reader, index) => (
        <Out
          key={reader.keyId}
          name="out"
          value={reader.keyId}
          label={t('reporter.readers.takeOut', { number: index + 1 })}
          hint={t(`caseKeys.lock.${partOf(reader)}`)}
        />
      ))}
      <Out name="outBody" value={organisationId} label={t('reporter.readers.whole', { body })} />
    </fieldset>
  )
}

function partOf({ duties }: ReaderShown): 'reads' | 'readsAndKeeps' | 'keeps' | 'recovers' {
  const has = (duty: ReaderShown['duties'][number]) => duties.includes(duty)
  if (has('handle')) return has('custody') ? 'readsAndKeeps' : 'reads'
  return has('custody') ? 'keeps' : 'recovers'
}

function Out({ name, value, label, hint }: { name: string; value: string; label: string; hint?: string }) {
  const id = `${name}-${value}`
  return (
    <div>
      <div className="pick">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

function bodiesOf(readers: readonly ReaderShown[]): ReaderShown[][] {
  const ids = [...new Set(readers.map(({ organisationId }) => organisationId))]
  return ids.map((id) => readers.filter(({ organisationId }) => organisationId === id))
}

function CodeBox() {
  const t = useWords()
  return (
    <div className="code">
      <p>{t('reporter.code.label')}</p>
      <div className="code__n" translate="no" data-code-groups="" />
      <p>{t('caseKeys.lock.writeDown')}</p>
    </div>
  )
}

function Code() {
  const t = useWords()
  return (
    <div hidden data-step="code">
      <h1>{t('reporter.code.title')}</h1>
      <CodeBox />
      <p>
        <b>{t('reporter.code.only')}</b> {t('reporter.code.cannot')}
      </p>
      <p>{t('reporter.code.keep')}</p>
      <p>{t('reporter.code.notSent')}</p>
      <Problem of="line">{t('caseKeys.lock.line')}</Problem>
      <div className="act">
        <button className="govuk-button">{t('reporter.write.send')}</button>
        <button className="govuk-button govuk-button--secondary" type="button" data-lock-back="">
          {t('reporter.back')}
        </button>
      </div>
    </div>
  )
}

/** What was said is not shown again; the code is, once. */
function Sent({ dates }: { dates: DatesShown }) {
  const t = useWords()
  const { date } = useDates()
  const home = useDoorPath()
  return (
    <div hidden data-step="sent">
      <div className="card safe" hidden data-details-left="">
        <p>
          <b>{t('reporter.received.details')}</b> {t('reporter.received.details.words')}
        </p>
      </div>
      <h1>{t('reporter.received.title')}</h1>
      <p>{t('caseKeys.lock.locked')}</p>
      <CodeBox />
      <h2>{t('reporter.received.when')}</h2>
      <DatedSteps
        steps={[
          { when: date(dates.safetyBy), what: t('reporter.received.safety') },
          { when: date(dates.answerBy), what: t('reporter.received.answer') },
          { when: date(dates.feedbackBy), what: t('reporter.received.feedback') },
        ]}
      />
      <p>
        <LocalLink to={`${home}/help`}>{t('reporter.help.title')}</LocalLink>
      </p>
      <p>
        <LocalLink to={`${home}/back`}>{t('caseKeys.lock.more')}</LocalLink>
      </p>
    </div>
  )
}
