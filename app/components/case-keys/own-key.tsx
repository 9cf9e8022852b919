import { Link } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { useDuties, useKeyState } from '#app/components/case-keys/key-list.tsx'
import { useWords } from '#app/components/words.tsx'
import type { ShownKey } from '#app/server/queries/handler-keys.server.ts'

/** One of my keys. Its fingerprint is worked out by my browser and shown only while the key is open. */
export function OwnKey({ shown }: { shown: ShownKey }) {
  const t = useWords()
  const dutiesOf = useDuties()
  const stateOf = useKeyState()
  const { id, body, duties, hasPasskey, state } = shown
  const links = [
    { to: `/app/case-keys/${id}/phrase`, words: t('caseKeys.change.title') },
    {
      to: `/app/case-keys/${id}/passkey`,
      words: t(hasPasskey ? 'caseKeys.passkey.manage' : 'caseKeys.passkey.title'),
    },
    { to: `/app/case-keys/${id}/end`, words: t('caseKeys.end.title') },
  ]
  return (
    <Card title={t('caseKeys.own.title', { body })}>
      <p>{dutiesOf(duties)}</p>
      <p>
        <b>{stateOf(shown)}</b>
      </p>
      {state === 'waiting' && <p>{t('caseKeys.own.waiting')}</p>}
      <div hidden data-unlocked="">
        <h3 className="govuk-heading-s">{t('caseKeys.fingerprint')}</h3>
        <p>{t('caseKeys.own.readOut')}</p>
        <p translate="no">
          <code className="am-hash" data-own-fingerprint={id} />
        </p>
        <ScriptProblem of={{ 'data-fingerprint-differs': '' }}>{t('caseKeys.own.differs')}</ScriptProblem>
      </div>
      <ul className="govuk-list">
        {links.map(({ to, words }) => (
          <li key={to}>
            <Link className="govuk-link" to={to}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
