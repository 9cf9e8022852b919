import { useWords } from '#app/components/words.tsx'
import { importChannels } from '#app/forms/case-import.form.ts'

/** How what was brought in with a case reads once its key is open. */
export function ImportTemplate() {
  const t = useWords()
  return (
    <template data-kind="step" data-step="import">
      <p>
        <b>{t('caseImport.part.title')}</b>{' '}
        <span data-if-signed="" hidden className="am-quiet">
          {t('cases.signed.by')} <span data-slot="signerRole" />
        </span>
        <strong data-if-unsigned="" hidden>
          {t('cases.signed.not')}
        </strong>
      </p>
      <p data-if="fields.oldNumber">
        <span className="am-quiet">{t('caseImport.oldNumber')}</span>{' '}
        <span dir="auto" data-slot="fields.oldNumber" />
      </p>
      <p data-if="fields.channel">
        <span className="am-quiet">{t('caseImport.channel')}</span>{' '}
        <span data-value="fields.channel">
          {importChannels.map((value) => (
            <span key={value} data-is={value} hidden>
              {t(`caseImport.channel.${value}`)}
            </span>
          ))}
        </span>
      </p>
      <p data-if="fields.done">
        <span className="am-quiet">{t('caseImport.whatWasDone')}</span>{' '}
        <span className="am-pre" dir="auto" data-slot="fields.done" />
      </p>
      <p data-if="fields.safe">
        <span className="am-quiet">{t('caseImport.safe')}</span>{' '}
        <span className="am-pre" dir="auto" data-slot="fields.safe" />
      </p>
    </template>
  )
}
