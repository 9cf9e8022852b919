/** In what a contract counts. */
export const dutyUnits = ['hours', 'days', 'working_days'] as const
export const clauseUnits = [...dutyUnits, 'months'] as const
export type ClauseUnit = (typeof clauseUnits)[number]

/** Whose days of rest working days leave out, besides Saturdays and Sundays. */
export const clauseCalendars = ['receiving', 'funder', 'none'] as const
export type ClauseCalendar = (typeof clauseCalendars)[number]
