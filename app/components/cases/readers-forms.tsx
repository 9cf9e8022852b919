import { Button } from '#app/components/button.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { RemovedTemplate } from '#app/components/cases/part-templates.tsx'
import { SealedList } from '#app/components/cases/sealed.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { useWords } from '#app/components/words.tsx'
import type { caseReadersPage } from '#app/server/queries/case.server.ts'

type Page = Awaited<ReturnType<typeof caseReadersPage>>

/** To another handler whose key counts: with envelopes made here, so that nobody on the way can open anything. */
export function HandOverForms({ letIn }: { letIn: Page['letIn'] }) {
  const t = useWords()
  if (letIn.length === 0) return <p>{t('cases.readers.nobodyToLetIn')}</p>
  return (
    <ul className="am-list">
      {letIn.map(({ handlerKeyId, name, body, wish }) => (
        <li key={handlerKeyId}>
          <p>
            <b>{name}</b>, {body}
          </p>
          <form method="post" data-envelope-form="">
            <input type="hidden" name="do" value="handOver" />
            <input type="hidden" name="handlerKeyId" value={handlerKeyId} />
            <input type="hidden" name="envelopes" defaultValue="" />
            <ScriptData of="envelopes" value={wish} />
            <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
            <Button secondary>{t('cases.readers.letIn', { name })}</Button>
          </form>
        </li>
      ))}
    </ul>
  )
}

/** Whoever chooses somebody proves first who they are, and then ends that one part. */
export function EndPartForms({ endable, end }: { endable: Page['endable']; end: string | null }) {
  const t = useWords()
  if (endable.length === 0) return <p>{t('cases.readers.nobodyToEnd')}</p>
  const chosen = endable.find(({ personId }) => personId === end)
  if (chosen) return <EndPartForm {...chosen} />
  return (
    <ul className="am-list">
      {endable.map(({ personId, name }) => (
        <li key={personId}>
          <a className="govuk-link" href={`?end=${personId}`}>
            {t('cases.readers.end', { name })}
          </a>
        </li>
      ))}
    </ul>
  )
}

function EndPartForm({ personId, name, wish }: Page['endable'][number]) {
  const t = useWords()
  return (
    <form method="post" data-envelope-form="">
      <input type="hidden" name="do" value="endPart" />
      <input type="hidden" name="personId" value={personId} />
      <input type="hidden" name="newKeys" defaultValue="" />
      <ScriptData of="envelopes" value={wish} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      <Button secondary>{t('cases.readers.end', { name })}</Button>
    </form>
  )
}

/** For those who are there; asked for like the end of a part, so that it is its owner who asks. */
export function RenewalForm({ renewal, end }: { renewal: Page['renewal']; end: string | null }) {
  const t = useWords()
  if (end !== 'keys')
    return (
      <p>
        <a className="govuk-link" href="?end=keys">
          {t('cases.readers.renew')}
        </a>
      </p>
    )
  return (
    <form method="post" data-envelope-form="">
      <input type="hidden" name="do" value="newKeys" />
      <input type="hidden" name="newKeys" defaultValue="" />
      <ScriptData of="envelopes" value={renewal} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      <Button secondary>{t('cases.readers.renew')}</Button>
    </form>
  )
}

/** Only a browser can tell which part says it; the others stay out of sight. */
export function TakenOut({ parts }: { parts: Page['takenOut'] }) {
  const t = useWords()
  return (
    <div className="am-taken-out">
      <RemovedTemplate />
      <template data-kind="unopened">
        <p data-unopened="">{t('cases.part.unopened')}</p>
      </template>
      <SealedList parts={parts} />
      <p className="am-quiet">{t('cases.readers.takenOutText')}</p>
    </div>
  )
}

const capacities = ['affected', 'witness', 'intermediary'] as const
/** Whoever reported has a code already, unless the case began elsewhere. */
const capacitiesElsewhere = ['reporter', ...capacities] as const

type NewThreadProps = { newThread: NonNullable<Page['newThread']>; beganElsewhere: boolean }

/** The code is made and shown in this browser, once: here nobody can look it up. */
export function NewThreadForm({ newThread, beganElsewhere }: NewThreadProps) {
  const t = useWords()
  const { fileKeyId, ...wish } = newThread
  const seal = {
    recipientKeyId: fileKeyId,
    threadId: null,
    part: { kind: 'thread_person', threadId: newThread.threadId, capacity: 'affected' },
  }
  return (
    <form method="post" data-thread-form="">
      <input type="hidden" name="do" value="newThread" />
      <input type="hidden" name="keyId" value={fileKeyId} />
      <input type="hidden" name="sealed" defaultValue="" />
      <input type="hidden" name="thread" defaultValue="" />
      <ScriptData of="seal" value={seal} />
      <ScriptData of="new-thread" value={wish} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      <div data-thread-step="who">
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor="new-thread-who">
            {t('cases.newThread.who')}
          </label>
          <select className="govuk-select" id="new-thread-who" data-field="capacity">
            {(beganElsewhere ? capacitiesElsewhere : capacities).map((capacity) => (
              <option key={capacity} value={capacity}>
                {t(`cases.capacity.${capacity}`)}
              </option>
            ))}
          </select>
        </div>
        <Button secondary>{t('cases.newThread.make')}</Button>
      </div>
      <div hidden data-thread-step="code">
        <h3 className="govuk-heading-s">{t('cases.newThread.code')}</h3>
        <p className="am-key-phrase" translate="no">
          <code data-new-code="" />
        </p>
        <p>{t('cases.newThread.handOver')}</p>
        <Button>{t('cases.newThread.do')}</Button>
      </div>
    </form>
  )
}
