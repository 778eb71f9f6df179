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
  'panel.noIssue':
    'この課題が存在しないか、閲覧権限がありません。プロジェクトの管理者に問い合わせてください。',
  'panel.issueUnknown': 'この課題の閲覧権限を Jira で確認できません。1 分後にもう一度お試しください。',
  'panel.onIssue': 'このページは課題用です。Jira の課題から開いてください。',
  'panel.projectUnknown':
    'このプロジェクトの閲覧権限を Jira で確認できません。1 分後にもう一度お試しください。',
  'panel.noProject':
    'このプロジェクトが存在しないか、閲覧権限がありません。Jira 管理者に問い合わせてください。',
  'panel.onProject': 'このページはプロジェクト用です。Jira のプロジェクトから開いてください。',
};
