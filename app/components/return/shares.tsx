import { Press, StepForm, type Carried } from '#app/components/return/parts.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { AskedShare } from '#app/server/queries/concern-thread.server.ts'

/** Each question stands alone, and an agreement can be taken back. */
export function Shares({ shares, carried }: { shares: AskedShare[]; carried: Carried }) {
  const t = useWords()
  if (shares.length === 0) return null
  return (
    <section>
      <h2>{t('return.shares.title')}</h2>
      <p>{t('return.shares.hint')}</p>
      {shares.map((share) => (
        <OneShare key={share.shareId} share={share} carried={carried} />
      ))}
    </section>
  )
}

function OneShare({ share, carried }: { share: AskedShare; carried: Carried }) {
  const t = useWords()
  const { date } = useDates()
  const { shareId, what, toWhom, why, untilOn, answer } = share
  return (
    <article className="card">
      <dl>
        <dt>{t('return.shares.what')}</dt>
        <dd dir="auto">{what}</dd>
        <dt>{t('return.shares.toWhom')}</dt>
        <dd dir="auto">{toWhom}</dd>
        <dt>{t('return.shares.why')}</dt>
        <dd dir="auto">{why}</dd>
        {untilOn && (
          <>
            <dt>{t('return.shares.untilOn')}</dt>
            <dd>{date(untilOn)}</dd>
          </>
        )}
      </dl>
      {answer && <p>{t(`return.shares.${answer}`)}</p>}
      <StepForm carried={carried} step="share">
        <input type="hidden" name="shareId" value={shareId} />
        <p className="act">
          {answer !== 'agreed' && <Press say="return.shares.agree" name="answer" value="agreed" quiet />}
          {answer === null && <Press say="return.shares.refuse" name="answer" value="refused" quiet />}
          {answer === 'agreed' && (
            <Press say="return.shares.takeBack" name="answer" value="withdrawn" quiet />
          )}
        </p>
        {answer === 'agreed' && <p className="hint">{t('return.shares.takeBack.hint')}</p>}
      </StepForm>
    </article>
  )
}
