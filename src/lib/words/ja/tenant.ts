import type { Translation } from '../translation.ts';

export const tenant: Translation = {
  'tenant.getStarted.title': 'はじめに',
  'tenant.getStarted.installed': '{appName} がインストールされました',
  'tenant.getStarted.lead':
    'GitLab のグループまたは個人のネームスペースをリンクしてください。ブランチ、コミット、マージリクエストが、それらに書かれた Jira の課題に、すべての履歴も含めて表示されます。',
  'tenant.getStarted.application':
    'GitLab で、スコープ <code>api</code> を持つ OAuth アプリケーションを作成します。次のページに、リダイレクト URL と、お使いの GitLab の該当ページへのリンクが表示されます。',
  'tenant.getStarted.link':
    'アプリケーションのクライアント ID とクライアント シークレットを使って、グループまたはネームスペースをリンクします。',
  'tenant.getStarted.keys':
    'ブランチ名、コミット メッセージ、マージリクエストのタイトルに、<code>PROJ-12</code> のような課題キーを書きます。',
  'tenant.getStarted.open': 'GitLab アカウントをリンク',
};
