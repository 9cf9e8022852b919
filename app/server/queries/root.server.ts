import type { SiteData, NavItem } from '#app/components/site.ts'
import type { Actor, Role } from '#app/policies/actor.ts'
import { env } from '#app/server/env.server.ts'
import { isDatabaseDown } from '#app/server/database.server.ts'
import { isSignedInPath } from '#app/server/http/headers.server.ts'
import { sessionOf } from '#app/server/sign-in/sessions.server.ts'
import { footerDoors } from '#app/server/queries/doors.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { chooseLocale, type Key } from '#content/words.ts'

type Place = { to: string; key: Key }

const home: Place = { to: '/app', key: 'shell.nav.home' }
const calls: Place = { to: '/app/calls', key: 'shell.nav.calls' }
const plans: Place = { to: '/app/assessments', key: 'shell.nav.plans' }
const people: Place = { to: '/app/people', key: 'shell.nav.people' }
const evidence: Place = { to: '/app/evidence', key: 'shell.nav.evidence' }
const passport: Place = { to: '/app/passport', key: 'shell.nav.passport' }
const passports: Place = { to: '/app/passports', key: 'shell.nav.passports' }
const frameworks: Place = { to: '/app/frameworks', key: 'shell.nav.frameworks' }
const overview: Place = { to: '/app/overview', key: 'shell.nav.overview' }
const conditions: Place = { to: '/app/conditions', key: 'shell.nav.conditions' }
const doors: Place = { to: '/app/doors', key: 'shell.nav.doors' }
const reviews: Place = { to: '/app/reviews', key: 'shell.nav.reviews' }

/** At most six, and only what exists. */
const places: Record<Role, Place[]> = {
  programme_officer: [home, calls, reviews, conditions, overview, frameworks],
  approver: [home, { ...plans, key: 'shell.nav.toDecide' }, conditions, reviews, overview, calls],
  reviewer: [home, { ...plans, key: 'shell.nav.toReview' }, conditions, passports],
  principal_investigator: [home, calls, plans, conditions, evidence, passport],
  focal_point: [home, plans, conditions, evidence, passport],
  safeguarding_lead: [
    home,
    { ...plans, key: 'shell.nav.ownAssessment' },
    conditions,
    overview,
    evidence,
    passport,
  ],
  case_handler: [
    home,
    { to: '/app/cases', key: 'shell.nav.cases' },
    { to: '/app/case-keys', key: 'shell.nav.caseKeys' },
    doors,
    { to: '/app/desk', key: 'shell.nav.desk' },
  ],
  administrator: [
    home,
    people,
    { to: '/app/jobs', key: 'shell.nav.jobs' },
    { to: '/app/log', key: 'shell.nav.log' },
    { to: '/app/notes', key: 'shell.nav.notes' },
  ],
}

const letters: Place = { to: '/app/letters', key: 'shell.nav.letters' }
const localDays: Place = { to: '/app/local-days', key: 'shell.nav.localDays' }
const noticeSettings: Place = { to: '/app/account/notices', key: 'shell.nav.noticeSettings' }
const figures: Place = { to: '/app/cases/figures', key: 'caseSteps.figures' }
const signingKeys: Place = { to: '/app/signing-keys', key: 'shell.nav.signingKeys' }

/** What is needed now and then, reached from the account page. */
const more: Record<Role, Place[]> = {
  programme_officer: [letters, localDays, passports, figures],
  approver: [letters, passports, figures],
  reviewer: [],
  principal_investigator: [people, localDays],
  focal_point: [localDays],
  safeguarding_lead: [
    calls,
    people,
    doors,
    { to: '/app/cases/overseen', key: 'shell.nav.overseen' },
    { to: '/app/cases/care', key: 'cases.care.link' },
    figures,
  ],
  case_handler: [],
  administrator: [localDays, signingKeys],
}

/** What every page shows around itself. Without a database it still answers, so that the page can say so. */
export async function rootPage(request: Request): Promise<SiteData> {
  const url = new URL(request.url)
  const path = url.pathname
  const actor = isSignedInPath(path) ? await whoIsAsking(request) : null
  return {
    locale: chooseLocale({
      query: url.searchParams.get('lang'),
      stored: actor?.locale ?? null,
      acceptLanguage: request.headers.get('accept-language'),
    }),
    path,
    demonstration: env.demonstration,
    actor: actor && describe(actor, await unreadOf(request)),
    nav: actor ? navigation(jobOf(actor)?.role ?? null, path) : [],
    doors: actor ? await footerDoors(actor).catch(() => []) : [],
  }
}

async function whoIsAsking(request: Request): Promise<Actor | null> {
  try {
    return await findActor(request)
  } catch (error) {
    if (isDatabaseDown(error)) return null
    throw error
  }
}

function jobOf(actor: Actor) {
  return actor.memberships.find(({ id }) => id === actor.membershipId) ?? null
}

/** Comes with the session, which is asked for once a request. */
async function unreadOf(request: Request): Promise<number> {
  return (await sessionOf(request))?.session.unread ?? 0
}

function describe(actor: Actor, unread: number): NonNullable<SiteData['actor']> {
  const job = jobOf(actor)
  return {
    name: actor.name,
    job: job && { role: `content.role.${job.role}`, organisation: job.organisationName },
    severalJobs: actor.memberships.length > 1,
    unread,
  }
}

export function navigation(role: Role | null, path: string): NavItem[] {
  const mail: Place[] =
    env.mode === 'evaluation' && role === 'administrator' ? [{ to: '/app/mail', key: 'shell.nav.mail' }] : []
  return [...(role ? places[role] : [home]), ...mail].map(({ to, key }) => ({
    to,
    key,
    current: isCurrent(to, path),
  }))
}

export function placesBeside(role: Role | null): Place[] {
  return [noticeSettings, ...(role ? more[role] : [])]
}

function isCurrent(to: string, path: string): boolean {
  return to === '/app' ? path === to : path === to || path.startsWith(`${to}/`)
}
