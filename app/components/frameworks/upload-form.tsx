import { Button } from '#app/components/button.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { FileField } from '#app/components/file-field.tsx'
import { BodyField } from '#app/components/line/body-field.tsx'
import { useWords } from '#app/components/words.tsx'

type UploadFormProps = {
  bodies: { id: string; name: string }[]
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
}

/** A file, or its text pasted: a telephone has no files worth the name. */
export function UploadForm({ bodies, typed, errors }: UploadFormProps) {
  const t = useWords()
  return (
    <form method="post" encType="multipart/form-data" noValidate>
      <BodyField
        label={t('frameworks.new.body')}
        bodies={bodies}
        value={typed?.organisationId}
        error={errors?.organisationId}
      />
      <FileField
        label={t('frameworks.new.file')}
        hint={t('frameworks.new.file.hint')}
        error={errors?.file}
        accept=".yaml,.yml,.json,application/yaml,application/json,text/plain"
      />
      <TextArea
        name="text"
        label={t('frameworks.new.text')}
        hint={t('frameworks.new.text.hint')}
        rows={14}
        value={typed?.text}
        error={errors?.text}
      />
      <Button name="do" value="check">
        {t('frameworks.new.check')}
      </Button>
      <p className="am-quiet">{t('frameworks.new.nothingStored')}</p>
    </form>
  )
}

type PublishFormProps = { organisationId: string; text: string; fingerprint: string; version: number }

/** Sends the same text along again: nothing was stored meanwhile. */
export function PublishForm({ organisationId, text, fingerprint, version }: PublishFormProps) {
  const t = useWords()
  return (
    <form method="post" encType="multipart/form-data">
      <input type="hidden" name="organisationId" value={organisationId} />
      <input type="hidden" name="seen" value={fingerprint} />
      <textarea name="text" hidden readOnly defaultValue={text} aria-label={t('frameworks.new.text')} />
      <p className="am-measure">{t('frameworks.publish.about')}</p>
      <Button name="do" value="publish">
        {t('frameworks.publish', { version })}
      </Button>
    </form>
  )
}
