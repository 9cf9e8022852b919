import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type ShownRootKey =
  | { state: 'offered' | 'elsewhere' }
  | { state: 'downloaded'; downloadedAt: Date | string }
  | { state: 'deleted'; downloadedAt: Date | string | null; deletedAt: Date | string }

type Props = { rootKey: ShownRootKey; password: string | null; mayKeep: boolean }

/** Offered, downloaded, deleted: in this order and never back, unless the download did not arrive. */
export function RootKey({ rootKey, password, mayKeep }: Props) {
  const t = useWords()
  const { date } = useDates()
  return (
    <section className="am-measure" aria-labelledby="root-key">
      <h2 className="govuk-heading-m" id="root-key">
        {t('keys.rootKey.title')}
      </h2>
      <p>{t('keys.rootKey.lead')}</p>
      {rootKey.state === 'offered' && <p>{t('keys.rootKey.offered')}</p>}
      {rootKey.state === 'elsewhere' && <p>{t('keys.rootKey.elsewhere')}</p>}
      {rootKey.state === 'downloaded' && (
        <p>{t('keys.rootKey.downloaded', { at: date(rootKey.downloadedAt, 'moment') })}</p>
      )}
      {rootKey.state === 'deleted' && (
        <p>{t('keys.rootKey.deleted', { at: date(rootKey.deletedAt, 'moment') })}</p>
      )}
      {mayKeep && rootKey.state === 'offered' && !password && (
        <ButtonLink secondary to="/app/step-up?next=/app/signing-keys">
          {t('keys.rootKey.prove')}
        </ButtonLink>
      )}
      {password && (
        <form method="post" action="/app/signing-keys/root-key">
          <p>{t('keys.rootKey.password')}</p>
          <p>
            <code className="am-hash">{password}</code>
          </p>
          <input type="hidden" name="rootKeyPassword" value={password} />
          <Button secondary>{t('keys.rootKey.download')}</Button>
        </form>
      )}
      {mayKeep && rootKey.state === 'downloaded' && (
        <form method="post">
          <ButtonGroup>
            <Button name="done" value="delete">
              {t('keys.rootKey.delete')}
            </Button>
            <Button secondary name="done" value="offer">
              {t('keys.rootKey.again')}
            </Button>
          </ButtonGroup>
        </form>
      )}
    </section>
  )
}
