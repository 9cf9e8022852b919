import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { SelectField, TextField } from '#app/components/field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

type Capacity = 'contributor' | 'commenter'

/** The body's own people, who need no invitation. */
export function OwnWriters({
  organisationName,
  own,
}: {
  organisationName: string
  own: { personId: string; name: string; roles: Key[]; edits: boolean }[]
}) {
  const t = useWords()
  return (
    <section aria-labelledby="own">
      <h2 id="own" className="am-group">
        {t('together.contributors.own', { organisation: organisationName })}
      </h2>
      <ul className="am-list">
        {own.map(({ personId, name, roles, edits }) => (
          <li key={personId}>
            <b>
              <bdi>{name}</bdi>
            </b>
            <br />
            {roles.map((role) => t(role)).join(', ')}
            <br />
            <span className="am-quiet">
              {t(`together.contributors.may.${edits ? 'contributor' : 'commenter'}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Invited = { personId: string; name: string; capacity: Capacity; fromAt: Date; self: boolean }

/** Who was invited, with what they may do, and what ends it. */
export function InvitedWriters({
  invited,
  mayShare,
  mayEnd,
}: {
  invited: Invited[]
  mayShare: boolean
  /** Also when nobody is invited any more. */
  mayEnd: boolean
}) {
  const t = useWords()
  const { date } = useDates()
  return (
    <section aria-labelledby="invited">
      <h2 id="invited" className="am-group">
        {t('together.contributors.invited')}
      </h2>
      {invited.length === 0 && <p>{t('together.contributors.none')}</p>}
      <ul className="am-list">
        {invited.map((person) => (
          <li key={person.personId}>
            <b>
              <bdi>{person.name}</bdi>
            </b>
            <br />
            {t(`together.contributors.may.${person.capacity}`)}
            <br />
            <span className="am-quiet">
              {t('together.contributors.since', { date: date(person.fromAt) })}
            </span>
            {mayShare && <Change {...person} />}
            {(mayEnd || person.self) && <End {...person} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Change({ personId, name, capacity }: Invited) {
  const t = useWords()
  const other = capacity === 'contributor' ? 'commenter' : 'contributor'
  return (
    <form method="post">
      <input type="hidden" name="move" value="change" />
      <input type="hidden" name="personId" value={personId} />
      <input type="hidden" name="capacity" value={other} />
      <button className="am-as-link">
        {other === 'contributor'
          ? t('together.contributors.toContributor', { name })
          : t('together.contributors.toCommenter', { name })}
      </button>
    </form>
  )
}

function End({ personId, name, self }: Invited) {
  const t = useWords()
  return (
    <form method="post">
      <input type="hidden" name="move" value="end" />
      <input type="hidden" name="personId" value={personId} />
      <button className="am-as-link">
        {self ? t('together.contributors.leave') : t('together.contributors.end', { name })}
      </button>
    </form>
  )
}

type Form = { typed?: Record<string, string> | undefined; errors?: FieldErrors | undefined }

export function InviteColleague({
  organisationName,
  colleagues,
  typed,
  errors,
}: Form & { organisationName: string; colleagues: { personId: string; name: string; roles: Key[] }[] }) {
  const t = useWords()
  if (colleagues.length === 0) return null
  return (
    <form method="post" aria-labelledby="colleague">
      <h2 id="colleague" className="am-group">
        {t('together.invite.colleague')}
      </h2>
      <input type="hidden" name="move" value="colleague" />
      <SelectField
        name="personId"
        label={t('together.invite.person')}
        hint={t('together.invite.colleagueHint', { organisation: organisationName })}
        value={typed?.personId}
        error={errors?.personId}
        options={[
          { value: '', label: t('together.invite.choose') },
          ...colleagues.map(({ personId, name, roles }) => ({
            value: personId,
            label: `${name} (${roles.map((role) => t(role)).join(', ')})`,
          })),
        ]}
      />
      <May name="colleagueMay" typed={typed} errors={errors} />
      <Button secondary>{t('together.invite.do')}</Button>
    </form>
  )
}

export function InviteByName({ typed, errors }: Form) {
  const t = useWords()
  return (
    <form method="post" aria-labelledby="outside">
      <h2 id="outside" className="am-group">
        {t('together.invite.outside')}
      </h2>
      <input type="hidden" name="move" value="name" />
      <TextField
        name="name"
        label={t('together.invite.name')}
        hint={t('together.invite.nameHint')}
        autoComplete="off"
        spellCheck={false}
        value={typed?.name}
        error={errors?.name}
      />
      <May name="may" typed={typed} errors={errors} />
      <Button secondary>{t('together.invite.do')}</Button>
    </form>
  )
}

function May({ name, typed, errors }: Form & { name: 'may' | 'colleagueMay' }) {
  const t = useWords()
  return (
    <Radios
      name={name}
      legend={t('together.invite.may')}
      value={typed?.[name]}
      error={errors?.[name]}
      choices={(['contributor', 'commenter'] as const).map((capacity) => ({
        value: capacity,
        label: t(`together.invite.${capacity}`),
        hint: t(`together.invite.${capacity}Hint`),
      }))}
    />
  )
}
