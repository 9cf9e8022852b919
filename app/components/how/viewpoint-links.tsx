import { LocalLink } from '#app/components/local-link.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

/** The same process is told differently to each who takes part in it. */
export function ViewpointLinks({
  process,
  viewpoints,
  current,
}: {
  process: string
  viewpoints: readonly string[]
  current: string
}) {
  const t = useWords()
  return (
    <nav className="am-how-as" aria-label={t('how.as')}>
      <p>{t('how.as')}</p>
      <ul>
        {viewpoints.map((viewpoint) => {
          const name = t(`how.as.${process}.${viewpoint}` as Key)
          return (
            <li key={viewpoint}>
              {viewpoint === current ? (
                <b aria-current="true">{name}</b>
              ) : (
                <LocalLink to={`/how-this-works/${process}?as=${viewpoint}`}>{name}</LocalLink>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
