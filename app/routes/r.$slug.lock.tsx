import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LockForm } from '#app/components/lock/lock-form.tsx'
import { neutrallyTitled } from '#app/components/reporter/neutral-title.ts'
import { ClosedPage } from '#app/components/reporter/start.tsx'
import { lockPage } from '#app/server/queries/lock.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, () => lockPage(request, params.slug))
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitled('reporter.title.start')

export default function LockOnThisDevice() {
  const { door, dates, facts } = useLoaderData<typeof loader>()
  if (!door.isOpen) return <ClosedPage door={door} />
  return (
    <>
      <LockForm door={door} dates={dates} facts={facts} />
      <script type="module" src="/scripts/lock.js" />
    </>
  )
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
