import { createElement as element } from 'react'
import type { ServerBuild } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { withScope } from '#app/server/database.server.ts'

/**
 * What the pages are compared with: the least that a Remix page with one read under row-level security can be. It is
 * drawn by the program's own entry, which sends no scripts, so the comparison is with the faster kind of page.
 */
export function bareBuild(built: ServerBuild, personId: string, assessmentId: string): ServerBuild {
  const root = { id: 'root', path: '', module: { default: Root } }
  return buildOf(built, root, '', personId, assessmentId)
}

/** The same read inside the program's own frame, signed in: tells what the frame costs from what a page adds. */
export function framedBuild(built: ServerBuild, personId: string, assessmentId: string): ServerBuild {
  return buildOf(built, built.routes.root!, 'app', personId, assessmentId)
}

type Route = NonNullable<ServerBuild['routes'][string]>

function buildOf(
  built: ServerBuild,
  root: Route,
  path: string,
  personId: string,
  assessmentId: string,
): ServerBuild {
  const page: Route = {
    id: 'routes/bare',
    parentId: 'root',
    path,
    index: true,
    module: { default: Bare, loader: () => oneRead(personId, assessmentId) },
  }
  const described = [root, page].map((route) => [
    route.id,
    { ...route, module: `/${route.id}.js`, hasLoader: 'loader' in route.module, hasAction: false },
  ])
  return {
    ...built,
    routes: { [root.id]: root, [page.id]: page },
    assets: { ...built.assets, routes: Object.fromEntries(described) as ServerBuild['assets']['routes'] },
  }
}

function oneRead(personId: string, id: string) {
  return withScope(personId, (tx) =>
    tx.assessment.findFirst({ where: { id }, select: { id: true, title: true, state: true } }),
  )
}

function Root() {
  return element(
    'html',
    { lang: 'en' },
    element('head', null, element('meta', { charSet: 'utf-8' }), element('title', null, 'Bare')),
    element('body', null, element(Outlet)),
  )
}

function Bare() {
  const row = useLoaderData<typeof oneRead>()
  return element('main', null, element('h1', null, row?.title), element('p', null, row?.state))
}
