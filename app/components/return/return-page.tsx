import { LocalLink } from '#app/components/local-link.tsx'
import type { HelpShown } from '#app/components/reporter/door-data.ts'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { OneConversation } from '#app/components/return/conversation.tsx'
import { EnterCode } from '#app/components/return/enter-code.tsx'
import { NewCode } from '#app/components/return/new-code.tsx'
import { NotTaken } from '#app/components/return/not-taken.tsx'
import { Press, StepForm, type Carried } from '#app/components/return/parts.tsx'
import { useWords } from '#app/components/words.tsx'
import type { ReturnAnswer } from '#app/server/workflows/concern-return-steps.server.ts'

/** The same page for every door and for none; `slug` only says where its links lead. */
export function ReturnPage({
  slug,
  answer,
  help = [],
}: {
  slug: string | null
  answer: ReturnAnswer | undefined
  help?: readonly HelpShown[]
}) {
  if (answer?.notTaken) return <NotTaken {...answer.notTaken} slug={slug} help={help} />
  const rejected = answer?.rejected ?? null
  if (!answer?.shown)
    return (
      <EnterCode
        typed={rejected?.typed.code ?? ''}
        wrong={rejected !== null}
        filing={slug === null ? null : `/r/${slug}`}
      />
    )
  const { shown, offered } = answer
  const carried: Carried = { code: shown.code, once: shown.once, rejected }
  if (offered)
    return (
      <>
        <Failed answer={answer} />
        <StepForm carried={carried} step={shown.mustChange ? 'open' : 'offerCode'}>
          <input type="hidden" name="newCode" value={offered.join(' ')} />
          <LanguageButtons go="open" />
        </StepForm>
        <NewCode offered={offered} must={shown.mustChange} carried={carried} />
      </>
    )
  return <Opened slug={slug} answer={answer} carried={carried} />
}

function Opened({ slug, answer, carried }: { slug: string | null; answer: ReturnAnswer; carried: Carried }) {
  const t = useWords()
  const { conversations } = answer.shown!
  const several = conversations.length > 1
  return (
    <>
      <Failed answer={answer} />
      {answer.notice && (
        <p className="card told ok" role="status">
          {t(answer.notice)}
        </p>
      )}
      <StepForm carried={carried} step="open">
        <LanguageButtons go="open" />
      </StepForm>
      <h1>{t('return.open.title')}</h1>
      <p>{t('return.unlocked')}</p>
      <div className="card safe">
        <p>
          <b>{t('return.never')}</b>
        </p>
        <p>{t('return.never.hint')}</p>
      </div>
      {several && <p>{t('return.talk.several', { count: conversations.length })}</p>}
      {conversations.map((conversation, index) => (
        <OneConversation
          key={conversation.threadId}
          conversation={conversation}
          number={several ? index + 1 : null}
          opened={answer.opened}
          carried={{ ...carried, threadId: conversation.threadId, prefix: `t${index + 1}` }}
        />
      ))}
      <p className="hint">{t('return.open.hidden')}</p>
      <h2>{t('return.newCode.title')}</h2>
      <p>{t('return.newCode.offer')}</p>
      <StepForm carried={carried} step="offerCode">
        <p className="act">
          <Press say="return.newCode.offer.do" quiet />
        </p>
      </StepForm>
      <h2>{t('return.leave')}</h2>
      <p>{t('return.leave.hint')}</p>
      <p className="act">
        <LocalLink className="govuk-button" to={slug === null ? '/r/back' : `/r/${slug}/back`}>
          {t('return.leave')}
        </LocalLink>
      </p>
      {slug !== null && (
        <p>
          <LocalLink to={`/r/${slug}/help`}>{t('return.help')}</LocalLink>
        </p>
      )}
    </>
  )
}

/** Said at the top, where a screen reader begins, with a way to what is to be corrected. */
function Failed({ answer: { rejected, shown } }: { answer: ReturnAnswer }) {
  const t = useWords()
  if (!rejected) return null
  const index = shown?.conversations.findIndex(({ threadId }) => threadId === rejected.threadId) ?? -1
  const prefix = index < 0 ? 'a' : `t${index + 1}`
  return (
    <div className="card told bad" role="alert" tabIndex={-1} autoFocus>
      <p>
        <b>{t('return.error.title')}</b>
      </p>
      <ul>
        {Object.entries(rejected.errors).map(([name, { key, values }]) => (
          <li key={name}>
            {name ? <a href={`#${prefix}-${rejected.step}-${name}`}>{t(key, values)}</a> : t(key, values)}
          </li>
        ))}
      </ul>
      <p>{t('return.error.kept')}</p>
    </div>
  )
}
