import { Link } from '@remix-run/react'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { QuestionList } from '#app/components/line/question-list.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { contextQuestions } from '#app/forms/context.form.ts'
import type { Tier } from '#content/vocabulary.ts'
import { listOf } from '#content/words.ts'

type Listed = { id: string; question: string; because?: string | undefined; answered?: boolean }
type Principle = 'rights' | 'equity' | 'transparency' | 'accountability'

export type Change = {
  tier: { before: Tier; after: Tier }
  asked: { before: number; after: number }
  added: Listed[]
  removed: Listed[]
  newlyNeeded: Listed[]
  closed: Principle[]
}

/** What a changed description would do, before it is done. */
export function ContextChange({
  id,
  change,
  typed,
}: {
  id: string
  change: Change
  typed: Record<string, string>
}) {
  const t = useWords()
  const locale = useLocale()
  const { tier, asked, added, removed, newlyNeeded, closed } = change
  return (
    <div className="am-measure">
      {closed.length > 0 && (
        <p>
          <b>
            {t('tier.change.closed', {
              principles: listOf(
                locale,
                closed.map((principle) => t(`content.principle.${principle}`)),
              ),
            })}
          </b>
        </p>
      )}
      <p>
        {tier.before === tier.after
          ? t('tier.change.sameTier', { tier: t(`tier.name.${tier.after}`) })
          : t('tier.change.tier', {
              before: t(`tier.name.${tier.before}`),
              after: t(`tier.name.${tier.after}`),
            })}{' '}
        {t('tier.change.count', { before: asked.before, after: asked.after })}
      </p>
      <p>{t('tier.change.kept')}</p>
      <QuestionList title={t('tier.change.added', { count: added.length })} questions={added} />
      <QuestionList title={t('tier.change.removed', { count: removed.length })} questions={removed} />
      <QuestionList
        title={t('tier.change.newlyNeeded', { count: newlyNeeded.length })}
        questions={newlyNeeded}
      />
      <form method="post">
        <HiddenRevision revision={Number(typed.seenRevision)} />
        {contextQuestions.map((question) => (
          <input key={question} type="hidden" name={question} value={typed[question]} />
        ))}
        <ButtonGroup>
          {closed.length === 0 && (
            <Button name="step" value="confirm">
              {t('tier.change.confirm')}
            </Button>
          )}
          <Button name="step" value="edit" secondary>
            {t('tier.change.back')}
          </Button>
        </ButtonGroup>
        <p>
          <Link className="govuk-link" to={`/app/assessments/${id}/context`}>
            {t('tier.change.leave')}
          </Link>
        </p>
      </form>
    </div>
  )
}
