import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { useWords } from '#app/components/words.tsx'
import { movesOn, takesDay, type ConditionMove, type ConditionPage } from '#app/forms/condition-moves.form.ts'

type Props = {
  id: string
  page: ConditionPage
  /** Of the steps of this page, those that are open to this person now. */
  moves: readonly string[]
  revision: number
  timeAsked: string | null
  typed: Record<string, string>
  errors: FieldErrors | undefined
}

type Choice = 'findEnough' | 'sendBack' | 'discharge' | 'giveTime' | 'refuseTime'
type PageWithDay = 'sent' | 'arrived' | 'ask-time' | 'answer-time'

/** One step: the choice where there is one, the day where it has one, and the words that go with it. */
export function ConditionMoveForm({ id, page, moves, revision, timeAsked, typed, errors }: Props) {
  const t = useWords()
  const open = (movesOn[page] as readonly ConditionMove[]).filter((move) => moves.includes(move))
  const day = open.some(takesDay) && (
    <DateField
      name="on"
      label={t(`conditions.page.${page as PageWithDay}.day`)}
      value={page === 'answer-time' ? timeAsked : null}
      typed={Object.keys(typed).length > 0 ? typed : undefined}
      error={errors?.on}
    />
  )
  const choosing = open.length > 1
  return (
    <form method="post" action={`/app/conditions/${id}/${page}`} noValidate>
      <HiddenRevision revision={revision} />
      {choosing ? (
        <Radios
          name="move"
          legend={t('conditions.page.which')}
          value={typed.move}
          error={errors?.move}
          choices={open.map((move) => ({
            value: move,
            label: t(`conditions.choice.${move as Choice}`),
            ...(takesDay(move) ? { conditional: day } : {}),
          }))}
        />
      ) : (
        <input type="hidden" name="move" value={open[0]} />
      )}
      {!choosing && day}
      <TextArea
        name="note"
        label={t(`conditions.page.${page}.note`)}
        value={typed.note}
        error={errors?.note}
      />
      <Button>{t(`conditions.page.${page}.do`)}</Button>
    </form>
  )
}
