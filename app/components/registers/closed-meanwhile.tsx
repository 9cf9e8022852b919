import { Icon } from '#app/components/icon.tsx'
import { RowShown } from '#app/components/registers/row-shown.tsx'
import type { SiteOption } from '#app/components/registers/row-field.tsx'
import { useWords } from '#app/components/words.tsx'
import type { RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'

/** The plan went out while somebody was still writing: nothing is saved any more, and nothing typed is thrown away. */
export function ClosedRow({
  register,
  mine,
  sites,
}: {
  register: RegisterId
  mine: RowValues
  sites: SiteOption[]
}) {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="closed" tabIndex={-1} autoFocus>
      <h2 id="closed" className="govuk-heading-m">
        <Icon name="return" /> {t('line.closed.title')}
      </h2>
      <p>{t('registers.closed')}</p>
      <RowShown register={register} values={mine} sites={sites} />
    </section>
  )
}
