import type { RequirementGroup } from '#app/components/evidence/evidence-data.ts'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { describedBy } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'

type BoxesProps = { groups: RequirementGroup[]; ticked: ReadonlySet<string>; error?: Message | undefined }

/** Every requirement of the plan with a tick, principle by principle; a principle with ticks stands open. */
export function RequirementBoxes({ groups, ticked, error }: BoxesProps) {
  const t = useWords()
  const id = fieldId('requirements')
  const hint = t('evidence.field.requirements.hint')
  const isOpen = (group: RequirementGroup) => group.requirements.some((one) => ticked.has(one.id))
  const noneTicked = !groups.some(isOpen)
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <fieldset className="govuk-fieldset" aria-describedby={describedBy(id, hint, error)}>
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--m" id={id} tabIndex={-1}>
          {t('evidence.field.requirements')}
        </legend>
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
        <FieldError id={`${id}-error`} error={error} />
        {groups.map((group, index) => (
          <Group
            key={group.principleName}
            group={group}
            ticked={ticked}
            open={isOpen(group) || (noneTicked && index === 0)}
          />
        ))}
      </fieldset>
    </div>
  )
}

function Group({
  group: { principleName, requirements },
  ticked,
  open,
}: {
  group: RequirementGroup
  ticked: ReadonlySet<string>
  open: boolean
}) {
  const t = useWords()
  if (!requirements.some((one) => one.open || one.serves)) return null
  const count = requirements.filter(({ id }) => ticked.has(id)).length
  return (
    <details className="govuk-details" open={open}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {t('evidence.field.requirements.group', {
            principle: principleName,
            count,
            of: requirements.length,
          })}
        </span>
      </summary>
      <div className="govuk-details__text">
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {requirements.map((requirement) => (
            <Box key={requirement.id} {...requirement} ticked={ticked.has(requirement.id)} />
          ))}
        </div>
      </div>
    </details>
  )
}

type BoxProps = { id: string; question: string; open: boolean; serves: boolean; ticked: boolean }

function Box({ id, question, open, serves, ticked }: BoxProps) {
  const t = useWords()
  const box = fieldId(`serves-${id}`)
  if (!open)
    return serves ? (
      <p className="am-quiet">
        {question} <small>{t('evidence.requirement.closed', { id })}</small>
      </p>
    ) : null
  return (
    <div className="govuk-checkboxes__item">
      <input
        className="govuk-checkboxes__input"
        id={box}
        name="requirements"
        type="checkbox"
        value={id}
        defaultChecked={ticked}
      />
      <label className="govuk-label govuk-checkboxes__label" htmlFor={box}>
        {question} <small className="am-quiet am-id">{id}</small>
      </label>
    </div>
  )
}
