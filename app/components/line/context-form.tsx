import { Link } from '@remix-run/react'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { useWords } from '#app/components/words.tsx'
import { contextGroups } from '#app/forms/context.form.ts'

/** Every question with yes and no, and none of them answered beforehand. */
export function ContextForm({
  id,
  filled,
  errors,
  revision,
}: {
  id: string
  filled: Record<string, string> | undefined
  errors: FieldErrors | undefined
  revision: number
}) {
  const t = useWords()
  return (
    <form method="post" noValidate className="am-measure">
      <HiddenRevision revision={revision} />
      {contextGroups.map(({ id: group, asks }) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`} className="govuk-heading-m">
            {t(`tier.group.${group}`)}
          </h2>
          {asks.map((question) => (
            <Radios
              key={question}
              name={question}
              legend={t(`tier.ask.${question}`)}
              hint={t(`tier.hint.${question}`)}
              inline
              value={filled?.[question]}
              error={errors?.[question]}
              choices={[
                { value: 'yes', label: t('tier.yes') },
                { value: 'no', label: t('tier.no') },
              ]}
            />
          ))}
        </section>
      ))}
      <ButtonGroup>
        <Button name="step" value="look">
          {t('tier.context.save')}
        </Button>
        <Link className="govuk-link" to={`/app/assessments/${id}`}>
          {t('content.do.cancel')}
        </Link>
      </ButtonGroup>
    </form>
  )
}
