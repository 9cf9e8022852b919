import { Fragment } from 'react'
import { Link } from '@remix-run/react'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { RowField, type SiteOption } from '#app/components/registers/row-field.tsx'
import { useWords } from '#app/components/words.tsx'
import { wordOf, type RowValues } from '#content/registers/definition.ts'
import { registers, type RegisterId } from '#content/registers/registers.ts'

type RowFormProps = {
  plan: string
  register: RegisterId
  values: RowValues
  sealed: boolean
  maySeal: boolean
  typed?: Record<string, string> | undefined
  errors?: FieldErrors | undefined
  revision: number
  isNew: boolean
  sites: SiteOption[]
  /** The language in which the plan is written. */
  lang: string
}

/** One row of any register. Everything is a plain box or choice, so it works without a script. */
export function RowForm({
  plan,
  register,
  values,
  sealed,
  maySeal,
  typed,
  errors,
  revision,
  isNew,
  sites,
  lang,
}: RowFormProps) {
  const t = useWords()
  const definition = registers[register]
  const placeless =
    sites.length === 0 && definition.fields.some(({ kind, required }) => kind === 'site' && required)
  return (
    <form method="post" noValidate className="am-measure">
      <HiddenRevision revision={revision} />
      {placeless && (
        <p>
          {t('registers.form.noSites')}{' '}
          <Link className="govuk-link" to={`/app/assessments/${plan}/lists/sites/new`}>
            {t('registers.sites.add')}
          </Link>
        </p>
      )}
      {definition.fields.map((field) => (
        <Fragment key={field.id}>
          {field.section && (
            <h2 className="govuk-heading-m">{t(wordOf(definition, `section.${field.section}`))}</h2>
          )}
          <RowField
            register={definition}
            field={field}
            values={values}
            typed={typed}
            errors={errors}
            sites={sites}
            lang={lang}
          />
        </Fragment>
      ))}
      {maySeal && (
        <Checkboxes
          name="seal"
          legend={t('registers.sealed.legend')}
          hint={t('registers.sealed.hint')}
          values={(typed ? typed.seal === 'yes' : sealed) ? ['yes'] : []}
          choices={[{ value: 'yes', label: t('registers.sealed.choice') }]}
        />
      )}
      <ButtonGroup>
        <Button name="then" value="list">
          {t('registers.form.save')}
        </Button>
        {isNew && (
          <Button name="then" value="another" secondary>
            {t('registers.form.saveAndAdd')}
          </Button>
        )}
      </ButtonGroup>
    </form>
  )
}
