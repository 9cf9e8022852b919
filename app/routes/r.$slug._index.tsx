import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { neutrallyTitledByStep } from '#app/components/reporter/neutral-title.ts'
import { ClosedPage, StartPage } from '#app/components/reporter/start.tsx'
import { StepPage } from '#app/components/reporter/steps.tsx'
import { now } from '#app/server/clock.server.ts'
import { readFiled } from '#app/server/http/read-filed.server.ts'
import { reporterDoor } from '#app/server/queries/reporter-door.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { comesAfter, takeMore } from '#app/server/workflows/reporter-more.server.ts'
import { datesAhead, takeStep } from '#app/server/workflows/reporter-steps.server.ts'

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const { shell, shown } = await reporterDoor(request, params.slug)
    return { shell, door: shown, dates: datesAhead(now()), step: context?.reporterStep ?? null }
  })
}

/** One address for every step; null leads back to the first page. */
export function action({ request, params, context }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const { door, isTest, locale } = await reporterDoor(request, params.slug)
    const { form, came } = await readFiled(request, context)
    const answer = comesAfter(form.get('go'))
      ? await takeMore(form, came, { slug: door.slug, locale, now: now() })
      : await takeStep(door, form, came, { forSomeone: false, isTest, locale, now: now() })
    if (context && answer) context.reporterStep = answer.shown.step
    return data(answer?.shown ?? null, { status: answer?.status ?? 200 })
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitledByStep

export default function Filing() {
  const { door, dates } = useLoaderData<typeof loader>()
  const shown = useActionData<typeof action>()
  if (shown) return <StepPage door={door} shown={shown} forSomeone={false} />
  return door.isOpen ? <StartPage door={door} dates={dates} /> : <ClosedPage door={door} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
