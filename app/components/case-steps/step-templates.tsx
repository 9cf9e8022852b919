import { useWords } from '#app/components/words.tsx'
import { caseSteps, clauseFields, type SealedField } from '#app/forms/case-steps.ts'
import type { Key } from '#content/words.ts'

const ofNotices = [
  { id: 'look', sealed: [{ name: 'reason' }] },
  { id: 'clock', sealed: [{ name: 'clause' }] },
  { id: 'ownClause', sealed: clauseFields },
  { id: 'late', sealed: [{ name: 'reason' }] },
  { id: 'send', sealed: [{ name: 'howSent' }, { name: 'childsView' }] },
  { id: 'waive', sealed: [{ name: 'reason' }] },
]

/** How what was written with a step is shown once its key is open: one template for each form of each step. */
export function StepTemplates() {
  return caseSteps.flatMap((step) =>
    [
      ...step.ways,
      ...(step.id === 'notices' ? ofNotices : [{ id: 'endProposal', sealed: [{ name: 'reason' }] }]),
    ].map(
      ({ id, sealed }) =>
        sealed && <StepTemplate key={`${step.id}.${id}`} step={step.id} way={id} fields={sealed} />,
    ),
  )
}

function StepTemplate({ step, way, fields }: { step: string; way: string; fields: readonly SealedField[] }) {
  const t = useWords()
  const title = way === 'endProposal' ? t('caseSteps.endProposal') : t(`caseSteps.${step}.${way}` as Key)
  return (
    <template data-kind="step" data-step={`${step}.${way}`}>
      <p>
        <b>{title}</b>{' '}
        <span data-if-signed="" hidden className="am-quiet">
          {t('cases.signed.by')} <span data-slot="signerRole" />
        </span>
        <strong data-if-unsigned="" hidden>
          {t('cases.signed.not')}
        </strong>
      </p>
      {fields.map(({ name, values }) => (
        <p key={name} data-if={`fields.${name}`}>
          <span className="am-quiet">{t(`caseSteps.field.${name}` as Key)}</span>{' '}
          {values ? (
            <span data-value={`fields.${name}`}>
              {values.map((value) => (
                <span key={value} data-is={value} hidden>
                  {t(`caseSteps.value.${value}` as Key)}
                </span>
              ))}
            </span>
          ) : (
            <span className="am-pre" dir="auto" data-slot={`fields.${name}`} />
          )}
        </p>
      ))}
    </template>
  )
}
