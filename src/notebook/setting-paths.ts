/** An object of settings, or one inside it. */
export type Settings = Readonly<Record<string, unknown>>;

/** The keys that lead to a setting that is written with dots, such as `retry.times`; null when there is none. Keys may have dots themselves. */
export function settingPath(settings: unknown, dotted: string): string[] | null {
  if (!isSettings(settings)) return null;
  if (Object.hasOwn(settings, dotted)) return [dotted];
  for (const key of Object.keys(settings)) {
    const inner = dotted.startsWith(`${key}.`) ? settingPath(settings[key], dotted.slice(key.length + 1)) : null;
    if (inner !== null) return [key, ...inner];
  }
  return null;
}

/** The settings with a value at a path; the objects on the way must be there. */
export function withSetting(settings: Settings, [key, ...rest]: readonly string[], value: unknown): Settings {
  if (key === undefined) return settings;
  const inner = settings[key];
  return { ...settings, [key]: rest.length === 0 ? value : withSetting(isSettings(inner) ? inner : {}, rest, value) };
}

/** The settings without the key at a path; an object that this leaves empty goes too. */
export function withoutSetting(settings: Settings, [key, ...rest]: readonly string[]): Settings {
  if (key === undefined) return settings;
  const inner = settings[key];
  const left = rest.length > 0 && isSettings(inner) ? withoutSetting(inner, rest) : {};
  const entries = Object.entries(settings);
  if (Object.keys(left).length > 0) return Object.fromEntries(entries.map(([each, value]) => [each, each === key ? left : value]));
  return Object.fromEntries(entries.filter(([each]) => each !== key));
}

/** The settings, or null when nothing is in them: `metadata.headwater` is left out then. */
export function orNothing(settings: Settings): Settings | null {
  return Object.keys(settings).length === 0 ? null : settings;
}

/** True for an object with settings. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
