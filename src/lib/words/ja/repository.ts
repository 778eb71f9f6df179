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
};
