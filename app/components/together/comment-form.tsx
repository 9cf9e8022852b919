import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { ReadBy, type Audience } from '#app/components/together/read-by.tsx'
import { useWords } from '#app/components/words.tsx'

export type CommentFormProps = {
  assessmentId: string
  page: 'comments' | 'discussion'
  /** None: about the whole plan. */
  requirementId: string | null
  /** Who may be written to, the narrowest first: that one is chosen as long as nobody chooses. */
  audiences: Audience[]
  /** The body that reviews. */
  body: string
  then?: string | undefined
  typed?: Record<string, string> | undefined
  errors?: FieldErrors | undefined
}

export function CommentForm(props: CommentFormProps) {
  const t = useWords()
  const { assessmentId, page, requirementId, audiences, then, typed, errors } = props
  return (
    <form method="post" action={`/app/assessments/${assessmentId}/${page}`}>
      <input type="hidden" name="move" value="say" />
      <input type="hidden" name="requirementId" value={requirementId ?? ''} />
      {then && <input type="hidden" name="then" value={then} />}
      <TextArea
        name="body"
        label={t('together.comment.body')}
        hint={t('together.comment.bodyHint')}
        rows={4}
        value={typed?.body}
        error={errors?.body}
      />
      {audiences.length > 1 ? <AudienceChoice {...props} /> : <OneAudience {...props} />}
      <Button secondary>{t('together.comment.do')}</Button>
    </form>
  )
}

function AudienceChoice({ page, audiences, body, typed, errors }: CommentFormProps) {
  const t = useWords()
  const to = page === 'comments' ? 'bothFromWriters' : 'bothFromReviewers'
  return (
    <Radios
      name="audience"
      legend={t('together.comment.audience')}
      hint={t('together.comment.audienceHint')}
      value={typed?.audience ?? audiences[0]}
      error={errors?.audience}
      choices={audiences.map((audience) => ({
        value: audience,
        label: t(`together.comment.to.${audience === 'both' ? to : audience}`, { body }),
        hint: t(`together.comment.to.${audience === 'both' ? to : audience}.hint`, { body }),
      }))}
    />
  )
}

/** Nobody else could read it: said, and not asked. */
function OneAudience({ audiences, body }: CommentFormProps) {
  const t = useWords()
  const audience = audiences[0] ?? 'writers'
  return (
    <>
      <input type="hidden" name="audience" value={audience} />
      <p className="am-quiet">
        <ReadBy audience={audience} body={body} />
        {audience === 'writers' && <> {t('together.comment.notSent', { body })}</>}
      </p>
    </>
  )
}
