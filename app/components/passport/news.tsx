import { Icon } from '#app/components/icon.tsx'
import { Notice } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'

const news = ['confirmed', 'takenOut', 'ended', 'opened', 'used', 'kept'] as const

/** What the last step did. */
export function PassportNews({ said }: { said: string | null }) {
  const t = useWords()
  const one = news.find((each) => each === said)
  return one ? (
    <Notice>
      <p>{t(`passport.news.${one}`)}</p>
    </Notice>
  ) : null
}

/** Somebody was faster: nothing was done, and the page below is as it stands now. */
export function PassportMoved() {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="moved" tabIndex={-1} autoFocus>
      <h2 id="moved" className="govuk-heading-m">
        <Icon name="return" /> {t('passport.moved.title')}
      </h2>
      <p>{t('passport.moved.text')}</p>
    </section>
  )
}
