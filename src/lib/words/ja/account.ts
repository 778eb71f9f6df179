import type { Translation } from '../translation.ts';

export const account: Translation = {
  'account.notThere': 'このアカウントはもうありません。アカウントの一覧に戻ってください。',
  'account.noSuch':
    'このアカウントはありません。削除された可能性があります。アカウントの一覧を確認してください。',
  'account.noSuchSetting': 'その設定はありません。ページを再読み込みしてください。',
  'account.removed': 'このアカウントは削除されました。アカウントの一覧に戻ってください。',
  'account.removedAlready': 'このアカウントはすでに削除されています。アカウントの一覧に戻ってください。',
  'account.removedMeanwhile': 'このアカウントはその間に削除されました。Jira に戻って追加し直してください。',
  'account.linkAgain':
    'このアカウントは削除されました。Jira の「DVCS アカウント」でもう一度リンクしてください。',
  'account.oauth.noApi':
    'GitLab のアプリケーションにスコープ「api」がありません。「api」を選択して保存し、もう一度お試しください。',
  'account.oauth.grantedWithoutApi':
    'GitLab はスコープ「api」なしでアクセスを許可しました。GitLab のアプリケーションで「api」を選択して保存し、もう一度お試しください。',
  'account.oauth.onlyAdmins':
    'アカウントをリンクできるのは Jira 管理者だけです。あなたはすでに管理者ではありません。管理者に承認を依頼してください。',
  'account.oauth.continueInJira': '元の Jira のページに戻り、[続行] を選択してください。',
  'account.rules.tooLong': 'ルールが長すぎます。数を減らしてください。',
  'account.smartCommits.choose':
    'スマート コミットを実行する方法を、ページに表示されているものから選択してください。',
  'account.token.stopping': 'プロセスを停止しています。作業は別のプロセスで続行されます。',
  'account.token.renewing':
    '別のプロセスが GitLab へのアクセスを更新中です。1 分後にもう一度お試しください。',
  'account.token.siteLeft': 'このサイトの登録解除が GitLab に伝わるのを待っています。',
};
