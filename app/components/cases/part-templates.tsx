import type { ReactNode } from 'react'
import { useWords } from '#app/components/words.tsx'
import type { channels } from '#app/sealing/parts.ts'
import { locales, type Key } from '#content/words.ts'

const ways: Record<(typeof channels)[number], true> = {
  page: true,
  locked_on_device: true,
  intermediary: true,
  paper: true,
  phone: true,
  face_to_face: true,
  whatsapp_moved: true,
  imported: true,
}
const allChannels = Object.keys(ways) as (keyof typeof ways)[]

/** How each kind of part reads once it is open. The script takes a copy and fills it; all words are here. */
export function PartTemplates({ concernId }: { concernId: string }) {
  const t = useWords()
  return (
    <>
      <Template kind="subject" title="cases.part.subject">
        <Words slot="who" />
      </Template>
      <Template kind="account" title="cases.part.account">
        <p data-if="words" className="am-pre" dir="auto" data-slot="words" />
        <Said
          name="danger"
          values={['yes', 'no', 'not_sure', 'not_said']}
          keyOf={(value) => `cases.part.danger.${value}`}
        />
        <Said
          name="child"
          values={['yes', 'no', 'not_sure', 'not_said']}
          keyOf={(value) => `cases.part.child.${value}`}
        />
        <p data-if="light">{t('cases.part.light')}</p>
        <p data-if="wroteBefore">{t('cases.part.wroteBefore')}</p>
        <p data-if="pictureIsProof">{t('cases.part.pictureIsProof')}</p>
        <p data-if="fileIds">{t('cases.part.withFiles')}</p>
        <Said name="channel" values={allChannels} keyOf={(value) => `cases.part.channel.${value}`} />
        <Line slot="readBack" label="cases.part.readBack" />
        <Said name="locale" values={locales} keyOf={(value) => `cases.part.locale.${value}`} />
      </Template>
      <RemovedTemplate />
      <Template kind="about" title="cases.part.about">
        <Said
          name="affected"
          values={['self', 'other', 'community', 'not_said']}
          keyOf={(value) => `cases.part.affected.${value}`}
        />
        <Line slot="when" label="cases.part.when" />
        <Line slot="where" label="cases.part.where" />
        <Line slot="role" label="cases.part.role" />
      </Template>
      <Template kind="wishes" title="cases.part.wishes">
        <Capacity />
        <Words slot="wants" />
        <Line slot="followUp" label="cases.part.followUp" />
        <Line slot="hearOutcome" label="cases.part.hearOutcome" />
        <Line slot="pace" label="cases.part.pace" />
        <Line slot="ownWord" label="cases.part.ownWord" />
      </Template>
      <Template kind="safe_contact" title="cases.part.safeContact">
        <Capacity />
        <Line slot="who" label="cases.part.contactWho" />
        <Line slot="how" label="cases.part.contactHow" />
        <Line slot="times" label="cases.part.contactTimes" />
        <Line slot="codeWord" label="cases.part.codeWord" />
        <Line slot="ifNobody" label="cases.part.ifNobody" />
        <Line slot="whatNotToSay" label="cases.part.whatNotToSay" />
      </Template>
      <Template kind="identity" title="cases.part.identity">
        <Capacity />
        <Words slot="name" />
        <Words slot="reach" />
      </Template>
      <Template kind="promise" title="cases.part.promise">
        <Said
          name="choice"
          values={['anonymous', 'confidential', 'named']}
          keyOf={(value) => `cases.part.choice.${value}`}
        />
      </Template>
      <Template kind="file" title="cases.part.file">
        <p>
          <a className="govuk-link" data-sealed-file="" href={`/app/cases/${concernId}/files/`}>
            <span data-slot="name" dir="auto" />
          </a>{' '}
          <span data-file-view="" hidden />
          <span role="alert" hidden data-file-problem="">
            {t('cases.file.problem')}
          </span>
        </p>
        <Said
          name="scan"
          values={['clean', 'infected', 'unscannable', 'not_scanned']}
          keyOf={(value) => `cases.file.scan.${value}`}
        />
        <p data-if="cleaned">{t('cases.file.cleaned')}</p>
        <p data-if="original">{t('cases.file.original')}</p>
      </Template>
      <Template kind="message">
        <p>
          <b data-value="from">
            <span data-is="person" hidden>
              {t('cases.message.person')}
            </span>
            <span data-is="handler" hidden>
              {t('cases.message.handler')}
            </span>
          </b>{' '}
          <Proof />
        </p>
        <p className="am-pre" dir="auto" data-slot="words" />
        <p className="am-quiet" data-slot="role" />
      </Template>
      <Template kind="share" title="cases.part.share">
        <Proof />
        <Words slot="what" />
        <Line slot="toWhom" label="cases.part.toWhom" />
        <Line slot="why" label="cases.part.why" />
        <Line slot="untilOn" label="cases.part.until" />
      </Template>
      <Template kind="share_answer" title="cases.part.shareAnswer">
        <Proof />
        <Said
          name="answer"
          values={['agreed', 'refused', 'withdrawn']}
          keyOf={(value) => `cases.part.answer.${value}`}
        />
      </Template>
      <Template kind="withdrawal" title="cases.part.withdrawal">
        <Proof />
        <Words slot="words" />
      </Template>
      <Template kind="review_asked" title="cases.part.reviewAsked">
        <Proof />
        <Words slot="words" />
      </Template>
      <Template kind="feedback" title="cases.part.feedback">
        <Proof />
        <Words slot="shared" />
        <Line slot="withheld" label="cases.part.withheld" />
      </Template>
      <Template kind="thread_person">
        <Said
          name="capacity"
          values={['reporter', 'affected', 'witness', 'intermediary']}
          keyOf={(value) => `cases.capacity.${value}`}
        />
      </Template>
      <Template kind="note" title="cases.part.note">
        <Proof />
        <p className="am-quiet" dir="auto" data-slot="about" />
        <Words slot="words" />
      </Template>
      <Template kind="step" title="cases.part.step">
        <Proof />
        <p dir="auto" data-slot="step" />
      </Template>
      <Template kind="mask" title="cases.part.mask">
        <Words slot="because" />
      </Template>
      <Template kind="copy">
        <p>
          <strong>{t('cases.signed.copy')}</strong>
        </p>
      </Template>
      <Template kind="unopened">
        <p>{t('cases.part.unopened')}</p>
      </Template>
    </>
  )
}

/** Where only this is to be read: nothing else of the account opens on that page. */
export function RemovedTemplate() {
  return (
    <Template kind="removed" title="cases.part.removed">
      <Words slot="readers" />
    </Template>
  )
}

function Template({ kind, title, children }: { kind: string; title?: Key; children: ReactNode }) {
  const t = useWords()
  return (
    <template data-kind={kind}>
      {title && (
        <p>
          <b>{t(title)}</b>
        </p>
      )}
      {children}
    </template>
  )
}

function Words({ slot }: { slot: string }) {
  return <p className="am-pre" dir="auto" data-slot={slot} />
}

function Line({ slot, label }: { slot: string; label: Key }) {
  const t = useWords()
  return (
    <p data-if={slot}>
      {t(label)} <span className="am-pre" dir="auto" data-slot={slot} />
    </p>
  )
}

type SaidProps<Value extends string> = {
  name: string
  values: readonly Value[]
  keyOf: (value: Value) => Key
}

/** One of a few fixed answers: the script shows the one that was given. */
function Said<const Value extends string>({ name, values, keyOf }: SaidProps<Value>) {
  const t = useWords()
  return (
    <p data-value={name}>
      {values.map((value) => (
        <span key={value} data-is={value} hidden>
          {t(keyOf(value))}
        </span>
      ))}
    </p>
  )
}

function Capacity() {
  return (
    <Said
      name="from"
      values={['reporter', 'affected', 'witness', 'intermediary']}
      keyOf={(value) => `cases.capacity.${value}`}
    />
  )
}

/** Who wrote it is proven by a signature, or said to be not proven. */
function Proof() {
  const t = useWords()
  return (
    <>
      <span data-if-signed="" hidden className="am-quiet">
        {t('cases.signed.by')} <span data-slot="signerRole" />
      </span>
      <strong data-if-unsigned="" hidden>
        {t('cases.signed.not')}
      </strong>
    </>
  )
}
