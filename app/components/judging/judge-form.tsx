import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { SentAnswers } from '#app/components/judging/answers.tsx'
import { Difference } from '#app/components/judging/difference.tsx'
import type { JudgedAnswer, PrincipleToJudge } from '#app/components/judging/judge-data.ts'
import { Mark } from '#app/components/judging/mark.tsx'
import { PointsSaid } from '#app/components/judging/points-said.tsx'
import { SentListShown } from '#app/components/judging/sent-list.tsx'
import { Asked } from '#app/components/notice.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type JudgeFormProps = PrincipleToJudge & {
  may: boolean
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
  /** What the reader has seen: a revision, or the number of a submission. */
  seen: number
  last: boolean
}

/** Everything of one principle, and beside each answer what the reviewer says about it. Reading and judging are one page. */
export function JudgeForm(props: JudgeFormProps) {
  const { answers, sentBefore, may, typed, errors, seen, standing, last } = props
  const t = useWords()
  const changed = answers.filter(({ difference }) => difference !== null)
  const same = answers.filter(({ difference }) => difference === null)
  const judgement =
    typed?.judgement ?? (standing?.judgement === 'information_asked' ? undefined : standing?.judgement)
  const content = (
    <>
      <EarlierReasons {...props} />
      {sentBefore ? (
        <>
          <h2 className="govuk-heading-m">{t('review.changed.title', { count: changed.length })}</h2>
          {changed.length === 0 ? <p>{t('review.changed.none')}</p> : <Answers {...props} shown={changed} />}
          {same.length > 0 && (
            <details
              className="govuk-details"
              open={same.some(({ id }) => errors?.[`why-${id}`] || (may && props.sampled.includes(id)))}
            >
              <summary className="govuk-details__summary">
                <span className="govuk-details__summary-text">
                  {t('review.unchanged', { count: same.length })}
                </span>
              </summary>
              <Answers {...props} shown={same} />
            </details>
          )}
        </>
      ) : (
        <>
          <h2 className="govuk-heading-m">{t('review.answers.title')}</h2>
          {answers.length === 0 && <p>{t('review.answers.none')}</p>}
          <Answers {...props} shown={answers} />
        </>
      )}
      <Lists {...props} />
    </>
  )
  if (!may)
    return (
      <>
        {content}
        {standing && <PointsSaid {...standing} />}
        <p className="am-quiet">{t('judging.principle.closed')}</p>
      </>
    )
  return (
    <form method="post" noValidate>
      <HiddenRevision revision={seen} />
      {content}
      <Radios
        name="judgement"
        legend={t('judging.principle.question')}
        size="m"
        value={judgement}
        error={errors?.judgement}
        choices={[
          { value: 'accepted', label: t('review.accept'), hint: t('review.accept.hint') },
          { value: 'changes_asked', label: t('review.change'), hint: t('review.change.hint') },
        ]}
      />
      <TextArea
        name="reason"
        label={t('review.reason')}
        hint={t('judging.principle.reasonHint')}
        value={typed?.reason ?? standing?.reason ?? ''}
        error={errors?.reason}
      />
      <ButtonGroup>
        <Button>{t(last ? 'judging.principle.save' : 'judging.principle.saveNext')}</Button>
      </ButtonGroup>
    </form>
  )
}

/** What was asked last time, once as a whole; the words about one answer stand beside that answer. */
function EarlierReasons({ earlier = [] }: JudgeFormProps) {
  const t = useWords()
  const { date } = useDates()
  return earlier
    .filter(({ reason }) => reason !== '')
    .map(({ reason, at }) => (
      <Asked key={at.toISOString()} title={t('judging.principle.asked', { date: date(at) })}>
        <span className="am-pre" dir="auto">
          {reason}
        </span>
      </Asked>
    ))
}

function Answers(props: JudgeFormProps & { shown: readonly JudgedAnswer[] }) {
  const { shown, submissionLocale, evidence, now, sentBefore } = props
  const t = useWords()
  const { date } = useDates()
  return (
    <SentAnswers
      answers={shown}
      locale={submissionLocale}
      evidence={evidence}
      now={now}
      level={3}
      before={({ id }) => <SaidBefore {...props} id={id} />}
      instead={({ id, difference }) =>
        difference && sentBefore ? (
          <Difference
            id={`d-${id}`}
            parts={difference}
            before={t('review.difference.before', { date: date(sentBefore) })}
            after={t('review.difference.after')}
            lang={submissionLocale}
          />
        ) : null
      }
      after={({ id }) => <MarkOf {...props} id={id} />}
    />
  )
}

function SaidBefore({ earlier = [], id }: JudgeFormProps & { id: string }) {
  const t = useWords()
  const { date } = useDates()
  return earlier.flatMap(({ points, at, reason: whole }) =>
    points
      .filter(({ requirementId, reason }) => requirementId === id && reason !== whole)
      .map(({ reason }) => (
        <Asked key={at.toISOString()} title={t('judging.principle.asked', { date: date(at) })}>
          <span className="am-pre" dir="auto">
            {reason}
          </span>
        </Asked>
      )),
  )
}

function MarkOf({ id, may, sampled, typed, standing, errors }: JudgeFormProps & { id: string }) {
  if (!may) return null
  return (
    <Mark
      id={id}
      sampled={sampled.includes(id)}
      typed={typed}
      point={standing?.points.find(({ requirementId }) => requirementId === id)}
      errors={errors}
    />
  )
}

function Lists(props: JudgeFormProps) {
  const { lists, submissionLocale } = props
  const t = useWords()
  if (lists.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">{t('review.lists.title')}</h2>
      <ul className="am-answers">
        {lists.map((list) => (
          <li key={list.id} id={list.id}>
            <SaidBefore {...props} id={list.id} />
            <SentListShown list={list} locale={submissionLocale}>
              <MarkOf {...props} id={list.id} />
            </SentListShown>
          </li>
        ))}
      </ul>
    </>
  )
}
