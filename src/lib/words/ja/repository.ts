import type { Translation } from '../translation.ts';

export const repository: Translation = {
  'repository.newerListing': 'プロジェクトの新しい一覧の取得が始まりました。',
  'repository.hook.removed': 'この Webhook はその間に削除されました。',
};
