import type { ShownThread } from '#app/components/cases/case-data.ts'
import { SealedForm, SealedList, SealedPlace, SealedWords } from '#app/components/cases/sealed.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

/** What one person and the handlers say to each other. Threads never meet. */
export function ThreadSection({ thread, role }: { thread: ShownThread; role: string }) {
  const t = useWords()
  const { date } = useDates()
  const { id, number, isFirst, endedOn, waitsForFirstReturn, keyId, who, parts } = thread
  const heading = `thread-${number}`
  return (
    <section className="am-case-thread" aria-labelledby={heading}>
      <h2 className="govuk-heading-m" id={heading}>
        {t(isFirst ? 'cases.thread.first' : 'cases.thread.other', { number })}
      </h2>
      {who && <SealedPlace part={who} dated={false} />}
      {waitsForFirstReturn && <p>{t('cases.thread.waits')}</p>}
      <SealedList parts={parts} none={t('cases.thread.empty')} />
      {endedOn && <p>{t('cases.thread.ended', { date: date(endedOn) })}</p>}
      {!endedOn && keyId && (
        <SealedForm
          doing="part"
          keyId={keyId}
          seal={{ threadId: id, sign: true, part: { kind: 'message', from: 'handler', fileIds: [], role } }}
          button={t('cases.reply.do')}
        >
          <SealedWords
            id={`reply-${id}`}
            field="words"
            label={t('cases.reply.label')}
            hint={t('cases.reply.hint', { role })}
          />
          <p className="am-quiet">{t('cases.reply.fixed')}</p>
        </SealedForm>
      )}
    </section>
  )
}
