import type { ReactNode } from 'react'
import { Icon } from '#app/components/icon.tsx'
import { useWords } from '#app/components/words.tsx'

type ConflictNoticeProps = {
  /** Who saved meanwhile; left out when that may not be told. */
  by?: string | undefined
  theirs: ReactNode
  yours: ReactNode
}

/** Two people at once: both texts stand side by side, and the form below holds the reader's own. */
export function ConflictNotice({ by, theirs, yours }: ConflictNoticeProps) {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="conflict" tabIndex={-1} autoFocus>
      <h2 id="conflict" className="govuk-heading-m">
        <Icon name="return" /> {t('shell.conflict.title')}
      </h2>
      <p>{by ? t('shell.conflict.by', { name: by }) : t('shell.conflict.someone')}</p>
      <div className="am-compare">
        <section className="am-compare__side" aria-labelledby="conflict-theirs">
          <header>
            <h3 id="conflict-theirs">{t('shell.conflict.theirs')}</h3>
          </header>
          <div className="am-compare__body am-pre" dir="auto">
            {theirs}
          </div>
        </section>
        <section className="am-compare__side am-now" aria-labelledby="conflict-yours">
          <header>
            <h3 id="conflict-yours">{t('shell.conflict.yours')}</h3>
          </header>
          <div className="am-compare__body am-pre" dir="auto">
            {yours}
          </div>
        </section>
      </div>
    </section>
  )
}
