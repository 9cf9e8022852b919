import { hiddenFields, type Filing } from '#app/forms/filing.form.ts'
import { Icon } from '#app/components/icon.tsx'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { useWords } from '#app/components/words.tsx'

type Tried = { same: true } | { groups: number[] } | { digits: number } | { letters: true }
type Props = {
  filing: Filing
  groups: readonly string[]
  tried: Tried | null
  /** What the old code belonged to was deleted: this is another one. */
  renewed?: { withFiles: boolean } | undefined
  forSomeone: boolean
}

const ofOneself = {
  title: 'reporter.code.title',
  label: 'reporter.code.label',
  now: 'reporter.code.now',
  only: 'reporter.code.only',
  cannot: 'reporter.code.cannot',
  keep: 'reporter.code.keep',
} as const
const ofSomeone = {
  title: 'reporter.code.forSomeone.title',
  label: 'reporter.code.forSomeone.label',
  now: 'reporter.code.forSomeone.now',
  only: 'reporter.code.forSomeone.only',
  cannot: 'reporter.code.forSomeone.cannot',
  keep: 'reporter.code.forSomeone.keep',
} as const

/** Before anything is sent: whoever loses the line now still has the way back. */
export function CodePage({ filing, groups, tried, renewed, forSomeone }: Props) {
  const t = useWords()
  const said = forSomeone ? ofSomeone : ofOneself
  return (
    <div className="only-code">
      {renewed && (
        <div className="card told bad" role="alert" tabIndex={-1} autoFocus>
          <p>
            <b>{t('reporter.code.used')}</b>
          </p>
          <p>{t('reporter.code.used.kept')}</p>
          {renewed.withFiles && <p>{t('reporter.readers.changed.files')}</p>}
        </div>
      )}
      <h1>{t(said.title)}</h1>
      {!forSomeone && <Listen slot="code" />}
      <CodeBox groups={groups} label={t(said.label)} below={t(said.now)} />
      <p>
        <b>{t(said.only)}</b> {t(said.cannot)}
      </p>
      <p>{t(said.keep)}</p>
      <p>{t('reporter.code.notSent')}</p>
      <form method="post">
        <HiddenFields filing={filing} />
        <div className="act">
          <button className="govuk-button" name="go" value="write">
            {t('reporter.on')}
          </button>
          <button className="govuk-button govuk-button--secondary" name="go" value="readers">
            {t('reporter.back')}
          </button>
          <button className="as-link" name="go" value="card">
            <Icon name="print" /> {t('reporter.code.print')}
          </button>
        </div>
        <LanguageButtons go="code" />
      </form>
      <form method="post">
        <HiddenFields filing={filing} />
        <h2>{t('reporter.code.try')}</h2>
        <TriedCode tried={tried} />
        <label htmlFor="retyped">{t('reporter.code.try.label')}</label>
        <p className="hint" id="retyped-hint">
          {t('reporter.code.try.hint')}
        </p>
        <input
          className="in"
          id="retyped"
          name="retyped"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="retyped-hint"
        />
        <div className="act">
          <button className="govuk-button govuk-button--secondary" name="go" value="check">
            {t('reporter.code.check')}
          </button>
        </div>
      </form>
    </div>
  )
}

function HiddenFields({ filing }: { filing: Filing }) {
  return hiddenFields(filing).map(([name, value]) => (
    <input key={name + value} type="hidden" name={name} value={value} />
  ))
}

/** Says where to look, and is no alarm: nothing is wrong with the code. */
function TriedCode({ tried }: { tried: Tried | null }) {
  const t = useWords()
  if (!tried) return null
  const words =
    'same' in tried
      ? t('reporter.code.same')
      : 'groups' in tried
        ? t('reporter.code.differs', { count: tried.groups.length, groups: tried.groups.join(', ') })
        : 'digits' in tried
          ? t('reporter.code.length', { count: tried.digits })
          : t('reporter.code.letters')
  return (
    <div className="card" role="status" tabIndex={-1} autoFocus>
      <p>{words}</p>
    </div>
  )
}

export function CodeBox({
  groups,
  label,
  below,
}: {
  groups: readonly string[]
  label: string
  below: string
}) {
  return (
    <div className="code">
      <p id="c">{label}</p>
      <CodeGroups groups={groups} labelledBy="c" />
      <p>{below}</p>
    </div>
  )
}

function CodeGroups({ groups, labelledBy }: { groups: readonly string[]; labelledBy?: string }) {
  return (
    <div className="code__n" translate="no" role="group" aria-labelledby={labelledBy}>
      {groups.map((group, index) => (
        <span key={index}>{index === 0 ? group : ` ${group}`}</span>
      ))}
    </div>
  )
}

/** Printed, only the digits are on the paper. */
export function CardPage({ filing, groups }: { filing: Filing; groups: readonly string[] }) {
  const t = useWords()
  return (
    <div className="only-code">
      <h1>{t('reporter.title.card')}</h1>
      <div className="code">
        <CodeGroups groups={groups} />
      </div>
      <div>
        <p>{t('reporter.card.words')}</p>
        <form method="post">
          <HiddenFields filing={filing} />
          <div className="act">
            <button className="govuk-button" name="go" value="code">
              {t('reporter.card.back')}
            </button>
          </div>
        </form>
      </div>
    </div>
  )
}
