import { hiddenFields, readBacks, type Filing } from '#app/forms/filing.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { ChoiceGroup, FileBox, Tick } from '#app/components/reporter/choice-group.tsx'
import type { DoorShown } from '#app/components/reporter/door-data.ts'
import { HelpList } from '#app/components/reporter/help-list.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { StepForm } from '#app/components/reporter/step-form.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = {
  door: DoorShown
  filing: Filing
  errors: FieldErrors
  chooseAgain: boolean
  forSomeone: boolean
}

const here: (keyof Filing)[] = [
  'words',
  'topic',
  'danger',
  'child',
  'wroteBefore',
  'proof',
  'agreed',
  'readBack',
]

const ofOneself = {
  title: 'reporter.write.title',
  lead: 'reporter.write.lead',
  words: 'reporter.write.words',
} as const
const ofSomeone = {
  title: 'reporter.someone.write.title',
  lead: 'reporter.someone.write.lead',
  words: 'reporter.someone.write.words',
} as const

/** The first send: a few words or a voice, and whatever else the person wants to say now. */
export function WritePage({ door, filing, errors, chooseAgain, forSomeone }: Props) {
  const t = useWords()
  const said = forSomeone ? ofSomeone : ofOneself
  const send = t('reporter.write.send')
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{t(said.title)}</h1>
      <p>{t(said.lead)}</p>
      {!forSomeone && <Listen slot="account" />}
      {chooseAgain && <p className="card">{t('reporter.write.chooseAgain')}</p>}
      <StepForm
        hidden={hiddenFields(filing, here)}
        on={{ go: 'send', label: send }}
        back="code"
        here="write"
        withFiles
      >
        <TextArea
          name="words"
          label={t(said.words)}
          hint={t('reporter.write.words.hint')}
          error={errors.words}
          value={filing.words}
          rows={10}
        />
        <FileBox name="voice" label={t('reporter.write.voice')} hint={t('reporter.write.voice.hint')} voice />
        <Questions filing={filing} />
        <details className="card">
          <summary>{t('reporter.help.title')}</summary>
          <HelpList help={door.help} brief />
        </details>
        <Pictures filing={filing} errors={errors} />
        <Tick
          name="wroteBefore"
          label={t('reporter.write.before')}
          hint={t('reporter.write.before.hint')}
          checked={filing.wroteBefore}
        />
        {forSomeone && <ReadBack filing={filing} errors={errors} />}
        <p>{t('reporter.write.meanwhile', { send })}</p>
      </StepForm>
    </>
  )
}

function Questions({ filing }: { filing: Filing }) {
  const t = useWords()
  const answers = (['yes', 'no', 'not_sure'] as const).map((value) => ({
    value,
    label: t(`reporter.write.${value}`),
  }))
  return (
    <>
      <Listen slot="danger" />
      <ChoiceGroup
        name="danger"
        legend={t('reporter.write.danger')}
        hint={t('reporter.write.danger.hint')}
        value={filing.danger}
        options={answers}
      />
      <ChoiceGroup
        name="child"
        legend={t('reporter.write.child')}
        hint={t('reporter.write.child.hint')}
        value={filing.child}
        options={answers}
      />
      <ChoiceGroup
        name="topic"
        legend={t('reporter.write.topic')}
        hint={t('reporter.write.topic.hint')}
        value={filing.topic}
        options={(['harm', 'complaint', 'not_sure'] as const).map((value) => ({
          value,
          label: t(`reporter.write.topic.${value}`),
        }))}
      />
    </>
  )
}

/** How to treat hidden details is asked before the files, and sent before them. */
export function Pictures({ filing, errors }: { filing: Pick<Filing, 'proof'>; errors: FieldErrors }) {
  const t = useWords()
  return (
    <section className="card" aria-labelledby="pictures">
      <h2 id="pictures">{t('reporter.write.files')}</h2>
      <p>{t('reporter.write.files.child')}</p>
      <ChoiceGroup
        name="proof"
        legend={t('reporter.write.proof')}
        value={filing.proof || 'remove'}
        options={(['remove', 'keep'] as const).map((value) => ({
          value,
          label: t(`reporter.write.proof.${value}`),
        }))}
      />
      <FileBox
        name="files"
        label={t('reporter.write.files.label')}
        hint={t('reporter.write.files.hint')}
        error={errors.files}
      />
    </section>
  )
}

function ReadBack({ filing, errors }: { filing: Filing; errors: FieldErrors }) {
  const t = useWords()
  return (
    <section className="card" aria-labelledby="agreed">
      <h2 id="agreed">{t('reporter.someone.agreed.legend')}</h2>
      <ChoiceGroup
        name="readBack"
        legend={t('reporter.someone.readBack')}
        error={errors.readBack}
        value={filing.readBack}
        options={readBacks.map((value) => ({ value, label: t(`reporter.someone.readBack.${value}`) }))}
      />
      <Tick
        name="agreed"
        label={t('reporter.someone.agreed')}
        error={errors.agreed}
        checked={filing.agreed}
      />
    </section>
  )
}
