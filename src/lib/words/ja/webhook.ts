import type { Translation } from '../translation.ts';

export const webhook: Translation = {
  'webhook.event.push': 'プッシュ',
  'webhook.event.tag_push': 'タグ',
  'webhook.event.merge_request': 'マージリクエスト',
  'webhook.event.note': 'コメント',
  'webhook.event.pipeline': 'パイプライン',
  'webhook.event.deployment': 'デプロイ',
  'webhook.event.feature_flag': 'フィーチャーフラグ',
  'webhook.event.projects': 'グループのプロジェクト',
  'webhook.event.other': 'その他のイベント',
  'webhook.event.unreadable': 'イベントではありません',
  'webhook.outcome.queued': 'GitLab で確認しました',
  'webhook.outcome.nothing': '処理なし: Jira の内容は変わりません',
  'webhook.outcome.switched_off': '処理なし: リポジトリがオフでした',
  'webhook.outcome.inactive': '処理なし: アカウントまたはアプリがオフでした',
  'webhook.outcome.unknown_project': '新しいリポジトリを探しました',
  'webhook.outcome.other_project': '信用しませんでした: 別のプロジェクトに関するものです',
  'webhook.outcome.unreadable': '解釈できませんでした',
  'webhook.deliveries.more': '最新の {count, number} 件を表示しています。呼び出しは 7 日間保持されます。',
  'webhook.deliveries.none': '過去 7 日間に、このリポジトリに関する GitLab からの呼び出しはありません。',
  'webhook.deliveries.noHook': 'このリポジトリに Webhook はありません。',
};
