import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { RecordingForm } from '#app/components/spoken/recording-form.tsx'
import { Recordings } from '#app/components/spoken/recordings.tsx'
import { TextsToRead } from '#app/components/spoken/texts-to-read.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { EndForm } from '#app/forms/spoken.form.ts'
import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { isRecordingForm, readRecordingForm } from '#app/server/http/spoken.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { spokenSlotPage } from '#app/server/queries/door-recordings.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { addRecording, endRecording } from '#app/server/workflows/door-recordings.server.ts'
import { isSpokenSlot, spokenLanguage, type SpokenSlot } from '#content/spoken.ts'
import { languageName } from '#content/words.ts'

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId, slot, language } = placeOf(params)
    return {
      ...(await spokenSlotPage(actor, doorId, slot, language)),
      kept: await keptText(request, actor),
      tooLarge: context?.recordingTooLarge ?? false,
    }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId, slot, language } = placeOf(params)
    const { byTwo } = await spokenSlotPage(actor, doorId, slot, language)
    const here = `/app/doors/${doorId}/spoken`
    if (!isRecordingForm(request)) {
      const form = await readForm(request, EndForm)
      if (!form.ok) return refused(form)
      return keepingTypedAtDoor(form.typed, async () => {
        await endRecording(actor, doorId, form.value.end, now())
        return redirect(`${here}/${slot}/${language}`)
      })
    }
    const { form, sound, errors } = await readRecordingForm(request.clone())
    if (!form.ok || !('media' in sound)) return data({ errors, typed: form.typed }, { status: 422 })
    const { value, typed } = form
    // The words of the form are kept; the file has to be chosen again, and the page says so.
    if (byTwo) await requireStepUp(actor, request)
    return keepingTypedAtDoor(typed, async () => {
      const wrong = await addRecording(actor, doorId, { slot, language, sound, ...value }, now())
      if (wrong) return refused({ errors: { [wrong.field]: { key: wrong.key } }, typed })
      return redirect(`${here}?language=${language}`)
    })
  })
}

/** One address for each passage and language: another spelling of the same is none. */
function placeOf(params: Record<string, string | undefined>): {
  doorId: string
  slot: SpokenSlot
  language: string
} {
  const { doorId = '', slot, language = '' } = params
  if (!isSpokenSlot(slot) || spokenLanguage(language) !== language) throw notFound()
  return { doorId, slot, language }
}

export const meta = titled('spoken.title')

const tooLargeErrors: FieldErrors = { file: { key: 'spoken.error.tooLarge' } }

export default function SpokenPassage() {
  const t = useWords()
  const locale = useLocale()
  const page = useLoaderData<typeof loader>()
  const { id, name, slot, language, texts, waits, mayChange, needsProof, byTwo, kept, tooLarge } = page
  const rejected = useActionData<typeof action>()
  const errors = rejected?.errors ?? (tooLarge ? tooLargeErrors : undefined)
  const here = `/app/doors/${id}/spoken/${slot}/${language}`
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}/spoken?language=${language}`}>{t('spoken.title')}</BackLink>
      <ErrorSummary errors={errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={`${name}, ${languageName(locale, language)}`}>{t(`spoken.slot.${slot}`)}</PageTitle>
      <TextsToRead texts={texts} />
      <Recordings recordings={page.recordings} doorId={id} here={here} mayChange={mayChange} />
      {!mayChange && <p>{t('spoken.notYours')}</p>}
      {mayChange && waits && <p>{t('spoken.waitsAlready')}</p>}
      {mayChange && !waits && (
        <section aria-labelledby="bring">
          <h2 className="govuk-heading-m" id="bring">
            {t('spoken.bring')}
          </h2>
          {byTwo && <p>{t('spoken.byTwo')}</p>}
          {needsProof ? (
            <>
              <p>{t('spoken.proof')}</p>
              <ButtonLink to={`/app/step-up?next=${encodeURIComponent(here)}`}>
                {t('spoken.proof.do')}
              </ButtonLink>
            </>
          ) : (
            <RecordingForm
              here={here}
              typed={rejected?.typed ?? kept ?? undefined}
              errors={errors}
              byTwo={byTwo}
            />
          )}
        </section>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
