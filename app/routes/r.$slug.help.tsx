import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HelpPage } from '#app/components/reporter/help-page.tsx'
import { neutrallyTitled } from '#app/components/reporter/neutral-title.ts'
import { reporterDoor } from '#app/server/queries/reporter-door.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const { shell, shown } = await reporterDoor(request, params.slug)
    return { shell, door: shown }
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitled('reporter.title.help')

export default function HelpNow() {
  const { door } = useLoaderData<typeof loader>()
  return <HelpPage door={door} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
