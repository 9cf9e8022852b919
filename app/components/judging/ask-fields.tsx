import type { FieldErrors } from '#app/components/error-summary.tsx'
import { Fieldset, SelectField, TextArea } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Typed } from '#app/forms/typed-words.ts'
import { isKey } from '#content/words.ts'

export type Askable = { id: string; question: string | null }

type Props = {
  number: number
  askable: readonly Askable[]
  typed: Typed | undefined
  errors: FieldErrors | undefined
  lookAt: boolean
}

const longestLabel = 110

/** One answer or list about which more is asked, and why. */
export function AskFields({ number, askable, typed, errors, lookAt }: Props) {
  const t = useWords()
  const label = ({ id, question }: Askable) => {
    if (question === null) return nameOfList(id, t)
    const words = `${id} ${question}`
    return words.length > longestLabel ? `${words.slice(0, longestLabel).trimEnd()}…` : words
  }
  return (
    <div className="am-rows__row" {...(lookAt ? { tabIndex: -1, autoFocus: true } : {})}>
      <Fieldset legend={t('decision.ask.legend', { number })}>
        <SelectField
          name={`ask${number}`}
          label={t('decision.ask.which')}
          value={typed?.[`ask${number}`] ?? ''}
          error={errors?.[`ask${number}`]}
          options={[
            { value: '', label: t('decision.ask.choose') },
            ...askable.map((one) => ({ value: one.id, label: label(one) })),
          ]}
        />
        <TextArea
          name={`askReason${number}`}
          label={t('decision.ask.reason')}
          hint={t('decision.ask.reasonHint')}
          rows={3}
          value={typed?.[`askReason${number}`] ?? ''}
          error={errors?.[`askReason${number}`]}
        />
      </Fieldset>
    </div>
  )
}

/** A requirement is called by its id; a list by its name. */
export function nameOfList(id: string, t: ReturnType<typeof useWords>): string {
  const key = `registers.${id.replace(/^list:/, '')}.title`
  return id.startsWith('list:') && isKey(key) ? t(key) : id
}
