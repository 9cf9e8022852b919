/** Why a file was not taken; `evidence.error.file.<code>` says so in words. */
export const fileProblems = [
  'none',
  'empty',
  'tooLarge',
  'cut',
  'several',
  'wrongType',
  'webPage',
  'heic',
  'macros',
  'unsound',
  'twoInOne',
  'notWhole',
  'brokenPicture',
  'hugePicture',
  'encoding',
  'busy',
  'notKept',
] as const
export type FileProblem = (typeof fileProblems)[number]

export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly problem: FileProblem

  constructor(problem: FileProblem) {
    super(problem)
    this.problem = problem
  }
}
