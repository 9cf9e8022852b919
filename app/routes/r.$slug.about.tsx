import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AboutPage } from '#app/components/reporter/about.tsx'
import { neutrallyTitled } from '#app/components/reporter/neutral-title.ts'
import { reporterDoor } from '#app/server/queries/reporter-door.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const { shell, about } = await reporterDoor(request, params.slug)
    return { shell, about }
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitled('reporter.title.about')

export default function About() {
  const { about } = useLoaderData<typeof loader>()
  return <AboutPage {...about} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
