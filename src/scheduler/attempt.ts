/** Does what must not keep a run from ending when it fails, as on a full disk; false when it failed. */
export function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
