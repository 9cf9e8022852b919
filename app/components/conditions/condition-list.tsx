import { Link } from '@remix-run/react'
import type { ConditionLine } from '#app/components/conditions/condition-data.ts'
import { holdsKey } from '#app/components/conditions/holds-back.ts'
import { WaitingChip } from '#app/components/conditions/waiting-chip.tsx'
import { useWords } from '#app/components/words.tsx'

/** What is owed, by whom, how it stands, what waits for it, and who is waited for. */
export function ConditionList({ lines }: { lines: ConditionLine[] }) {
  const t = useWords()
  return (
    <ul className="am-next">
      {lines.map((line) => (
        <li className="am-row" key={line.id}>
          <div>
            <p className="am-row__title" lang={line.locale} dir="auto">
              <Link className="govuk-link" to={`/app/conditions/${line.id}`}>
                {line.sentence}
              </Link>
            </p>
            <p>{t(line.sentenceKey)}</p>
            <p className="am-quiet">
              {t(line.owner === line.organisationName ? 'conditions.owedBy.itself' : 'conditions.owedBy', {
                owner: line.owner,
                title: line.title,
                organisation: line.organisationName,
              })}{' '}
              {t(holdsKey(line.holdsBack))}
            </p>
          </div>
          <div>
            <WaitingChip line={line} />
          </div>
        </li>
      ))}
    </ul>
  )
}
