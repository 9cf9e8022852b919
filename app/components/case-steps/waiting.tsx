import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { SealedField } from '#app/components/case-steps/sealed-field.tsx'
import { SealedPart, type StepPage } from '#app/components/case-steps/way-form.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

/** What one person proposed: another confirms or refuses it, or its author takes it back. */
export function Waiting({ page }: { page: StepPage }) {
  const t = useWords()
  const { date } = useDates()
  const { waiting, step, fileKeyId } = page
  return waiting.map(({ id, kind, by, isMine, proposedOn }) => (
    <section className="am-card" key={id} aria-label={t('caseSteps.waiting')}>
      <p>
        {t(isMine ? 'caseSteps.waiting.mine' : 'caseSteps.waiting.other', {
          name: by,
          date: date(proposedOn),
        })}
      </p>
      {kind === 'share' && !isMine && (
        <form method="post">
          <input type="hidden" name="way" value="confirm" />
          <input type="hidden" name="proposalId" value={id} />
          <Button>{t('caseSteps.notices.confirm')}</Button>
        </form>
      )}
      {kind !== 'outcome' && kind !== 'release_hold' && isMine && (
        <form method="post">
          <input type="hidden" name="way" value="endProposal" />
          <input type="hidden" name="proposalId" value={id} />
          <Button secondary>{t('caseSteps.takeBack')}</Button>
        </form>
      )}
      {kind !== 'outcome' && kind !== 'release_hold' && !isMine && fileKeyId && (
        <form method="post" hidden data-unlocked="" data-sealed-form="">
          <h2 className="govuk-heading-s">{t('caseSteps.endProposal')}</h2>
          <input type="hidden" name="way" value="endProposal" />
          <input type="hidden" name="proposalId" value={id} />
          <SealedPart
            keyId={fileKeyId}
            seal={{
              threadId: null,
              sign: true,
              part: { kind: 'step', step: `${step.id}.endProposal`, fields: {} },
            }}
          >
            <SealedField prefix={`end-${id}-`} path="fields.reason" field={{ name: 'reason' }} />
          </SealedPart>
          <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('caseSteps.error.notSealed')}</ScriptProblem>
          <Button secondary>{t('caseSteps.do.sealed')}</Button>
        </form>
      )}
    </section>
  ))
}
