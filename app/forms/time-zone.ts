/** Every zone that this runtime knows by name, universal time first. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

export function isTimeZone(name: string): boolean {
  // An offset such as +01:00 is taken too by Intl, and knows no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,59}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
