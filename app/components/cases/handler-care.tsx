import { Button } from '#app/components/button.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField } from '#app/components/field.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { supervisionWithin } from '#app/forms/supervision.form.ts'

interface Handler {
  personId: string
  name: string
  hasKey: boolean
  isMe: boolean
  open: Load
  late: Load
  covered: boolean | null
  supervisedOn: Date | null
  supervision: 'never' | 'overdue' | 'inTime'
}
type Load = 'none' | 'few' | 'some' | 'many'
type Body = { id: string; name: string; handlers: Handler[] }
type Rejected = { errors: FieldErrors; typed: Record<string, string> } | undefined

/** Load, cover and the last supervision of each: a coordinator sees that, and nothing of a case. */
export function HandlerCare({ bodies, rejected }: { bodies: Body[]; rejected: Rejected }) {
  const t = useWords()
  const others = bodies.flatMap(({ id, name: body, handlers }) =>
    handlers
      .filter(({ isMe }) => !isMe)
      .map(({ personId, name }) => ({
        value: `${id}~${personId}`,
        label: t('cases.care.one', { name, body }),
      })),
  )
  return (
    <section aria-labelledby="handlers">
      <h2 className="govuk-heading-m" id="handlers">
        {t('cases.care.title')}
      </h2>
      <p className="am-measure">{t('cases.care.lead')}</p>
      <p className="am-measure">{t('cases.care.within', { days: supervisionWithin })}</p>
      {bodies.map(({ id, name, handlers }) => (
        <table key={id} className="am-table am-inbox">
          <caption>{name}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cases.care.name')}</th>
              <th scope="col">{t('cases.care.open')}</th>
              <th scope="col">{t('cases.care.late')}</th>
              <th scope="col">{t('cases.care.cover')}</th>
              <th scope="col">{t('cases.care.supervised')}</th>
            </tr>
          </thead>
          <tbody>
            {handlers.map((handler) => (
              <Row key={handler.personId} handler={handler} />
            ))}
          </tbody>
        </table>
      ))}
      {others.length > 0 && (
        <form method="post">
          <input type="hidden" name="do" value="supervised" />
          <SelectField
            name="who"
            label={t('cases.care.enter')}
            options={others}
            error={rejected?.errors['who']}
            value={rejected?.typed['who']}
          />
          <DateField
            name="onDay"
            label={t('cases.care.supervised')}
            error={rejected?.errors['onDay']}
            typed={rejected?.typed}
          />
          <Button secondary>{t('cases.care.save')}</Button>
        </form>
      )}
    </section>
  )
}

function Row({ handler }: { handler: Handler }) {
  const t = useWords()
  const { date } = useDates()
  const { name, isMe, hasKey, open, late, covered, supervisedOn, supervision } = handler
  const standing = () => {
    if (!supervisedOn) return t('cases.care.never')
    const key = supervision === 'inTime' ? 'cases.care.inTime' : 'cases.care.overdue'
    return t(key, { date: date(supervisedOn) })
  }
  return (
    <tr>
      <th scope="row">
        {name}
        {!hasKey && <small>{t('cases.care.noKey')}</small>}
      </th>
      <td data-l={t('cases.care.open')}>{t(`cases.care.load.${open}`)}</td>
      <td data-l={t('cases.care.late')}>{t(`cases.care.load.${late}`)}</td>
      <td data-l={t('cases.care.cover')}>
        {covered === null
          ? t('cases.care.noCase')
          : t(covered ? 'cases.care.covered' : 'cases.care.notCovered')}
      </td>
      <td data-l={t('cases.care.supervised')}>
        <Tag
          tone={supervision === 'inTime' ? 'done' : 'wait'}
          icon={supervision === 'inTime' ? 'tick' : 'triangle'}
        >
          {standing()}
        </Tag>
        {isMe && <small>{t('cases.care.own')}</small>}
      </td>
    </tr>
  )
}
