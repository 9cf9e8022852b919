import { Icon } from '#app/components/icon.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { countryName, languageName } from '#content/words.ts'

export type DocumentFacts = {
  number: string
  kind: 'full_record' | 'public_statement'
  title: string
  organisationName: string
  country: string
  programmeTitle: string | null
  issuerName: string
  framework: string
  locale: string
  audience: 'funder' | 'project'
  fictional: boolean
  outcome: 'approved' | 'approved_with_conditions' | 'declined'
  decidedAt: Date | string
  status: 'current' | 'replaced' | 'no_longer_in_force'
  statusOn: Date | string | null
  replacedBy: string | null
  signatures: {
    capacity: 'principal_investigator' | 'reviewer' | 'approver'
    organisationName: string
    signedAt: Date | string
  }[]
}

/** What anybody may know about an issued document: never a condition, a person or a place. */
export function StatusAndSubject({ facts, today }: { facts: DocumentFacts; today: Date | string }) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  return (
    <>
      <h2>{t('verify.status.title', { date: date(today) })}</h2>
      <dl>
        <dt>{t('verify.status.decision')}</dt>
        <dd>
          <b>{t(`verify.outcome.${facts.outcome}`)}</b>
        </dd>
        <dt>{t('verify.what.decidedOn')}</dt>
        <dd>{date(facts.decidedAt)}</dd>
        <dt>{t('verify.status.inForce')}</dt>
        <dd>
          {t(`verify.status.${facts.status}`)}
          {facts.replacedBy && (
            <>
              <br />
              {t('verify.status.successor')}{' '}
              <LocalLink to={`/verify/${facts.replacedBy}`} className="hash">
                {facts.replacedBy}
              </LocalLink>
            </>
          )}
          {facts.statusOn && (
            <>
              <br />
              {t('verify.status.since', { date: date(facts.statusOn) })}
            </>
          )}
          <br />
          <span className="s">{t('verify.status.note')}</span>
        </dd>
      </dl>
      <h2>{t('verify.what.title')}</h2>
      <dl>
        <dt>{t('verify.what.document')}</dt>
        <dd>
          {t(`verify.what.${facts.kind}`, { title: facts.title })}
          {facts.fictional && (
            <>
              <br />
              <span className="s">{t('verify.fictional')}</span>
            </>
          )}
        </dd>
        <dt>{t('verify.what.for')}</dt>
        <dd>
          {facts.organisationName}, {countryName(locale, facts.country)}
        </dd>
        {facts.programmeTitle && (
          <>
            <dt>{t('verify.what.programme')}</dt>
            <dd>{facts.programmeTitle}</dd>
          </>
        )}
        <dt>{t('verify.what.number')}</dt>
        <dd className="hash">{facts.number}</dd>
        <dt>{t('verify.what.framework')}</dt>
        <dd>
          {t('verify.what.frameworkIn', {
            framework: facts.framework,
            language: languageName(locale, facts.locale),
          })}
        </dd>
      </dl>
    </>
  )
}

export function Signatures({ facts }: { facts: DocumentFacts }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      <h2>{t('verify.signed.title')}</h2>
      {facts.signatures.length === 0 ? (
        <p>{t('verify.signed.none')}</p>
      ) : (
        <ol className="sig">
          {facts.signatures.map(({ capacity, organisationName, signedAt }) => (
            <li key={capacity}>
              <Icon name="tick" />
              <div>
                <p>
                  <b>{t(`content.signer.${facts.audience}.${capacity}`)}</b>
                </p>
                <p className="s">{organisationName}</p>
                <p className="s">{date(signedAt, 'moment')}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      <p className="s">{t('verify.signed.note')}</p>
      <p className="s">{t('verify.signed.authority')}</p>
    </>
  )
}
