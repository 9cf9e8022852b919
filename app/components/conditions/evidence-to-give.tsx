import { Checkboxes } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { WhatItIs } from '#app/components/evidence/evidence-item.tsx'
import { EvidenceDates, KindFields, type Typed } from '#app/components/evidence/kind-fields.tsx'
import { Fieldset, TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = {
  items: EvidenceData[]
  typed: Typed
  errors: FieldErrors | undefined
  /** The name of a file that came with an earlier try. */
  held: string | null
  year: number
}

/** What the body keeps already, to be ticked, and room to describe one new piece. */
export function EvidenceToGive({ items, typed, errors, held, year }: Props) {
  const t = useWords()
  return (
    <>
      {items.length > 0 ? (
        <Checkboxes
          name="evidenceIds"
          legend={t('conditions.give.kept')}
          size="m"
          values={(typed.evidenceIds ?? '').split('\n')}
          error={errors?.evidenceIds}
          choices={items.map((item) => ({
            value: item.id,
            label: <bdi>{item.title}</bdi>,
            hint: <WhatItIs item={item} />,
          }))}
        />
      ) : (
        <p>{t('conditions.give.none')}</p>
      )}
      <Fieldset legend={t('conditions.give.fresh')} size="m">
        <TextField
          name="title"
          label={t('conditions.give.freshTitle')}
          value={typed.title}
          error={errors?.title}
        />
        <KindFields typed={typed} errors={errors} held={held} />
        <EvidenceDates typed={typed} errors={errors} year={year} />
      </Fieldset>
    </>
  )
}
