import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { RecordingFacts } from '#app/components/spoken/recordings.tsx'
import { TextsToRead } from '#app/components/spoken/texts-to-read.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { HeardForm } from '#app/forms/spoken.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { heardPage } from '#app/server/queries/door-recordings.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { agreeToRecording, endRecording } from '#app/server/workflows/door-recordings.server.ts'
import { languageName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => heardPage(actor, params.doorId!, params.recordingId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId = '', recordingId = '' } = params
    const { keeps } = await heardPage(actor, doorId, recordingId)
    const form = await readForm(request, HeardForm)
    if (!form.ok) return refused(form)
    const agrees = form.value.answer === 'agree'
    // Nothing was typed: the page is read again after the proof, and the button pressed there.
    if (agrees) await requireStepUp(actor, new Request(request.url))
    return keepingTypedAtDoor(form.typed, async () => {
      await (agrees ? agreeToRecording : endRecording)(actor, doorId, recordingId, now())
      return redirect(keeps ? `/app/doors/${doorId}/spoken` : '/app/doors')
    })
  })
}

export const meta = titled('spoken.heard.title')

/** The second of two listens, with the text beside it. */
export default function Heard() {
  const t = useWords()
  const locale = useLocale()
  const { door, doorId, line, texts, by, isMine, may, keeps } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={keeps ? `/app/doors/${doorId}/spoken` : '/app/doors'}>
        {t(keeps ? 'spoken.title' : 'doors.title')}
      </BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={`${door}, ${languageName(locale, line.language)}`}>
        {t('spoken.heard.title')}
      </PageTitle>
      <p>{isMine ? t('spoken.heard.mine') : t('spoken.heard.by', { name: by })}</p>
      <h2 className="govuk-heading-m">{t(`spoken.slot.${line.slot}`)}</h2>
      <TextsToRead texts={texts} />
      <RecordingFacts line={line} doorId={doorId} />
      {line.wordsChanged && <p>{t('spoken.heard.past')}</p>}
      {may && !line.wordsChanged && <p>{t('spoken.heard.ask')}</p>}
      {!isMine && !may && <p>{t('doors.change.notYours')}</p>}
      <form method="post">
        <ButtonGroup>
          {may && !line.wordsChanged && (
            <Button name="answer" value="agree">
              {t('spoken.heard.agree')}
            </Button>
          )}
          {(isMine || may) && (
            <Button name="answer" value="end" secondary>
              {t(isMine ? 'doors.change.takeBack' : 'doors.change.refuse')}
            </Button>
          )}
        </ButtonGroup>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
