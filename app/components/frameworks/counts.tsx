import { useDates, useWords } from '#app/components/words.tsx'
import type { Counts } from '#content/import/summary.ts'
import type { Key } from '#content/words.ts'

/** How many requirements there are of each kind, five short lists. */
export function CountsShown({ counts }: { counts: Counts }) {
  const t = useWords()
  const { number } = useDates()
  const groups: { title: string; rows: { name: Key; count: number }[] }[] = [
    {
      title: t('frameworks.by.principle'),
      rows: counts.principle.map(({ kind, count }) => ({ name: `content.principle.${kind}`, count })),
    },
    {
      title: t('frameworks.by.audience'),
      rows: counts.audience.map(({ kind, count }) => ({ name: `frameworks.audience.${kind}`, count })),
    },
    {
      title: t('frameworks.by.tier'),
      rows: counts.tier.map(({ kind, count }) => ({
        name: `frameworks.fromTier.${kind as '0' | '1' | '2' | '3'}`,
        count,
      })),
    },
    {
      title: t('frameworks.by.gate'),
      rows: counts.gate.map(({ kind, count }) => ({ name: `content.gate.${kind}`, count })),
    },
    {
      title: t('frameworks.by.answer'),
      rows: counts.answer.map(({ kind, count }) => ({ name: `frameworks.answer.${kind}`, count })),
    },
  ]
  return (
    <>
      {groups.map(({ title, rows }) => (
        <section key={title}>
          <h3 className="govuk-heading-s">{title}</h3>
          <ul className="govuk-list">
            {rows.map(({ name, count }) => (
              <li key={name}>
                <b className="am-nums">{number(count)}</b> {t(name)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
