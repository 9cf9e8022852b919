import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ForSomeoneStart, PaperForm } from '#app/components/reporter/for-someone.tsx'
import { neutrallyTitledByStep } from '#app/components/reporter/neutral-title.ts'
import { ClosedPage } from '#app/components/reporter/start.tsx'
import { StepPage } from '#app/components/reporter/steps.tsx'
import { now } from '#app/server/clock.server.ts'
import { readFiled } from '#app/server/http/read-filed.server.ts'
import { reporterDoor } from '#app/server/queries/reporter-door.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { takeStepForSomeone } from '#app/server/workflows/reporter-steps.server.ts'

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const { shell, shown } = await reporterDoor(request, params.slug)
    const onPaper = new URL(request.url).searchParams.has('paper')
    return { shell, door: shown, onPaper, step: context?.reporterStep ?? 'begin' }
  })
}

export function action({ request, params, context }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const { door, isTest, locale } = await reporterDoor(request, params.slug)
    const { form, came } = await readFiled(request, context)
    const { shown, status } = await takeStepForSomeone(door, form, came, { isTest, locale, now: now() })
    if (context) context.reporterStep = shown.step
    return data(shown, { status })
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitledByStep

export default function ForSomeone() {
  const { door, onPaper } = useLoaderData<typeof loader>()
  const shown = useActionData<typeof action>()
  if (shown?.step === 'begin') return <ForSomeoneStart {...shown} door={door} answering />
  if (shown) return <StepPage door={door} shown={shown} forSomeone />
  if (onPaper) return <PaperForm door={door} />
  if (!door.isOpen) return <ClosedPage door={door} />
  return <ForSomeoneStart door={door} filing={null} errors={{}} answering={false} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
