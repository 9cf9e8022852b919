export type EvidenceFileData = {
  id: string
  name: string
  mediaType: string
  size: number
  sha256: string
  cleaned: boolean
  scan: string
}

/** One piece of evidence as a page shows it. */
export type EvidenceData = {
  id: string
  kind: string
  title: string
  url: string | null
  page: string | null
  assessedBy: string | null
  datedOn: Date | null
  reviewOn: Date | null
  stillTrueOn: Date | null
  createdAt: Date
  inPassport: boolean
  revision: number
  file: EvidenceFileData | null
}

export type ServedRequirement = { id: string; question: string }

/** The questions of one principle, with a tick for those that the item serves. */
export type RequirementGroup = {
  principleName: string
  requirements: (ServedRequirement & { serves: boolean; open: boolean })[]
}

/** Evidence as it went with a submission; dates are days. */
export type SentEvidence = {
  id: string
  title: string
  kind: string
  url: string | null
  page: string | null
  assessedBy: string | null
  datedOn: string | null
  reviewOn: string | null
  stillTrueOn: string | null
  fileId: string | null
  fileName: string | null
  sha256: string | null
  mediaType: string | null
  size: number | null
  scan: string | null
  cleaned: boolean
  requirementIds: string[]
}
