import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { askedOf, framework } from '#content/index.ts'
import { widestTerms } from '#content/tier.ts'
import type { World } from '#tests/bench/world.ts'

const evidenceItems = 300

/** The longest plan there can be: described as everything, every question answered in words, three hundred documents. */
export async function layLongPlan({ cast, callId }: World): Promise<{ id: string; asked: number }> {
  const { investigator, partner, funder } = cast
  const whole = framework('amana-ukcdr', 1)
  const asked = askedOf(whole, 'project', widestTerms).map(({ requirement }) => requirement.id)
  const at = now()
  return asSystem('bench', async (tx) => {
    const { id } = await tx.record.create({ data: { kind: 'assessment' }, select: { id: true } })
    await tx.participation.create({
      data: { recordId: id, organisationId: partner.id, capacity: 'author' },
      select: { id: true },
    })
    const like = await tx.assessment.findFirstOrThrow({
      where: { callId, state: 'draft' },
      select: { machineVersion: true, state: true, value: true, context: true },
    })
    await tx.assessment.create({
      data: {
        ...{ id, callId, ...like },
        value: like.value as object,
        context: like.context as object,
        organisationId: partner.id,
        reviewingBodyId: funder.id,
        audience: 'project',
        title: 'The longest plan',
        country: 'GH',
        frameworkId: whole.id,
        frameworkVersion: whole.version,
        locale: 'en',
        createdById: investigator.id,
        createdAt: at,
      },
      select: { id: true },
    })
    const by = { updatedById: investigator.id, updatedAt: at }
    const { circumstances, tier, audiences } = widestTerms
    await tx.planContext.create({
      data: { assessmentId: id, circumstances, tier, audiences: [...audiences], revision: 1, ...by },
      select: { tier: true },
    })
    await tx.answer.createMany({
      data: asked.map((requirementId) => ({
        assessmentId: id,
        requirementId,
        choice: 'yes',
        text: 'Two people can be told, one of whom does not answer to the project.',
        revision: 1,
        ...by,
      })),
    })
    const items = await tx.evidenceItem.createManyAndReturn({
      data: Array.from({ length: evidenceItems }, (_, index) => ({
        organisationId: partner.id,
        kind: 'link',
        title: `Document ${index + 1}`,
        url: `https://example.org/${index + 1}`,
        createdById: investigator.id,
        createdAt: at,
      })),
      select: { id: true },
    })
    await tx.evidenceUse.createMany({
      data: items.map((item, index) => ({
        assessmentId: id,
        requirementId: asked[index % asked.length]!,
        evidenceId: item.id,
        addedById: investigator.id,
        addedAt: at,
      })),
    })
    return { id, asked: asked.length }
  })
}
