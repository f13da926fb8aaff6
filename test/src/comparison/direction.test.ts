import { expect, it } from 'vitest';
import { guessDirection } from '../../../src/comparison/direction';

it.each([
  ['loss', 'lower'],
  ['valLoss', 'lower'],
  ['test_rmse', 'lower'],
  ['error_rate', 'lower'],
  ['history.val_loss', 'lower'],
  ['accuracy', 'higher'],
  ['score', 'higher'],
  ['roc_auc', 'higher'],
  ['neg_mean_error', null],
  ['w', null],
  ['closeness', null]
])('%s: %s', (name, direction) => expect(guessDirection(name)).toBe(direction));
