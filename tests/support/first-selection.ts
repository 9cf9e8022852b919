import { framework } from '#content/index.ts'

/** Version 0: sixteen questions to a project, ten to a funder, all asked of everybody. Enough where the questions do not matter. */
export const firstSelection = framework('amana-ukcdr', 0)
