import type { Translation } from '../translation.ts';

export const repository: Translation = {
  'repository.newerListing': 'プロジェクトの新しい一覧の取得が始まりました。',
  'repository.hook.removed': 'この Webhook はその間に削除されました。',
  'repository.hooksRetried':
    '再試行しています。結果を確認するには、少し待ってからページを再読み込みしてください。',
  'repository.byHand.group':
    'GitLab で<gitlab>グループの [設定] > [Webhook]</gitlab> を開き、[新しい Webhook を追加] を選択して、次のように入力します:',
  'repository.byHand.project':
    'GitLab で <gitlab>[設定] > [Webhook]</gitlab> を開き、[新しい Webhook を追加] を選択して、次のように入力します:',
  'repository.byHand.secret':
    'シークレットを知っている人は、GitLab になりすましてイベントを通知できます。Webhook を追加する人以外には渡さないでください。',
  'repository.hook.ownersOnly':
    'このアカウントを承認した @{username} には、グループの Webhook を管理する権限がありません。Owner ロールと GitLab Premium または Ultimate が必要です。',
  'repository.hook.maintainersOnly':
    'このアカウントを承認した @{username} には、このプロジェクトの Webhook を管理する権限がありません。Maintainer ロールが必要です。',
  'repository.hook.switchedOff': 'アプリが応答しなかったため、GitLab がこの Webhook をオフにしました。',
  'repository.hook.switchedOffAnd':
    'アプリが応答しなかったため、GitLab がこの Webhook をオフにしました。{reason}',
  'repository.hook.thereAlready': 'この Webhook はすでに GitLab にあります。ページを再読み込みしてください。',
  'repository.hook.beingMade':
    'この Webhook は自動的に作成されています。しばらく待ってからページを再読み込みしてください。',
  'repository.byHand.url': 'URL',
  'repository.byHand.token': 'シークレット トークン',
  'repository.byHand.trigger': 'トリガー (Trigger)',
  'repository.byHand.events':
    'プッシュ イベント (すべてのブランチ)、タグのプッシュ イベント、コメント、マージリクエスト イベント、パイプライン イベント、デプロイ イベント、フィーチャーフラグ イベント',
  'repository.byHand.groupEvents':
    'プッシュ イベント (すべてのブランチ)、タグのプッシュ イベント、コメント、マージリクエスト イベント、パイプライン イベント、デプロイ イベント、フィーチャーフラグ イベント、プロジェクト イベント、サブグループ イベント',
};
