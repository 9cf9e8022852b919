import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { AskFields, nameOfList, type Askable } from '#app/components/judging/ask-fields.tsx'
import { ConditionFields } from '#app/components/judging/condition-fields.tsx'
import type { JudgedPrinciple } from '#app/components/judging/judgements-to-decide.tsx'
import { PrincipleReasons } from '#app/components/judging/principle-reasons.tsx'
import { useWords } from '#app/components/words.tsx'
import { mostRows, numbersTo, rowsTyped } from '#app/forms/decide.form.ts'
import type { Typed } from '#app/forms/typed-words.ts'
import type { Principle } from '#content/vocabulary.ts'

type Props = {
  revision: number
  judgements: readonly JudgedPrinciple[]
  askable: readonly Askable[]
  owed: readonly Principle[]
  typed: Typed | undefined
  errors: FieldErrors | undefined
  /** The row that was just added. */
  lookAt: string | null
}

/** Four answers of equal weight, and everything that each of them needs. */
export function DecideFields({ revision, judgements, askable, owed, typed, errors, lookAt }: Props) {
  const t = useWords()
  const exceptions = judgements.flatMap((one) => one.exceptions)
  const conditions = numbersTo(rowsTyped(typed, 'conditionCount'))
  const asks = numbersTo(rowsTyped(typed, 'askCount'))
  return (
    <form method="post" noValidate className="am-decision">
      {/* The first button is the one that the Enter key presses. */}
      <button className="govuk-visually-hidden" tabIndex={-1} aria-hidden="true">
        {t('judging.decide.do')}
      </button>
      <HiddenRevision revision={revision} />
      <input type="hidden" name="conditionCount" value={conditions.length} />
      <input type="hidden" name="askCount" value={asks.length} />
      <Radios
        name="outcome"
        legend={t('judging.decide.question')}
        size="m"
        value={typed?.outcome}
        error={errors?.outcome}
        choices={[
          { value: 'approved', label: t('judging.decide.approved') },
          {
            value: 'approved_with_conditions',
            label: t('judging.decide.approvedWithConditions'),
            conditional: (
              <>
                {exceptions.length > 0 && (
                  <>
                    <p>{t('decision.condition.offered')}</p>
                    <ButtonGroup>
                      {exceptions.map(({ requirementId }) => (
                        <Button
                          key={requirementId}
                          secondary
                          name="then"
                          value={`exception:${requirementId}`}
                        >
                          {t('decision.condition.fromException', { id: nameOfList(requirementId, t) })}
                        </Button>
                      ))}
                    </ButtonGroup>
                  </>
                )}
                {conditions.map((number) => (
                  <ConditionFields
                    key={number}
                    number={number}
                    typed={typed}
                    errors={errors}
                    lookAt={lookAt === `condition${number}`}
                  />
                ))}
                {conditions.length < mostRows && (
                  <Button secondary name="then" value="addCondition">
                    {t('decision.condition.another')}
                  </Button>
                )}
              </>
            ),
          },
          {
            value: 'more_information',
            label: t('decision.outcome.moreInformation'),
            hint: t('decision.outcome.moreInformationHint'),
            conditional: (
              <>
                {asks.map((number) => (
                  <AskFields
                    key={number}
                    number={number}
                    askable={askable}
                    typed={typed}
                    errors={errors}
                    lookAt={lookAt === `ask${number}`}
                  />
                ))}
                {asks.length < mostRows && (
                  <Button secondary name="then" value="addAsk">
                    {t('decision.ask.another')}
                  </Button>
                )}
              </>
            ),
          },
          { value: 'declined', label: t('judging.decide.declined') },
        ]}
      />
      <PrincipleReasons owed={owed} typed={typed} errors={errors} />
      <TextArea
        name="reason"
        label={t('judging.decide.reason')}
        hint={t('judging.decide.reasonHint')}
        value={typed?.reason ?? ''}
        error={errors?.reason}
      />
      <p className="am-quiet">{t('judging.decide.stepUp')}</p>
      <ButtonGroup>
        <Button id="decide-now">{t('judging.decide.do')}</Button>
        <Button secondary name="then" value="letter">
          {t('decision.letter.see')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
