import { LocalLink, useLocalPath, withQuery } from '#app/components/local-link.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type ProofShown = {
  position: number
  at: Date | string
  entry: string | null
  leaf: string
  covered: { size: number; root: string; at: Date | string; path: string[]; note: string } | null
}

/** Where the document stands in the public ledger, and for the careful every hash that shows it. */
export function LedgerProof({
  proof,
  number,
  step,
}: {
  proof: ProofShown
  number: string
  step: number | null
}) {
  const t = useWords()
  const { date } = useDates()
  const { position, at, covered } = proof
  return (
    <>
      <h2>{t('ledger.proof.title')}</h2>
      <p>{t('ledger.proof.entry', { position, at: date(at, 'moment') })}</p>
      <p>
        {covered
          ? t('ledger.proof.covered', { size: covered.size, at: date(covered.at, 'moment') })
          : t('ledger.proof.notYet')}
      </p>
      {covered && <Hashes proof={proof} covered={covered} number={number} step={step} />}
      <p>
        <LocalLink to="/ledger/explained">{t('ledger.explained.link')}</LocalLink>
      </p>
    </>
  )
}

function Hashes({
  proof: { position, entry, leaf },
  covered: { root, path, note },
  number,
  step,
}: {
  proof: ProofShown
  covered: NonNullable<ProofShown['covered']>
  number: string
  step: number | null
}) {
  const t = useWords()
  const local = useLocalPath()
  const file = `/verify/${number}/proof.txt`
  return (
    <details>
      <summary>{t('ledger.proof.show')}</summary>
      <p>{t('ledger.proof.what')}</p>
      <dl>
        <dt>{t('ledger.proof.index')}</dt>
        <dd className="hash">{position}</dd>
        <dt>{t('ledger.proof.salted')}</dt>
        <dd className="hash">{entry ?? t('ledger.proof.erased')}</dd>
        <dt>{t('ledger.proof.leaf')}</dt>
        <dd className="hash">{leaf}</dd>
        <dt>{t('ledger.proof.path')}</dt>
        <dd>
          {path.length === 0 ? (
            t('ledger.proof.pathEmpty')
          ) : (
            <ol className="hash">
              {path.map((hash) => (
                <li key={hash}>{hash}</li>
              ))}
            </ol>
          )}
        </dd>
        <dt>{t('ledger.proof.root')}</dt>
        <dd className="hash">{root}</dd>
      </dl>
      <h3>{t('ledger.proof.checkpoint')}</h3>
      <pre className="hash card" tabIndex={0} aria-label={t('ledger.proof.checkpoint')}>
        {note}
      </pre>
      <h3>{t('ledger.proof.how')}</h3>
      <ol>
        <li>{t('ledger.proof.how.1')}</li>
        <li>{t('ledger.proof.how.2')}</li>
        <li>{t('ledger.proof.how.3')}</li>
      </ol>
      <p>
        <a href={local(step === null ? file : withQuery(file, 'step', String(step)))}>
          {t('ledger.proof.download')}
        </a>
      </p>
    </details>
  )
}
