import { Entries } from '#app/components/return/entries.tsx'
import {
  ComeBackForm,
  FilesForm,
  HowSinceForm,
  ReviewForm,
  SafeContactForm,
  SayForm,
  WishesForm,
  WithdrawForm,
} from '#app/components/return/forms.tsx'
import { Press, StepForm, type Carried } from '#app/components/return/parts.tsx'
import { Shares } from '#app/components/return/shares.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { OpenedFile } from '#app/server/queries/concern-thread-file.server.ts'
import type { Conversation, DateToCome } from '#app/server/queries/concern-return.server.ts'

/** One person's own thread. Where a code opens several, each stands by itself. */
export function OneConversation({
  conversation,
  number,
  carried,
  opened,
}: {
  conversation: Conversation
  /** Null where it is the only one. */
  number: number | null
  carried: Carried
  opened: OpenedFile | undefined
}) {
  const t = useWords()
  const { sentence, beside, withdrawn, dates, entries, shares, filedIt } = conversation
  return (
    <section className="talk" aria-labelledby={number === null ? undefined : `talk-${number}`}>
      {number !== null && <h2 id={`talk-${number}`}>{t('return.talk.numbered', { number })}</h2>}
      {conversation.askHowSince && <HowSinceForm carried={carried} />}
      <h2>{t('return.state.title')}</h2>
      <p>{t(sentence)}</p>
      {beside.map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      {withdrawn && (
        <div className="card">
          <p>{t('return.state.withdrawn')}</p>
          <StepForm carried={carried} step="takePart">
            <Press say="return.takePart.do" quiet />
          </StepForm>
        </div>
      )}
      <Dates dates={dates} />
      <h2>{t('return.messages.title')}</h2>
      <Entries entries={entries} carried={carried} opened={opened} />
      <Shares shares={shares} carried={carried} />
      <SayForm carried={carried} />
      <FilesForm carried={carried} />
      <WishesForm carried={carried} filedIt={filedIt} />
      <SafeContactForm carried={carried} filedIt={filedIt} />
      {conversation.mayComeBack && <ComeBackForm carried={carried} />}
      {conversation.mayAskReview && <ReviewForm carried={carried} />}
      {!withdrawn && <WithdrawForm carried={carried} />}
    </section>
  )
}

function Dates({ dates }: { dates: DateToCome[] }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      <h2>{t('return.dates.title')}</h2>
      {dates.length === 0 && <p>{t('return.dates.none')}</p>}
      {dates.length > 0 && (
        <ol className="next">
          {dates.map(({ kind, onDay, late, waits }, index) => (
            <li key={index}>
              <b>{date(onDay)}</b>
              <span>
                {t(`return.dates.${kind}`)}
                {late && ` ${t('return.dates.late')}`}
                {waits && ` ${t('return.dates.waits')}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
