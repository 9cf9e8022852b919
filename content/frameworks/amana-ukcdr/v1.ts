import { accountability } from '#content/frameworks/amana-ukcdr/v1/accountability.ts'
import { equity } from '#content/frameworks/amana-ukcdr/v1/equity.ts'
import { rights } from '#content/frameworks/amana-ukcdr/v1/rights.ts'
import { transparency } from '#content/frameworks/amana-ukcdr/v1/transparency.ts'
import { amanaUkcdrV0 } from '#content/frameworks/amana-ukcdr/v0.ts'
import type { FrameworkSource } from '#content/schema.ts'

/** Published: never edit. A change of structure or wording is a new version. The whole bank, as edited after review. */
export const amanaUkcdrV1 = {
  id: 'amana-ukcdr',
  version: 1,
  status: 'published',
  publishedOn: '2026-11-22',
  source: amanaUkcdrV0.source,
  hours: {
    funder: { from: 8, to: 14 },
    organisation: { from: 10, to: 18 },
    project: { from: 10, to: 18 },
    community: { from: 1, to: 3 },
  },
  neededToSend: ['submit', 'award'],
  tiered: true,
  requirements: [...rights, ...equity, ...transparency, ...accountability],
} satisfies FrameworkSource
