import type { ConcernUpload } from '#app/server/http/concern-upload.server.ts'
import type { EvidenceUpload } from '#app/server/http/evidence-upload.server.ts'
import type { UploadProblem } from '#app/server/http/verify-upload.server.ts'
import type { Verified } from '#app/server/queries/verify.server.ts'
import type { Locale } from '#content/words.ts'

/** What could not be done, for the page that says so. The id is the only thing that also stands in the log. */
export type Failure = { id: string; status: 500 | 503 }

/** Handed from the HTTP server to Remix for one request. */
export type PageContext = {
  nonce: string
  locale: Locale
  failure?: Failure
  /** What a file dropped on the verify page turned out to be. */
  verified?: Verified
  uploadProblem?: UploadProblem
  /** The file that came with a form for evidence, or why there is none. */
  evidenceUpload?: EvidenceUpload
  /** The files that came with a form of a reporting page, sealed. */
  concernUpload?: ConcernUpload
  /** Which step of a reporting page was the answer: for its title, which only a loader can say. */
  reporterStep?: string
  /** A file of requirements was longer than any may be, and was not kept. */
  frameworkTooLarge?: boolean
  /** A recording was longer than any may be, and was not kept. */
  recordingTooLarge?: boolean
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends PageContext {}
}
