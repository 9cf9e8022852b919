import { Fragment, type ReactNode } from 'react'
import {
  moreChoices,
  moreFields,
  type ChoiceField,
  type MoreField,
  type MoreItem,
  type Typed,
} from '#app/forms/filing-more.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { ChoiceGroup } from '#app/components/reporter/choice-group.tsx'
import type { DatesShown } from '#app/components/reporter/door-data.ts'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { afterFields } from '#app/components/reporter/received.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { Pictures } from '#app/components/reporter/write.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

type Props = {
  item: MoreItem
  code: string
  dates: DatesShown
  done: readonly MoreItem[]
  held: string
  typed: Typed
  errors: FieldErrors
}

/** What ends a promise is said again where somebody is about to give a name. */
const leads: Partial<Record<MoreItem, { heading?: Key; words: Key }[]>> = {
  contact: [{ words: 'reporter.more.contact.lead' }],
  name: [
    { heading: 'reporter.choose.anonymous', words: 'reporter.choose.anonymous.words' },
    { heading: 'reporter.choose.confidential', words: 'reporter.choose.confidential.words' },
    { words: 'reporter.more.name.lead' },
  ],
}

/** How each box is called and what stands below its name. */
const boxes: Record<Exclude<MoreField, ChoiceField>, { label: Key; hint?: Key }> = {
  when: { label: 'reporter.more.when', hint: 'reporter.more.when.hint' },
  where: { label: 'reporter.more.where', hint: 'reporter.more.where.hint' },
  who: { label: 'reporter.more.who.label', hint: 'reporter.more.who.hint' },
  role: { label: 'reporter.more.role', hint: 'reporter.more.role.hint' },
  wants: { label: 'reporter.more.wants', hint: 'reporter.more.wants.hint' },
  contactWho: { label: 'reporter.more.contactWho' },
  contactHow: { label: 'reporter.more.contactHow' },
  contactTimes: { label: 'reporter.more.contactTimes' },
  codeWord: { label: 'reporter.more.codeWord' },
  ifNobody: { label: 'reporter.more.ifNobody' },
  whatNotToSay: { label: 'reporter.more.whatNotToSay' },
  name: { label: 'reporter.more.name.label', hint: 'reporter.more.name.hint' },
  reach: { label: 'reporter.more.reach' },
  followUp: { label: 'reporter.more.followUp' },
  ownWord: { label: 'reporter.more.ownWord', hint: 'reporter.more.ownWord.hint' },
}

const legends: Record<ChoiceField, Key> = {
  affected: 'reporter.more.affected.hint',
  promise: 'reporter.more.promise',
  hearOutcome: 'reporter.more.hearOutcome',
  pace: 'reporter.more.pace',
}

/** One thing more, if the person wants. */
export function MorePage(props: Props) {
  const t = useWords()
  const home = useDoorPath()
  const { item, typed, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{t(`reporter.more.${item}`)}</h1>
      {leads[item]?.map(({ heading, words }) => (
        <Fragment key={words}>
          {heading && <h2>{t(heading)}</h2>}
          <p>{t(words)}</p>
        </Fragment>
      ))}
      <MoreForm {...props}>
        {moreFields[item].map((field) =>
          isChoice(field) ? (
            <ChoiceGroup
              key={field}
              name={field}
              legend={t(legends[field])}
              error={errors[field]}
              value={typed[field] ?? ''}
              options={moreChoices[field].map((value) => ({
                value,
                label: t(`reporter.more.${field}.${value}` as Key),
              }))}
            />
          ) : (
            <Box key={field} field={field} typed={typed} errors={errors} />
          ),
        )}
        {item === 'files' && <Pictures filing={{ proof: '' }} errors={errors} />}
      </MoreForm>
      {/* Nothing was taken: whoever cannot wait is not left with a form alone. */}
      {errors[''] && (
        <p>
          <LocalLink to={`${home}/help`}>{t('reporter.received.help.link')}</LocalLink>
        </p>
      )}
    </>
  )
}

function Box({
  field,
  typed,
  errors,
}: {
  field: Exclude<MoreField, ChoiceField>
  typed: Typed
  errors: FieldErrors
}) {
  const t = useWords()
  const { label, hint } = boxes[field]
  return (
    <TextArea
      name={field}
      label={t(label)}
      {...(hint ? { hint: t(hint) } : {})}
      error={errors[field]}
      value={typed[field]}
      rows={2}
    />
  )
}

function MoreForm({ item, code, dates, done, held, children }: Props & { children: ReactNode }) {
  const t = useWords()
  return (
    <form method="post" {...(item === 'files' ? { encType: 'multipart/form-data' } : {})}>
      {afterFields({ code, dates, done, held }).map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="act">
        <button className="govuk-button" name="go" value={`add:${item}`}>
          {t('reporter.more.send')}
        </button>
        <button
          className="govuk-button govuk-button--secondary"
          name="go"
          value={`skip:${item}`}
          formEncType="application/x-www-form-urlencoded"
        >
          {t('reporter.more.skip')}
        </button>
      </div>
      <LanguageButtons go={`more:${item}`} />
    </form>
  )
}

function isChoice(field: MoreField): field is ChoiceField {
  return field in moreChoices
}
