/** What happens to a condition. Days are written as 2030-01-31. */
export type ConditionEvent =
  | { type: 'awaitMoney' | 'sendMoney' | 'moneyArrived' }
  | { type: 'giveEvidence'; pieces: number }
  | { type: 'takeBackEvidence' | 'sendBack' | 'findEnough' | 'discharge' }
  | { type: 'askForTime'; until: string }
  | { type: 'giveTime' | 'refuseTime' }
  | { type: 'askForHelp' | 'offerHelp' }
  | { type: 'escalate'; level: number }
  | { type: 'drop' }

export type OwnerNews =
  'money_sent' | 'sent_back' | 'met' | 'time_given' | 'time_refused' | 'help_offered' | 'due_soon'
export type FunderNews =
  'money_arrived' | 'evidence_given' | 'ready_to_discharge' | 'time_asked' | 'help_asked'

/** What the machine asks the server to do. */
export interface ConditionRequests {
  notifyOwner: { news: OwnerNews }
  notifyFunder: { news: FunderNews }
  /** Tell whoever is late, and from the second level on who stands above them. */
  escalateCondition: { level: number }
}

/** Every kind of event with the facts that favour it most: if none of these moves a condition, nothing of that kind will. */
export const favourableConditionEvents: {
  [Type in ConditionEvent['type']]: readonly (ConditionEvent & { type: Type })[]
} = {
  awaitMoney: [{ type: 'awaitMoney' }],
  sendMoney: [{ type: 'sendMoney' }],
  moneyArrived: [{ type: 'moneyArrived' }],
  giveEvidence: [{ type: 'giveEvidence', pieces: 1 }],
  takeBackEvidence: [{ type: 'takeBackEvidence' }],
  sendBack: [{ type: 'sendBack' }],
  findEnough: [{ type: 'findEnough' }],
  discharge: [{ type: 'discharge' }],
  askForTime: [{ type: 'askForTime', until: '9999-12-31' }],
  giveTime: [{ type: 'giveTime' }],
  refuseTime: [{ type: 'refuseTime' }],
  askForHelp: [{ type: 'askForHelp' }],
  offerHelp: [{ type: 'offerHelp' }],
  escalate: [{ type: 'escalate', level: 99 }],
  drop: [{ type: 'drop' }],
}
