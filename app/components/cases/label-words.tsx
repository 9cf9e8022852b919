import { useWords } from '#app/components/words.tsx'

export const severities = ['critical', 'high', 'moderate', 'low'] as const
export const categories = [
  'sexual',
  'physical',
  'emotional',
  'child',
  'trafficking',
  'financial',
  'neglect',
  'retaliation',
  'discrimination',
  'other',
] as const

/** The script shows the one that the label says. */
export function SeverityWords() {
  const t = useWords()
  return (
    <span data-value="severity">
      {severities.map((severity) => (
        <span key={severity} data-is={severity} hidden>
          {t(`cases.severity.${severity}`)}{' '}
        </span>
      ))}
    </span>
  )
}

export function CategoryWords() {
  const t = useWords()
  return (
    <span data-value="category">
      {categories.map((category) => (
        <span key={category} data-is={category} hidden>
          {t(`cases.category.${category}`)}
        </span>
      ))}
    </span>
  )
}
