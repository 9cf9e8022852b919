import { isKey, type Key } from '#content/words.ts'

/** The name of a stage; a state that has no name yet is called one. */
export function stageKey(state: string): Key {
  const key = `concernMachine.step.${state}`
  return isKey(key) ? key : 'cases.stage.other'
}

/** What the next clock asks of a handler. */
export function nextKey(clock: string | null): Key {
  const key = clock === 'duty' ? 'caseSteps.clock.doNext' : `cases.do.${clock ?? 'look'}`
  return isKey(key) ? key : 'cases.do.look'
}

export function clockKey(kind: string): Key {
  const key = `cases.clock.${kind}`
  return isKey(key) ? key : 'cases.clock.other'
}

/** What happened, as a plain fact; what a line of the log is called that this version does not know, it says too. */
export function logKey(action: string): Key {
  const key = action.startsWith('recovery.') ? `recovery.log.${action.slice(9)}` : `cases.log.${action}`
  return isKey(key) ? key : 'cases.log.other'
}
