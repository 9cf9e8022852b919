import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { clockKey } from '#app/components/cases/case-keys.ts'
import { SealedField } from '#app/components/case-steps/sealed-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { choices, type ClearField, type Pick } from '#app/forms/case-steps.ts'
import type { stepPage } from '#app/server/queries/case-steps.server.ts'
import type { Key } from '#content/words.ts'

export type StepPage = Awaited<ReturnType<typeof stepPage>>
export type ShownWay = StepPage['step']['ways'][number]
/** What came back of a form: what is to be corrected, and what was typed and not sealed. */
export type Rejected = { errors: FieldErrors; typed: Record<string, string> }
type Props = { page: StepPage; way: ShownWay; rejected: Rejected | undefined }

/** One thing that one person does. What is written is sealed here; what the case must know travels beside it. */
export function WayForm({ page, way, rejected }: Props) {
  const t = useWords()
  const { step, fileKeyId, threads } = page
  const title = t(`caseSteps.${step.id}.${way.id}` as Key)
  const isSealed = way.sealed !== undefined || way.tells !== undefined
  const places = way.tells ? threads : [null]
  return (
    <section aria-labelledby={`way-${way.id}`}>
      <h2 className="govuk-heading-m" id={`way-${way.id}`}>
        {title}
      </h2>
      {way.whyNot ? (
        <p>{t(`caseSteps.whyNot.${way.whyNot}`)}</p>
      ) : (
        places.map((thread) => (
          <form
            key={thread?.id ?? 'case'}
            method="post"
            {...(isSealed ? { hidden: true, 'data-unlocked': '', 'data-sealed-form': '' } : {})}
          >
            <input type="hidden" name="way" value={way.id} />
            {way.proposalId && <input type="hidden" name="proposalId" value={way.proposalId} />}
            {thread && <p>{t('caseSteps.toPerson', { number: thread.number })}</p>}
            {(way.clear ?? []).map((name) => (
              <Clear
                key={name}
                name={name}
                page={page}
                way={way}
                rejected={rejected?.typed['way'] === way.id ? rejected : undefined}
              />
            ))}
            {way.sealed && fileKeyId && (
              <SealedPart
                keyId={fileKeyId}
                seal={{
                  threadId: null,
                  sign: true,
                  part: { kind: 'step', step: `${step.id}.${way.id}`, fields: {} },
                }}
              >
                {way.sealed.map((field) => (
                  <SealedField
                    key={field.name}
                    prefix={`${way.id}-`}
                    path={`fields.${field.name}`}
                    field={field}
                  />
                ))}
              </SealedPart>
            )}
            {thread && way.tells && <Telling tells={way.tells} thread={thread} body={page.receiving} />}
            {isSealed && (
              <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseSteps.error.notSealed')}</ScriptProblem>
            )}
            <Button>{t(isSealed ? 'caseSteps.do.sealed' : 'caseSteps.do.plain')}</Button>
          </form>
        ))
      )}
    </section>
  )
}

type PartProps = { keyId: string; seal: Record<string, unknown>; children: ReactNode }

/** Its own group, so that several parts of a form are sealed each for its own. */
export function SealedPart({ keyId, seal, children }: PartProps) {
  return (
    <div data-seal-group="">
      <input type="hidden" name="keyId" value={keyId} />
      <input type="hidden" name="sealed" defaultValue="" />
      <ScriptData of="seal" value={{ recipientKeyId: keyId, ...seal }} />
      {children}
    </div>
  )
}

type TellingProps = { tells: 'message' | 'feedback'; thread: StepPage['threads'][number]; body: string }

function Telling({ tells, thread, body }: TellingProps) {
  const t = useWords()
  const role = t('cases.reply.role', { body })
  const part =
    tells === 'message' ? { kind: 'message', from: 'handler', fileIds: [], role } : { kind: 'feedback', role }
  const prefix = `${thread.id}-`
  return (
    <SealedPart keyId={thread.keyId} seal={{ threadId: thread.id, sign: true, part }}>
      {tells === 'message' ? (
        <SealedField prefix={prefix} path="words" field={{ name: 'words' }} />
      ) : (
        <>
          <SealedField prefix={prefix} path="shared" field={{ name: 'shared' }} />
          <SealedField prefix={prefix} path="withheld" field={{ name: 'withheld', optional: true }} />
        </>
      )}
      <p className="am-quiet">{t('cases.reply.fixed')}</p>
    </SealedPart>
  )
}

type ClearProps = Props & { name: ClearField }

function Clear({ name, page, way, rejected }: ClearProps) {
  const t = useWords()
  const { date } = useDates()
  if (name === 'personId') return <input type="hidden" name={name} value={page.personId ?? ''} />
  const legend = t(`caseSteps.clear.${name}`)
  const error = rejected?.errors[name]
  const value = rejected?.typed[name]
  if (name in choices) {
    const values = choices[name as keyof typeof choices] as readonly string[]
    return (
      <Radios
        name={name}
        legend={legend}
        size="s"
        error={error}
        value={value}
        choices={values.map((value) => ({ value, label: t(`caseSteps.clear.${name}.${value}` as Key) }))}
      />
    )
  }
  const options = page.options[name as Exclude<Pick, 'personId'>]
  return (
    <Radios
      name={name}
      legend={legend}
      size="s"
      error={error}
      value={value}
      hint={options.length === 0 ? t('caseSteps.clear.none') : undefined}
      choices={options
        .filter(
          (option) =>
            !('paused' in option) || page.step.id !== 'pause' || option.paused === (way.id === 'resume'),
        )
        .map((option) => ({
          value: option.id,
          label: 'name' in option ? option.name : `${t(clockKey(option.kind))}, ${date(option.onDay)}`,
        }))}
    />
  )
}
