import { Button } from '#app/components/button.tsx'
import { TextField } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'

export type AuthenticatorProps = {
  proposal: string
  secret: string
  link: string
  picture: { size: number; path: string }
  error?: Message | undefined
}

/** Three ways to bring the secret into an app: the camera, the link on the same phone, typing. */
export function SetUpAuthenticator({ proposal, secret, link, picture, error }: AuthenticatorProps) {
  const t = useWords()
  return (
    <>
      <ol className="govuk-list govuk-list--number">
        <li>{t('auth.setUp.app')}</li>
        <li>
          {t('auth.setUp.add')}
          <p>
            <svg
              className="am-qr"
              role="img"
              aria-label={t('auth.setUp.picture')}
              width="220"
              height="220"
              viewBox={`0 0 ${picture.size} ${picture.size}`}
              shapeRendering="crispEdges"
            >
              <rect width={picture.size} height={picture.size} fill="#fff" />
              <path d={picture.path} fill="#000" />
            </svg>
          </p>
          <p>
            <a className="govuk-link" href={link}>
              {t('auth.setUp.link')}
            </a>
          </p>
          <p>
            {t('auth.setUp.type')} <code>{secret}</code>
          </p>
        </li>
        <li>{t('auth.setUp.enter')}</li>
      </ol>
      <form method="post">
        <input type="hidden" name="proposal" value={proposal} />
        <TextField
          name="code"
          label={t('auth.setUp.label')}
          width={10}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          error={error}
        />
        <Button>{t('auth.setUp.button')}</Button>
      </form>
    </>
  )
}

/** Shown once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useWords()
  return (
    <>
      <p>{t('auth.recoveryCodes.keep')}</p>
      <ul className="govuk-list am-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  )
}
