import type { Actor } from '#app/policies/actor.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'
import type { Journey } from '#app/server/demonstration/plan-model.server.ts'
import type { Story } from '#app/server/demonstration/timeline.server.ts'
import { finishOpinion, giveOpinion } from '#app/server/workflows/opinion.server.ts'
import { askFromOutside, declareNoConflict, payReviewer } from '#app/server/workflows/review.server.ts'
import { principles } from '#content/index.ts'

/** Somebody of a body that the funder pays looks at its own answers, is paid for it, and finds what they find. */
export function partnerLooks(
  story: Story,
  { partner }: Journey,
  actors: Record<PersonKey, Actor>,
  id: () => string,
): void {
  if (!partner) return
  const [looks, asks] = [actors[partner.person], actors[partner.askedBy]]
  story.add(partner.asked, '10:20', (at) => askFromOutside(asks, id(), looks.id, 'partner', at))
  story.add(partner.looked, '17:05', (at) => declareNoConflict(looks, id(), at))
  for (const principle of principles) {
    const reason = partner.found[principle] ?? ''
    story.add(partner.looked, '18:10', (at) =>
      giveOpinion(looks, id(), principle, { judgement: 'accepted', reason, points: [] }, 1, at),
    )
  }
  if (!partner.finished) return
  story.add(partner.looked, '18:40', (at) => finishOpinion(looks, id(), 1, at))
  const { amount, currency } = partner.paid
  story.add(partner.looked - 1, '09:15', (at) =>
    payReviewer(asks, id(), { personId: looks.id, amount, currency, on: at }, at),
  )
}
