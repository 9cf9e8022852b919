import { useWords } from '#app/components/words.tsx'

export interface ImportReader {
  keyId: string
  organisationId: string
  body: string
  role: 'handler' | 'custodian' | 'escrow'
  name: string
  isMe: boolean
}

/** Who will be able to open it. Who is left out is said inside the seal alone. */
export function OutChoices({ readers }: { readers: ImportReader[] }) {
  const t = useWords()
  const bodies = [...new Map(readers.map(({ organisationId, body }) => [organisationId, body]))]
  return (
    <>
      <h3 className="govuk-heading-s">{t('caseImport.readers')}</h3>
      <p className="am-measure">{t('caseImport.readers.lead')}</p>
      {bodies.map(([id, body], index) => (
        <div className="govuk-form-group" key={id}>
          <fieldset className="govuk-fieldset">
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
              {t(index === 0 ? 'caseImport.readers.first' : 'caseImport.readers.later', { body })}
            </legend>
            <div className="govuk-checkboxes">
              {readers
                .filter(({ organisationId, isMe }) => organisationId === id && !isMe)
                .map(({ keyId, name, role }) => (
                  <Out
                    key={keyId}
                    field={`out.${keyId}`}
                    label={t(`caseImport.readers.out.${role}`, { name })}
                  />
                ))}
              {index > 0 && <Out field={`outBody.${id}`} label={t('caseImport.readers.outBody', { body })} />}
            </div>
          </fieldset>
        </div>
      ))}
    </>
  )
}

function Out({ field, label }: { field: string; label: string }) {
  const id = `import-${field.replace('.', '-')}`
  return (
    <div className="govuk-checkboxes__item">
      <input className="govuk-checkboxes__input" id={id} type="checkbox" data-field={field} />
      <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
        {label}
      </label>
    </div>
  )
}
