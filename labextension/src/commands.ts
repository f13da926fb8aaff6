/** Every command of this extension, in one place: `headwater:verb-noun`. */
export const commandIds = {
  runFlow: 'headwater:run-flow',
  runFromHere: 'headwater:run-from-here',
  runWithParameters: 'headwater:run-with-parameters',
  stopRun: 'headwater:stop-run',
  showFailure: 'headwater:show-failure',
  showGraph: 'headwater:show-graph',
  showLogs: 'headwater:show-logs',
  openHere: 'headwater:open-here',
  showRuns: 'headwater:show-runs',
  openRun: 'headwater:open-run',
  compareRuns: 'headwater:compare-runs',
  compareWith: 'headwater:compare-with',
  lookBack: 'headwater:look-back',
  leavePast: 'headwater:leave-past',
  showOlderRun: 'headwater:show-older-run',
  showNewerRun: 'headwater:show-newer-run',
  toggleFlow: 'headwater:toggle-flow'
} as const;
