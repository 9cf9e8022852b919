import { Button } from '#app/components/button.tsx'
import { TextArea } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'

export function CommentForm({
  assessmentId,
  requirementId,
  then,
  typed,
  error,
}: {
  assessmentId: string
  /** None: about the whole plan. */
  requirementId: string | null
  then?: string | undefined
  typed?: string | undefined
  error?: Message | undefined
}) {
  const t = useWords()
  return (
    <form method="post" action={`/app/assessments/${assessmentId}/comments`}>
      <input type="hidden" name="move" value="say" />
      <input type="hidden" name="requirementId" value={requirementId ?? ''} />
      {then && <input type="hidden" name="then" value={then} />}
      <TextArea
        name="body"
        label={t('together.comment.body')}
        hint={t('together.comment.bodyHint')}
        rows={4}
        value={typed}
        error={error}
      />
      <Button secondary>{t('together.comment.do')}</Button>
    </form>
  )
}
