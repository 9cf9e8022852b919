import { number, text, type Register, type RowFault, type RowValues } from '#content/registers/definition.ts'
import { riskLevel, type RiskLevel } from '#content/risk-levels.ts'

export const risks = {
  id: 'risks',
  fields: [
    { id: 'group', kind: 'choice', options: 'group', required: true, section: 'what' },
    { id: 'site', kind: 'site', hint: true },
    { id: 'affected', kind: 'line', required: true, hint: true },
    { id: 'event', kind: 'text', required: true, hint: true },
    { id: 'cause', kind: 'text' },
    { id: 'likelihood', kind: 'scale', required: true, section: 'now', hint: true },
    { id: 'severity', kind: 'scale', required: true, hint: true },
    { id: 'existing', kind: 'text', section: 'controls', hint: true },
    { id: 'control', kind: 'text' },
    { id: 'owner', kind: 'line', hint: true },
    { id: 'costLine', kind: 'choice', options: 'costLine', hint: true },
    { id: 'dueOn', kind: 'date' },
    { id: 'residualLikelihood', kind: 'scale', required: true, section: 'remains' },
    { id: 'residualSeverity', kind: 'scale', required: true, hint: true },
    { id: 'smallerHarm', kind: 'text', hint: true },
    { id: 'reviewOn', kind: 'date', section: 'later' },
    { id: 'community', kind: 'choice', options: 'community', required: true, hint: true },
  ],
  columns: ['event', 'owner', 'dueOn'],
  openWhenSealed: ['group', 'likelihood', 'severity', 'residualLikelihood', 'residualSeverity'],
  faults: faultsOf,
} as const satisfies Register

export const riskGaps = {
  id: 'riskGaps',
  listedWith: 'risks',
  fields: [
    { id: 'group', kind: 'choice', options: 'group', required: true },
    { id: 'reason', kind: 'text', required: true, hint: true },
  ],
  columns: ['group', 'reason'],
  oncePer: 'group',
} as const satisfies Register

/** Controls make harm less likely. Only one that is named makes the harm itself smaller. */
function faultsOf(values: RowValues): RowFault[] {
  const faults: RowFault[] = []
  const [likelihood, severity, after, afterSeverity] = [
    'likelihood',
    'severity',
    'residualLikelihood',
    'residualSeverity',
  ].map((field) => number(values, field))
  if (likelihood && after && after > likelihood)
    faults.push({ field: 'residualLikelihood', key: 'registers.error.likelihoodGrows' })
  if (severity && afterSeverity && afterSeverity > severity)
    faults.push({ field: 'residualSeverity', key: 'registers.error.severityGrows' })
  if (severity && afterSeverity && afterSeverity < severity && !text(values, 'smallerHarm'))
    faults.push({ field: 'smallerHarm', key: 'registers.error.smallerHarm' })
  if (text(values, 'control') && !text(values, 'owner'))
    faults.push({ field: 'owner', key: 'registers.error.controlOwner' })
  return faults
}

export type RiskStanding = { before: RiskLevel; after: RiskLevel }

export function standingOfRisk(values: RowValues): RiskStanding {
  return {
    before: riskLevel(number(values, 'likelihood') ?? 5, number(values, 'severity') ?? 5),
    after: riskLevel(number(values, 'residualLikelihood') ?? 5, number(values, 'residualSeverity') ?? 5),
  }
}
