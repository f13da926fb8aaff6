/** Which end of a metric's values is the good one. */
export type Direction = 'lower' | 'higher';

const lower = new Set(
  (
    'loss losses cost costs error errors err rmse mse mae mape smape msle rmsle rse deviance perplexity ppl nll logloss brier wer cer ter ' +
    'latency duration seconds ms millis regret misses mistakes fpr fnr aic bic eer fid kl divergence residual overfit'
  ).split(' ')
);
const higher = new Set(
  (
    'accuracy acc score scores auc auroc auprc roc f1 f2 fbeta precision recall sensitivity specificity tpr tnr r2 explained map ndcg mrr ' +
    'bleu rouge meteor iou dice reward return likelihood throughput gain lift kappa mcc hits psnr ssim correlation success'
  ).split(' ')
);

/**
 * A guess from a metric's name: the last of its words that is known decides (`valLoss` lower, `test_accuracy` higher, `errorRate` lower).
 * Null when no word is known, or when a word such as `neg` turns it round.
 */
export function guessDirection(name: string): Direction | null {
  const words = wordsOf(name);
  if (words.some(word => word === 'neg' || word === 'negative' || word === 'inverse')) return null;
  const known = words.findLast(word => lower.has(word) || higher.has(word));
  if (known === undefined) return null;
  return lower.has(known) ? 'lower' : 'higher';
}

/** `valLoss.top_5` → val, loss, top, 5. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
}
