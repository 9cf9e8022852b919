import {
  Choose,
  Folded,
  Press,
  StepForm,
  useDescribed,
  useOwn,
  Words,
  type Carried,
} from '#app/components/return/parts.tsx'
import { useWords } from '#app/components/words.tsx'
import { howSinceChoices } from '#app/forms/return-steps.ts'

type Props = { carried: Carried }

export function SayForm({ carried }: Props) {
  const t = useWords()
  const own = useOwn(carried, 'say')
  return (
    <section>
      <h2>{t('return.say.title')}</h2>
      <StepForm carried={carried} step="say">
        <Words own={own} name="words" label="return.say.label" hint="return.say.hint" rows={6} />
        <p className="act">
          <Press say="return.say.do" />
        </p>
      </StepForm>
    </section>
  )
}

export function FilesForm({ carried }: Props) {
  const t = useWords()
  const own = useOwn(carried, 'files')
  const { said, attributes } = useDescribed(own, 'file', 'return.files.hint')
  return (
    <Folded title="return.files.title" open={own.failed}>
      <p>{t('return.files.child')}</p>
      <StepForm carried={carried} step="files">
        <Choose
          own={own}
          name="pictureIsProof"
          legend="return.files.proof.legend"
          choices={[
            { value: 'no', label: 'return.files.proof.no' },
            { value: 'yes', label: 'return.files.proof.yes' },
          ]}
          chosen="no"
        />
        <div className="q">
          <label htmlFor={own.id('file')}>{t('return.files.label')}</label>
          {said}
          <input className="file" id={own.id('file')} type="file" name="file" multiple {...attributes} />
        </div>
        <p className="act">
          <Press say="return.files.do" />
        </p>
      </StepForm>
    </Folded>
  )
}

export function HowSinceForm({ carried }: Props) {
  const own = useOwn(carried, 'howSince')
  return (
    <section className="card safe">
      <StepForm carried={carried} step="howSince">
        <Choose
          own={own}
          name="howSince"
          legend="return.howSince.title"
          hint="return.howSince.hint"
          choices={howSinceChoices.map((value) => ({ value, label: `return.howSince.${value}` as const }))}
        />
        <Words own={own} name="words" label="return.howSince.words" rows={3} />
        <p className="act">
          <Press say="return.howSince.do" />
        </p>
      </StepForm>
    </section>
  )
}

/** Whoever did not write first says in which part they speak: a case may have several people. */
function Capacity({ carried, step, filedIt }: Props & { step: 'wishes' | 'safeContact'; filedIt: boolean }) {
  const own = useOwn(carried, step)
  if (filedIt) return null
  return (
    <Choose
      own={own}
      name="from"
      legend="return.from.legend"
      choices={(['affected', 'witness', 'intermediary'] as const).map((value) => ({
        value,
        label: `return.from.${value}` as const,
      }))}
    />
  )
}

export function WishesForm({ carried, filedIt }: Props & { filedIt: boolean }) {
  const t = useWords()
  const own = useOwn(carried, 'wishes')
  return (
    <Folded title="return.wishes.title" open={own.failed}>
      <p>{t('return.wishes.hint')}</p>
      <StepForm carried={carried} step="wishes">
        <Capacity carried={carried} step="wishes" filedIt={filedIt} />
        <Words own={own} name="wants" label="return.wishes.wants" rows={3} />
        <Words own={own} name="pace" label="return.wishes.pace" hint="return.wishes.pace.hint" rows={2} />
        <Words
          own={own}
          name="hearOutcome"
          label="return.wishes.hearOutcome"
          hint="return.wishes.hearOutcome.hint"
          rows={2}
        />
        <Words own={own} name="followUp" label="return.wishes.followUp" rows={2} />
        <Words
          own={own}
          name="ownWord"
          label="return.wishes.ownWord"
          hint="return.wishes.ownWord.hint"
          rows={1}
        />
        <p className="act">
          <Press say="return.wishes.do" />
        </p>
      </StepForm>
    </Folded>
  )
}

export function SafeContactForm({ carried, filedIt }: Props & { filedIt: boolean }) {
  const t = useWords()
  const own = useOwn(carried, 'safeContact')
  return (
    <Folded title="return.safe.title" open={own.failed}>
      <p>{t('return.safe.hint')}</p>
      <StepForm carried={carried} step="safeContact">
        <Capacity carried={carried} step="safeContact" filedIt={filedIt} />
        {(['who', 'how', 'times', 'codeWord', 'ifNobody', 'whatNotToSay'] as const).map((name) => (
          <Words key={name} own={own} name={name} label={`return.safe.${name}`} rows={2} />
        ))}
        <p className="act">
          <Press say="return.safe.do" />
        </p>
      </StepForm>
    </Folded>
  )
}

export function ComeBackForm({ carried }: Props) {
  const t = useWords()
  const own = useOwn(carried, 'comeBack')
  return (
    <Folded title="return.back.title" open={own.failed}>
      <p>{t('return.back.hint')}</p>
      <StepForm carried={carried} step="comeBack">
        <Words own={own} name="words" label="return.say.label" />
        <p className="act">
          <Press say="return.back.do" />
        </p>
      </StepForm>
    </Folded>
  )
}

export function ReviewForm({ carried }: Props) {
  const t = useWords()
  const own = useOwn(carried, 'review')
  return (
    <Folded title="return.review.title" open={own.failed}>
      <p>{t('return.review.hint')}</p>
      <StepForm carried={carried} step="review">
        <Words own={own} name="note" label="return.review.label" />
        <p className="act">
          <Press say="return.review.do" />
        </p>
      </StepForm>
    </Folded>
  )
}

export function WithdrawForm({ carried }: Props) {
  const t = useWords()
  const own = useOwn(carried, 'withdraw')
  return (
    <Folded title="return.withdraw.title" open={own.failed}>
      <p>{t('return.withdraw.text')}</p>
      <ul>
        <li>{t('return.withdraw.others')}</li>
        <li>{t('return.withdraw.risk')}</li>
        <li>{t('return.withdraw.kept')}</li>
      </ul>
      <StepForm carried={carried} step="withdraw">
        <Words own={own} name="note" label="return.withdraw.label" rows={2} />
        <p className="act">
          <Press say="return.withdraw.do" quiet />
        </p>
      </StepForm>
    </Folded>
  )
}
