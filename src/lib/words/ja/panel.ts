import type { Translation } from '../translation.ts';

export const panel: Translation = {
  'panel.chart.code': '週ごとのコミットとマージリクエスト',
  'panel.chart.delivery': '週ごとのビルドとデプロイ',
  'panel.chart.cycle': '最初のコミットから本番環境まで (週ごと)',
  'panel.chart.commit': 'コミット',
  'panel.chart.opened': 'オープンされたマージリクエスト',
  'panel.chart.merged': 'マージされたマージリクエスト',
  'panel.chart.build': 'ビルド',
  'panel.chart.deployment': 'デプロイ',
  'panel.chart.median': '中央値',
  'panel.chart.most': '85 パーセンタイル',
  'panel.chart.issues': '課題',
  'panel.chart.days': '{count, number} 日',
  'panel.chart.hours': '{count, number} 時間',
};
