export const riskLevels = ['low', 'medium', 'high', 'critical'] as const
export type RiskLevel = (typeof riskLevels)[number]

/** The largest product of likelihood and severity that still has this level. This project's proposal, as the whole matrix is. */
export const thresholds = { low: 4, medium: 9, high: 16 } as const

export const steps = [1, 2, 3, 4, 5] as const
export type Step = (typeof steps)[number]

/** Death, sexual violence, abuse of a child, trafficking, detention: never below high, however unlikely. */
export const gravest = 5

/** Both run from 1 to 5; severity is harm to people, never to reputation. */
export function riskLevel(likelihood: number, severity: number): RiskLevel {
  const product = likelihood * severity
  if (product > thresholds.high) return 'critical'
  if (product > thresholds.medium || severity >= gravest) return 'high'
  return product > thresholds.low ? 'medium' : 'low'
}

/** What remains at these levels is signed off by the research organisation. */
export function needsSignOff(level: RiskLevel): boolean {
  return level === 'high' || level === 'critical'
}
