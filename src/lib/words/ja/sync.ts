import type { Translation } from '../translation.ts';

export const sync: Translation = {
  'sync.flag.listing': 'リポジトリの一覧を読み込んでいます',
  'sync.flag.listing.body': '新しいプロジェクトが表示され、変更された内容が読み込まれます。',
  'sync.flag.enable': '{count, plural, other {# 件のリポジトリ}}を有効にしました',
  'sync.flag.disable': '{count, plural, other {# 件のリポジトリ}}をオフにしました',
  'sync.flag.smart-on': '{count, plural, other {# 件のリポジトリ}}のスマート コミットをオンにしました',
  'sync.flag.smart-off': '{count, plural, other {# 件のリポジトリ}}のスマート コミットをオフにしました',
  'sync.flag.refresh': '{count, plural, other {# 件のリポジトリ}}を更新しています',
  'sync.chart.code': '週ごとのコミットとマージリクエスト',
  'sync.chart.delivery': '週ごとのビルドとデプロイ',
  'sync.chart.commits': 'コミット',
  'sync.chart.mergeRequests': 'マージリクエスト',
  'sync.chart.builds': 'ビルド',
  'sync.chart.deployments': 'デプロイ',
};
