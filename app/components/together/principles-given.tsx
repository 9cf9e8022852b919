import { Button } from '#app/components/button.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type Principle = 'rights' | 'equity' | 'transparency' | 'accountability'
type Given = { principle: Principle; name: string | null }

/** Who sees to which principle; with the form that gives one, for whoever may. */
export function PrinciplesGiven({
  principles,
  writers,
  mayShare,
  typed,
  errors,
}: {
  principles: Given[]
  writers: { personId: string; name: string }[]
  mayShare: boolean
  typed?: Record<string, string> | undefined
  errors?: FieldErrors | undefined
}) {
  const t = useWords()
  return (
    <section aria-labelledby="principles">
      <h2 id="principles" className="am-group">
        {t('together.assign.title')}
      </h2>
      <DataTable
        caption={<span className="govuk-visually-hidden">{t('together.assign.caption')}</span>}
        columns={[
          {
            id: 'principle',
            head: t('together.assign.principle'),
            cell: ({ principle }: Given) => t(`content.principle.${principle}`),
          },
          {
            id: 'person',
            head: t('together.assign.person'),
            cell: ({ name }: Given) => <bdi>{name ?? t('together.assign.nobody')}</bdi>,
          },
        ]}
        rows={principles}
        idOf={({ principle }) => principle}
      />
      {mayShare && (
        <form method="post" aria-labelledby="give">
          <h3 id="give" className="govuk-heading-s">
            {t('together.assign.give')}
          </h3>
          <input type="hidden" name="move" value="assign" />
          <SelectField
            name="principle"
            label={t('together.assign.principle')}
            value={typed?.principle}
            error={errors?.principle}
            options={principles.map(({ principle }) => ({
              value: principle,
              label: t(`content.principle.${principle}`),
            }))}
          />
          <SelectField
            name="to"
            label={t('together.assign.person')}
            value={typed?.to}
            error={errors?.to}
            options={[
              { value: '', label: t('together.assign.nobody') },
              ...writers.map(({ personId, name }) => ({ value: personId, label: name })),
            ]}
          />
          <Button secondary>{t('together.assign.do')}</Button>
        </form>
      )}
    </section>
  )
}
