import { useProblem } from '#app/components/route-error.tsx'
import { usePageContext } from '#app/components/page-context.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { useDoorPath } from '#app/components/reporter/shell.tsx'
import { useWords } from '#app/components/words.tsx'

/** What happened and what to do now, without a way into the rest of the service. */
export function ReporterError() {
  const { title, advice } = useProblem()
  const t = useWords()
  const { failure } = usePageContext()
  const home = useDoorPath()
  return (
    <>
      <h1>{t(title)}</h1>
      <p>{t(advice)}</p>
      {/* A mistyped address has no first page; a code opens its thread on this page all the same. */}
      <p>
        {failure && home ? (
          <LocalLink to={home}>{t('reporter.footer.start')}</LocalLink>
        ) : (
          <LocalLink to="/r/back">{t('return.enter.title')}</LocalLink>
        )}
      </p>
      {failure && <p className="hint">{t('shell.problem.reference', { id: failure.id })}</p>}
    </>
  )
}
