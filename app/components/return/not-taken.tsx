import type { HelpShown } from '#app/components/reporter/door-data.ts'
import { HelpList } from '#app/components/reporter/help-list.tsx'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { Press, Words, type Own } from '#app/components/return/parts.tsx'
import { useWords } from '#app/components/words.tsx'
import type { ReturnStep } from '#app/forms/return-steps.ts'
import type { Key } from '#content/words.ts'

type Props = {
  step: ReturnStep
  typed: Record<string, string>
  /** Null on the page of no door. */
  slug: string | null
  help: readonly HelpShown[]
}

/** Each box of each form, as it is called there. */
const boxes: Partial<Record<ReturnStep, Record<string, Key>>> = {
  say: { words: 'return.say.label' },
  comeBack: { words: 'return.say.label' },
  howSince: { words: 'return.howSince.words' },
  review: { note: 'return.review.label' },
  withdraw: { note: 'return.withdraw.label' },
  wishes: {
    wants: 'return.wishes.wants',
    pace: 'return.wishes.pace',
    hearOutcome: 'return.wishes.hearOutcome',
    followUp: 'return.wishes.followUp',
    ownWord: 'return.wishes.ownWord',
  },
  safeContact: {
    who: 'return.safe.who',
    how: 'return.safe.how',
    times: 'return.safe.times',
    codeWord: 'return.safe.codeWord',
    ifNobody: 'return.safe.ifNobody',
    whatNotToSay: 'return.safe.whatNotToSay',
  },
}

/** What somebody may now believe wrongly. */
const stillSo: Partial<Record<ReturnStep, Key>> = {
  open: 'return.notTaken.open',
  files: 'return.notTaken.files',
  share: 'return.notTaken.share',
  withdraw: 'return.notTaken.withdraw',
  takePart: 'return.notTaken.takePart',
  newCode: 'return.notTaken.newCode',
}

/** While the records are away: nothing is opened by a code, and nothing is taken for it. What was typed is in the form again. */
export function NotTaken({ step, typed, slug, help }: Props) {
  const t = useWords()
  const shown = Object.entries(boxes[step] ?? {}).filter(([name]) => (typed[name] ?? '') !== '')
  const hidden = Object.entries(typed).filter(([name]) => !shown.some(([box]) => box === name))
  const own: Own = {
    id: (name) => `again-${name}`,
    error: () => undefined,
    typed: (name) => typed[name],
  }
  const still = stillSo[step]
  return (
    <>
      <div className="card told bad" role="alert" tabIndex={-1} autoFocus>
        <h1>{t('return.notTaken.title')}</h1>
        <p>{t('return.notTaken.text')}</p>
        {still && (
          <p>
            <b>{t(still)}</b>
          </p>
        )}
      </div>
      <form method="post" encType="multipart/form-data">
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {shown.length > 0 && <p>{t('return.notTaken.kept')}</p>}
        {shown.map(([name, label]) => (
          <Words key={name} own={own} name={name} label={label} rows={name === 'words' ? 6 : 3} />
        ))}
        {step === 'files' && (
          <div className="q">
            <label htmlFor="again-file">{t('return.files.label')}</label>
            <input className="file" id="again-file" type="file" name="file" multiple />
          </div>
        )}
        <p className="act">
          <Press say="return.notTaken.again" />
        </p>
        <LanguageButtons go="again" />
      </form>
      {slug !== null && (
        <>
          <h2>{t('return.notTaken.cannotWait')}</h2>
          <p>{t('return.notTaken.writeNew')}</p>
          <p>
            <LocalLink to={`/r/${slug}`}>{t('return.enter.again')}</LocalLink>
          </p>
          <h2>{t('reporter.help.title')}</h2>
          <HelpList help={help} brief />
          <p>
            <LocalLink to={`/r/${slug}/help`}>{t('return.help')}</LocalLink>
          </p>
        </>
      )}
    </>
  )
}
