import { Button } from '#app/components/button.tsx'
import type { ShownThread } from '#app/components/cases/case-data.ts'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { SealedForm, SealedList, SealedPlace, SealedWords } from '#app/components/cases/sealed.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
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
      {!endedOn && keyId && <FileForm threadId={id} keyId={keyId} role={role} />}
    </section>
  )
}

/** A picture or a recording for the person; folded, because few replies have one. */
function FileForm({ threadId, keyId, role }: { threadId: string; keyId: string; role: string }) {
  const t = useWords()
  return (
    <details className="govuk-details" hidden data-unlocked="">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('cases.threadFile.title')}</span>
      </summary>
      <form method="post" data-thread-file-form="">
        {[
          ['do', 'threadFile'],
          ['keyId', keyId],
          ['sealed', ''],
          ['sealed', ''],
          ['fileId', ''],
          ['draftId', ''],
        ].map(([name, value], index) => (
          <input key={index} type="hidden" name={name} defaultValue={value} />
        ))}
        <ScriptData of="thread-file" value={{ keyId, threadId, role }} />
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
        <ScriptProblem of={{ 'data-file-kind-problem': '' }}>{t('cases.threadFile.kind')}</ScriptProblem>
        <p>{t('cases.threadFile.lead')}</p>
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor={`file-${threadId}`}>
            {t('cases.threadFile.label')}
          </label>
          <input
            className="govuk-file-upload"
            id={`file-${threadId}`}
            type="file"
            accept="image/jpeg,image/png,image/webp,audio/*,video/mp4,video/webm"
            required
          />
        </div>
        <SealedWords
          id={`file-words-${threadId}`}
          field="words"
          label={t('cases.threadFile.words')}
          rows={2}
        />
        <Button secondary>{t('cases.threadFile.do')}</Button>
      </form>
    </details>
  )
}
