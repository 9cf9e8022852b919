import { Radios } from '#app/components/choices.tsx'
import type { Message } from '#app/components/words.tsx'

type BodyFieldProps = {
  label: string
  bodies: { id: string; name: string }[]
  value?: string | undefined
  error?: Message | undefined
}

/** In whose name. With one body there is nothing to choose, and the page says which it is. */
export function BodyField({ label, bodies, value, error }: BodyFieldProps) {
  const [only, ...others] = bodies
  if (only && others.length === 0)
    return (
      <p>
        <b>{label}</b>
        <br />
        {only.name}
        <input type="hidden" name="organisationId" value={only.id} />
      </p>
    )
  return (
    <Radios
      name="organisationId"
      legend={label}
      value={value}
      error={error}
      choices={bodies.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
