import { Link } from '@remix-run/react'
import { SealedPlace } from '#app/components/cases/sealed.tsx'
import type { StepPage } from '#app/components/case-steps/way-form.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Person = StepPage['persons'][number]

/** Whom somebody asks whether they were made to pay, and on which days; one of them, or everybody. */
export function Persons({ page }: { page: StepPage }) {
  const t = useWords()
  return (
    <>
      <template data-kind="thread_person">
        <p data-value="capacity">
          {(['reporter', 'affected', 'witness', 'intermediary'] as const).map((value) => (
            <span key={value} data-is={value} hidden>
              {t(`cases.capacity.${value}`)}
            </span>
          ))}
        </p>
      </template>
      {page.persons.map((person, index) => (
        <OnePerson key={person.id} page={page} person={person} name={nameOf(person, index, t)} />
      ))}
    </>
  )
}

function OnePerson({ page, person, name }: { page: StepPage; person: Person; name: string }) {
  const t = useWords()
  return (
    <section className="am-card" aria-labelledby={`person-${person.id}`}>
      <h2 className="govuk-heading-m" id={`person-${person.id}`}>
        {name}
      </h2>
      {person.who
        .filter(({ id }) => !page.before.some((part) => part.id === id))
        .map((part) => (
          <SealedPlace key={part.id} part={part} dated={false} />
        ))}
      {!person.asked && <p>{t('caseSteps.person.notAsked')}</p>}
      <Checks person={person} />
      {page.personId === null && (
        <p>
          <Link className="govuk-link" to={`/app/cases/${page.id}/steps/detriment?person=${person.id}`}>
            {t(person.asked ? 'caseSteps.person.open' : 'caseSteps.person.openNotAsked', { name })}
          </Link>
        </p>
      )}
    </section>
  )
}

function nameOf(
  { number, isFirst, described }: Person,
  index: number,
  t: ReturnType<typeof useWords>,
): string {
  if (isFirst) return t('caseSteps.person.first')
  if (number !== null) return t('caseSteps.person.thread', { number })
  return t(described ? 'caseSteps.person.added' : 'caseSteps.person.told', { number: index + 1 })
}

function Checks({ person: { checks } }: { person: Person }) {
  const t = useWords()
  const { date } = useDates()
  if (checks.length === 0) return <p>{t('caseSteps.person.noChecks')}</p>
  return (
    <ul className="am-list">
      {checks.map(({ id, onDay, stands }) => (
        <li key={id}>
          <time dateTime={new Date(onDay).toISOString().slice(0, 10)}>{date(onDay)}</time>{' '}
          <Tag
            tone={stands === 'late' ? 'alert' : stands === 'met' ? 'done' : 'neutral'}
            icon={stands === 'late' ? 'clock' : stands === 'met' ? 'tick' : 'bar'}
          >
            {t(`caseSteps.person.${stands}`)}
          </Tag>
        </li>
      ))}
    </ul>
  )
}
