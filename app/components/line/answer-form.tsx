import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Saved } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'
import { textField } from '#app/forms/answer.form.ts'

export type SavedAnswer = { choice: string | null; text: string; dueOn: Date | null; revision: number }
export type Typed = Record<string, string>

type AnswerFormProps = {
  kind: 'yes-partly-no' | 'voice-or-text' | (string & {})
  choices: { value: 'yes' | 'partly' | 'no' | 'not_applicable'; label: string }[]
  saved: SavedAnswer | null
  typed?: Typed | undefined
  errors?: FieldErrors | undefined
  /** What the reader has seen of the saved answer. */
  revision: number
  /** The language in which the plan is written. */
  lang: string
  nextYear: number
  savedLine: string | null
}

/** One question's form: every choice carries the box it asks for, so it works without a script. */
export function AnswerForm({
  kind,
  choices,
  saved,
  typed,
  errors,
  revision,
  lang,
  nextYear,
  savedLine,
}: AnswerFormProps) {
  const t = useWords()
  const values = typed ?? boxesOf(saved)
  return (
    <form method="post" noValidate>
      <HiddenRevision revision={revision} />
      {kind === 'yes-partly-no' ? (
        <Radios
          name="choice"
          legend={t('content.answer.label')}
          size="m"
          value={values.choice}
          error={errors?.choice}
          choices={choices.map(({ value, label }) => ({
            value,
            label,
            conditional: (
              <>
                <TextArea
                  name={textField[value]}
                  label={t(`content.answer.text.${value}`)}
                  hint={t(`content.answer.hint.${value}`)}
                  rows={4}
                  lang={lang}
                  value={values[textField[value]]}
                  error={errors?.[textField[value]]}
                />
                {value === 'partly' && (
                  <DateField
                    name="dueOn"
                    label={t('content.answer.dueOn')}
                    hint={t('content.answer.dueOn.hint', { day: '27', month: '3', year: String(nextYear) })}
                    typed={values}
                    error={errors?.dueOn}
                  />
                )}
              </>
            ),
          }))}
        />
      ) : (
        <TextArea
          name={textField.open}
          label={t('content.answer.text.open')}
          hint={t('content.answer.hint.open')}
          rows={10}
          lang={lang}
          value={values[textField.open]}
          error={errors?.[textField.open]}
        />
      )}
      <ButtonGroup>
        <Button name="then" value="next">
          {t('content.do.saveAndContinue')}
        </Button>
        <Button name="then" value="list" secondary>
          {t('content.do.saveAndGoBack')}
        </Button>
        {savedLine && <Saved>{savedLine}</Saved>}
      </ButtonGroup>
    </form>
  )
}

/** The saved answer in the boxes in which it would be typed. */
function boxesOf(saved: SavedAnswer | null): Typed {
  if (!saved) return {}
  const { choice, text, dueOn } = saved
  const box = isChoice(choice) ? textField[choice] : textField.open
  const [year = '', month = '', day = ''] = dueOn?.toISOString().slice(0, 10).split('-') ?? []
  const date = {
    'dueOn.year': year,
    'dueOn.month': month.replace(/^0/, ''),
    'dueOn.day': day.replace(/^0/, ''),
  }
  return { ...(choice ? { choice } : {}), [box]: text, ...date }
}

function isChoice(choice: string | null): choice is 'yes' | 'partly' | 'no' | 'not_applicable' {
  return choice !== null && choice in textField && choice !== 'open'
}
