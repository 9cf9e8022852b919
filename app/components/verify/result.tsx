import { Icon, type IconName } from '#app/components/icon.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { Signatures, StatusAndSubject, type DocumentFacts } from '#app/components/verify/facts.tsx'
import { NumberForm, UploadForm } from '#app/components/verify/forms.tsx'
import { LedgerProof, type ProofShown } from '#app/components/verify/ledger-proof.tsx'
import { useWords } from '#app/components/words.tsx'

export type Verdict = 'unchanged' | 'not_yet_complete' | 'changed' | 'not_found'

type Result = {
  verdict: Verdict
  sha256: string
  size: number
  genuineBytes: number | null
  step: number | null
  proof: ProofShown | null
  facts: (DocumentFacts & { complete: boolean }) | null
}

const looks: Record<Verdict, { tone: string; icon: IconName }> = {
  unchanged: { tone: 'ok', icon: 'tick' },
  not_yet_complete: { tone: 'old', icon: 'past' },
  changed: { tone: 'bad', icon: 'cross' },
  not_found: { tone: 'not', icon: 'question' },
}

/** The first sentence is the answer; what it does not mean stands in the same breath. */
export function VerifyResult({ result, today }: { result: Result; today: Date | string }) {
  const t = useWords()
  const { verdict, facts } = result
  const { tone, icon } = looks[verdict]
  const names = { issuer: facts?.issuerName ?? '', number: facts?.number ?? '' }
  return (
    <>
      <div className={`res ${tone}`} role="status">
        <Icon name={icon} />
        <div>
          <h1>{t(`verify.${verdict}.title`)}</h1>
          <p>{t(`verify.${verdict}.text`, names)}</p>
          {verdict === 'changed' && <p>{t('verify.changed.advice', names)}</p>}
          {verdict === 'not_found' && <p>{t('verify.not_found.advice')}</p>}
          {verdict === 'not_yet_complete' && (
            <p>
              {t(facts?.complete ? 'verify.not_yet_complete.newer' : 'verify.not_yet_complete.none', names)}
            </p>
          )}
          {facts && facts.status !== 'current' && (
            <p>
              <b>{t(`verify.result.${facts.status}`)}</b>
            </p>
          )}
          {verdict === 'unchanged' && <p>{t('verify.limits')}</p>}
        </div>
      </div>
      <div className="grid">
        <div>
          {facts && <StatusAndSubject facts={facts} today={today} />}
          <Proof result={result} />
          {facts && result.proof && (
            <LedgerProof proof={result.proof} number={facts.number} step={result.step} />
          )}
        </div>
        <div>
          {facts && <Signatures facts={facts} />}
          <UploadForm title={t('verify.again')} />
          {verdict === 'not_found' && <NumberForm />}
        </div>
      </div>
    </>
  )
}

function Proof({ result: { sha256, size, genuineBytes } }: { result: Result }) {
  const t = useWords()
  return (
    <>
      <h2>{t('verify.proof.title')}</h2>
      <dl>
        <dt>{t('verify.proof.hash')}</dt>
        <dd className="hash">{sha256.match(/.{1,4}/g)?.join(' ')}</dd>
        <dt>{t('verify.proof.size')}</dt>
        <dd>
          {t('verify.proof.bytes', { size })}
          {genuineBytes !== null && (
            <>
              {'. '}
              {t('verify.proof.genuine', { count: genuineBytes })}
            </>
          )}
        </dd>
      </dl>
      <ul>
        <li>
          <LocalLink to="/ledger">{t('verify.proof.ledger')}</LocalLink>
        </li>
        <li>
          <a href="/verify/certificates.pem">{t('verify.proof.root')}</a>
        </li>
      </ul>
    </>
  )
}
