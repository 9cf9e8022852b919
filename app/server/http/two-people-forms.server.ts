import {
  agreeForm,
  agreeTwoForm,
  askForm,
  joinForm,
  maskForm,
  proposalForm,
  redactForm,
  refusalForm,
  rejoinForm,
} from '#app/forms/case-content.form.ts'
import {
  askLessonBackForm,
  giveLessonForm,
  offerLessonForm,
  takeLessonBackForm,
} from '#app/forms/lesson.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { take, takeOneOf, type Take } from '#app/server/http/case-forms.server.ts'
import { requireStepUp } from '#app/server/with-actor.server.ts'
import { agreeIdentity, agreeIdentityAsTwo, askIdentity } from '#app/server/workflows/case-identity.server.ts'
import {
  confirmDeletion,
  confirmRedaction,
  maskPart,
  proposeDeletion,
  proposeRedaction,
} from '#app/server/workflows/case-keeping.server.ts'
import {
  askLessonBack,
  giveLesson,
  offerLesson,
  takeLessonBack,
} from '#app/server/workflows/case-lessons.server.ts'
import { endOpenProposal } from '#app/server/workflows/concern-proposals.server.ts'
import { confirmRejoin, proposeRejoin } from '#app/server/workflows/rejoin.server.ts'

/** Taken back by whoever proposed it, or refused with a reason by somebody else: the same on each of these pages. */
const ending = (page: string): Record<string, Take> => ({
  takeBack: (actor, id, request) =>
    take(request, proposalForm, async ({ proposalId }) => {
      await endOpenProposal(actor, id, proposalId, [], now())
      return `/app/cases/${id}/${page}?done=takenBack`
    }),
  refuse: (actor, id, request) =>
    take(request, refusalForm, async ({ proposalId, keyId, sealed }) => {
      await endOpenProposal(actor, id, proposalId, [{ keyId, sealed }], now())
      return `/app/cases/${id}/${page}?done=refused`
    }),
})

const onRejoin: Record<string, Take> = {
  propose: (actor, id, request) =>
    take(request, rejoinForm, async ({ keyId, sealed, older, endOld }) => {
      const [olderId = '', threadId = ''] = older.split('~')
      const joining = { olderId, threadId, endOld: endOld === 'yes', parts: [{ keyId, sealed }] }
      await proposeRejoin(actor, id, joining, now())
      return `/app/cases/${id}/rejoin?done=proposed`
    }),
  confirm: proven((actor, id, request) =>
    take(request, joinForm, async (given) => {
      await confirmRejoin(actor, id, given, now())
      return `/app/cases/${id}/rejoin?done=joined`
    }),
  ),
  ...ending('rejoin'),
}

const onIdentity: Record<string, Take> = {
  ask: (actor, id, request) =>
    take(request, askForm, async (part) => {
      await askIdentity(actor, id, [part], now())
      return `/app/cases/${id}/identity?done=asked`
    }),
  agree: proven((actor, id, request) =>
    take(request, agreeForm, async ({ keyId, sealed, ...given }) => {
      await agreeIdentity(actor, id, { ...given, parts: [{ keyId, sealed }] }, now())
      return `/app/cases/${id}/identity?done=agreed`
    }),
  ),
  agreeTwo: proven((actor, id, request) =>
    take(request, agreeTwoForm, async ({ keyId, sealed, ...given }) => {
      const state = await agreeIdentityAsTwo(actor, id, { ...given, parts: [{ keyId, sealed }] }, now())
      return `/app/cases/${id}/identity?done=${state === 'granted' ? 'agreed' : 'agreedOne'}`
    }),
  ),
  ...ending('identity'),
}

const onKeeping: Record<string, Take> = {
  mask: (actor, id, request) =>
    take(request, maskForm, async ({ partId, ...part }) => {
      await maskPart(actor, id, { partId, part }, now())
      return `/app/cases/${id}/keeping?done=masked`
    }),
  redact: (actor, id, request) =>
    take(request, redactForm, async ({ partId, copy, copyKeyId, keyId, sealed }) => {
      const given = { partId, copy: { keyId: copyKeyId, sealed: copy }, parts: [{ keyId, sealed }] }
      await proposeRedaction(actor, id, given, now())
      return `/app/cases/${id}/keeping?done=proposed`
    }),
  confirmRedaction: (actor, id, request) =>
    take(request, proposalForm, async ({ proposalId }) => {
      await confirmRedaction(actor, id, proposalId, now())
      return `/app/cases/${id}/keeping?done=redacted`
    }),
  delete: proven((actor, id, request) =>
    take(request, askForm, async (part) => {
      await proposeDeletion(actor, id, [part], now())
      return `/app/cases/${id}/keeping?done=proposed`
    }),
  ),
  confirmDeletion: proven((actor, id, request) =>
    take(request, proposalForm, async ({ proposalId }) => {
      await confirmDeletion(actor, id, proposalId, now())
      return `/app/cases/${id}/keeping?done=deleted`
    }),
  ),
  ...ending('keeping'),
}

const onLesson: Record<string, Take> = {
  offer: (actor, id, request) =>
    take(request, offerLessonForm, async ({ commitment, ...part }) => {
      await offerLesson(actor, id, { commitment, part }, now())
      return `/app/cases/${id}/lesson?done=offered`
    }),
  give: proven((actor, id, request) =>
    take(request, giveLessonForm, async ({ proposalId, checked: _, ...lesson }) => {
      await giveLesson(actor, id, { proposalId, lesson }, now())
      return `/app/cases/${id}/lesson?done=given`
    }),
  ),
  askBack: (actor, id, request) =>
    take(request, askLessonBackForm, async ({ of, ...part }) => {
      await askLessonBack(actor, id, { of, part }, now())
      return `/app/cases/${id}/lesson?done=askedBack`
    }),
  giveBack: (actor, id, request) =>
    take(request, takeLessonBackForm, async ({ proposalId, ...lesson }) => {
      await takeLessonBack(actor, id, { proposalId, lesson }, now())
      return `/app/cases/${id}/lesson?done=back`
    }),
  ...ending('lesson'),
}

export const takeRejoinForm: Take = (actor, id, request) => takeOneOf(onRejoin, actor, id, request)
export const takeIdentityForm: Take = (actor, id, request) => takeOneOf(onIdentity, actor, id, request)
export const takeKeepingForm: Take = (actor, id, request) => takeOneOf(onKeeping, actor, id, request)
export const takeLessonForm: Take = (actor, id, request) => takeOneOf(onLesson, actor, id, request)

/** The page asked before; five minutes may have passed since. */
function proven(form: Take): Take {
  return async (actor: Actor, id, request) => {
    await requireStepUp(actor, request.clone(), new URL(request.url).pathname)
    return form(actor, id, request)
  }
}
