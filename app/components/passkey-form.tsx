import type { ReactNode } from 'react'
import { useWords } from '#app/components/words.tsx'

type PasskeyFormProps = {
  /** `get` proves a passkey, `create` makes one. */
  purpose: 'get' | 'create'
  options: object
  button: ReactNode
  children?: ReactNode
}

/**
 * The one thing here that needs script. Without it the page says so and nothing else is lost: the form is hidden
 * until public/scripts/passkey.js shows it.
 */
export function PasskeyForm({ purpose, options, button, children }: PasskeyFormProps) {
  const t = useWords()
  return (
    <div data-passkey-box>
      <p className="am-quiet" data-passkey-absent>
        {t('auth.passkey.needsScript')}
      </p>
      <form method="post" hidden data-passkey={purpose} data-options={JSON.stringify(options)}>
        <input type="hidden" name="credential" value="" />
        {children}
        <div role="alert">
          <div hidden data-passkey-problem>
            <p className="govuk-error-message">{t('auth.passkey.notDone')}</p>
          </div>
        </div>
        <button className="govuk-button govuk-button--secondary">{button}</button>
      </form>
      <script type="module" src="/scripts/passkey.js" />
    </div>
  )
}
