import { Link } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { Confirmed } from '#app/components/passport/confirmed.tsx'
import { EndGrant } from '#app/components/passport/grants.tsx'
import { Ticks } from '#app/components/passport/ticks.tsx'
import { TwoSides } from '#app/components/passport/two-sides.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

type Line = {
  id: string
  token: string
  question: ShownForReading & { question: string }
  held: AnswerGiven | null
  mine: AnswerGiven | null
  confirmedOn: Date | null
  stale: boolean
  hindrance: 'datePassed' | 'askedDifferently' | null
  ticked: boolean
}

type Form = { typed?: Record<string, string> | undefined; errors?: FieldErrors | undefined }
type UseLine = Line & { reworded: boolean; evidence: string[] }

/** What the passport says to questions of this plan. */
export function UsePassport({ id, toUse, typed, errors }: Form & { id: string; toUse: UseLine[] }) {
  const t = useWords()
  const sent = typed?.do === 'use' ? typed : undefined
  return (
    <section aria-labelledby="use">
      <h2 id="use" className="govuk-heading-l">
        {t('passport.use.title')}
      </h2>
      {toUse.length === 0 ? (
        <p className="am-measure">{t('passport.use.none')}</p>
      ) : (
        <form method="post" noValidate>
          <p className="am-measure">{t('passport.use.lead')}</p>
          <Ticks
            name="use"
            legend={t('passport.use.legend')}
            typed={sent && (sent.use ?? '')}
            error={sent && errors?.use}
            lines={toUse.map((line) => ({
              value: line.token,
              label: line.question.question,
              hint: <UseHint {...line} />,
              ticked: line.ticked,
              blocked: line.hindrance !== null,
              said: <UseSaid plan={id} line={line} />,
            }))}
          />
          {toUse.some(({ hindrance }) => !hindrance) && (
            <Button name="do" value="use">
              {t('passport.use.do')}
            </Button>
          )}
        </form>
      )}
    </section>
  )
}

function UseHint({ id, confirmedOn, stale, reworded, mine, hindrance }: UseLine) {
  const t = useWords()
  return (
    <>
      {id}. {confirmedOn && <Confirmed on={confirmedOn} stale={stale} />}
      {hindrance && <strong> {t(`passport.use.${hindrance}`)}</strong>}
      {!hindrance && mine && <strong> {t('passport.use.replaces')}</strong>}
      {!hindrance && reworded && <strong> {t('passport.use.reworded')}</strong>}
    </>
  )
}

function UseSaid({ plan, line }: { plan: string; line: UseLine }) {
  const t = useWords()
  const { id, question, held, mine, evidence, hindrance } = line
  return (
    <>
      {held && mine ? (
        <TwoSides
          question={question}
          there={{ title: t('passport.inPlan'), answer: mine }}
          instead={{ title: t('passport.inPassport'), answer: held }}
        />
      ) : (
        held && <AnswerShown question={question} answer={held} />
      )}
      {evidence.length > 0 && !hindrance && (
        <p className="am-quiet">{t('passport.use.evidence', { titles: evidence.join('; ') })}</p>
      )}
      {hindrance && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan}/requirements/${id}`}>
            {t('passport.use.answerHere')}
            <span className="govuk-visually-hidden">: {question.question}</span>
          </Link>
        </p>
      )}
    </>
  )
}

/** What the plan says about the body, for the next plan. */
export function KeepInPassport({ toKeep, typed, errors }: Form & { toKeep: Line[] }) {
  const t = useWords()
  const sent = typed?.do === 'keep' ? typed : undefined
  return (
    <section aria-labelledby="keep">
      <h2 id="keep" className="govuk-heading-l">
        {t('passport.keep.title')}
      </h2>
      {toKeep.length === 0 ? (
        <p className="am-measure">{t('passport.keep.none')}</p>
      ) : (
        <form method="post" noValidate>
          <p className="am-measure">{t('passport.keep.lead')}</p>
          <Ticks
            name="keep"
            legend={t('passport.keep.legend')}
            typed={sent && (sent.keep ?? '')}
            error={sent && errors?.keep}
            lines={toKeep.map((line) => ({
              value: line.token,
              label: line.question.question,
              hint: <KeepHint {...line} />,
              ticked: line.ticked,
              said: <KeepSaid {...line} />,
            }))}
          />
          <Button name="do" value="keep">
            {t('passport.keep.do')}
          </Button>
        </form>
      )}
    </section>
  )
}

function KeepHint({ id, held }: Line) {
  const t = useWords()
  return (
    <>
      {id}. {held && <strong>{t('passport.keep.replaces')}</strong>}
    </>
  )
}

function KeepSaid({ question, held, mine }: Line) {
  const t = useWords()
  if (!mine) return null
  if (!held) return <AnswerShown question={question} answer={mine} />
  return (
    <TwoSides
      question={question}
      there={{ title: t('passport.inPassport'), answer: held }}
      instead={{ title: t('passport.inPlan'), answer: mine }}
    />
  )
}

type OpenProps = Form & {
  grant: { to: string; open: { id: string; untilOn: Date } | null }
  usualEnd: string
}

/** To the funder of this plan's call, until a day. */
export function OpenPassport({ grant, usualEnd, typed, errors }: OpenProps) {
  const t = useWords()
  const { date } = useDates()
  const funder = grant.to
  const [year = '', month = '', day = ''] = usualEnd.split('-')
  return (
    <section aria-labelledby="open">
      <h2 id="open" className="govuk-heading-l">
        {t('passport.open.title', { funder })}
      </h2>
      <div className="am-measure">
        <p>{t('passport.open.lead', { funder })}</p>
        <p>
          <b>{t('passport.open.free')}</b>
        </p>
        <p>{t('passport.open.byOthers')}</p>
        {grant.open ? (
          <>
            <p>{t('passport.open.isOpen', { funder, date: date(grant.open.untilOn) })}</p>
            <EndGrant id={grant.open.id} to={funder} />
          </>
        ) : (
          <form method="post" noValidate>
            <DateField
              name="untilOn"
              label={t('passport.open.untilOn')}
              hint={t('passport.open.hint', { day: Number(day), month: Number(month), year })}
              value={usualEnd}
              typed={typed?.do === 'open' ? typed : undefined}
              error={errors?.untilOn}
            />
            <Button name="do" value="open" secondary>
              {t('passport.open.do')}
            </Button>
          </form>
        )}
      </div>
    </section>
  )
}
