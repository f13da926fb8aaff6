/** Every command of this extension, in one place: `headwater:verb-noun`. */
export const commandIds = {
  toggleFlow: 'headwater:toggle-flow'
} as const;
