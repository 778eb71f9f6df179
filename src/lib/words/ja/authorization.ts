import type { Translation } from '../translation.ts';

export const authorization: Translation = {
  'authorization.unknown':
    'この承認はここで開始されたものではありません。Jira の「DVCS アカウント」のアカウント、または「自分の GitLab ID」ページから開始してください。',
  'authorization.used':
    'この承認はすでに使用されています。Jira でアカウントまたは GitLab ユーザーがリンク済みと表示されない場合は、Jira からやり直してください。',
  'authorization.elsewhere':
    'この承認は別のブラウザーで開始されました。そのブラウザーで完了するか、Jira からやり直してください。',
  'authorization.expired': '10 分を過ぎたため、この承認は終了しました。Jira からやり直してください。',
  'authorization.denied': 'GitLab でアクセスが拒否されたため、何もリンクされませんでした。{again}',
  'authorization.noCode':
    'GitLab からアクセス コードが返されませんでした。{again}その後、GitLab でアクセスを許可してください。',
  'authorization.wrongClient':
    'GitLab がこのクライアント ID とクライアント シークレットを受け付けません。{client}',
  'authorization.wrongCode':
    'GitLab がアクセス コードを受け付けませんでした。古すぎるか、使用済みか、別のリダイレクト URL のものです。GitLab のアプリケーションのリダイレクト URL を確認してください。{again}',
  'authorization.leave.title': 'GitLab に進む',
  'authorization.leave.sure':
    'この Jira サイトで [続行] を選択した直後の場合にだけ続行してください。別の場所のリンクからここに来た場合は、このページを閉じてください。',
  'authorization.nothing': '何もリンクされませんでした',
  'authorization.account': 'アカウント: {path}',
  'authorization.account.asks':
    'Jira サイト <strong>{site}</strong> が、{path} の内容を表示するために {host} へのアクセスを求めています。サイトは、あなたが閲覧できるものを閲覧できるようになります。',
  'authorization.account.again': 'Jira のアカウントからやり直し、[承認] を選択してください。',
  'authorization.account.client':
    'Jira でアカウントを開き、GitLab に表示されているとおりに両方を入力し直して承認してください。',
  'authorization.account.gone':
    'アカウントはその間に削除されました。Jira の「DVCS アカウント」を開いて追加し直してください。',
  'authorization.account.failed': 'アカウントはリンクされませんでした',
  'authorization.account.already':
    '{name} はすでに「{path}」として Jira にリンクされています。Jira でこの 2 つ目の項目を削除してください。',
  'authorization.account.tooOld':
    '{host} の GitLab は {version} です。このアプリには {oldest} 以降が必要です。GitLab を更新してから、アカウントを承認してください。',
  'authorization.account.unknown':
    'ユーザー {username} には、{host} のグループまたはユーザー「{path}」が表示されません。つづりを確認してください。非公開グループの場合は、{username} をメンバーに追加するか、メンバーであるユーザーとして承認してください。',
  'authorization.account.refused':
    'GitLab がこのアカウントの承認を受け付けなくなりました。承認が取り消されたか、アプリケーションが変更されました。「DVCS アカウント」でアカウントを開いて再承認してください。インポート済みのデータは失われません。',
  'authorization.account.refusedClient':
    'GitLab がこのアカウントのクライアント ID とクライアント シークレットを受け付けなくなりました。シークレットが更新されたか、アプリケーションが削除されました。「DVCS アカウント」でアカウントを開き、新しいものを入力して再承認してください。',
  'authorization.account.givenUp':
    'アプリが Jira からアンインストールされたため、GitLab へのアクセス権は返却されました。アカウントを再承認してください。',
  'authorization.identity.asks':
    'Jira サイト <strong>{site}</strong> が、あなたの GitLab ユーザーを Jira ユーザー {name} にリンクするために {host} へのアクセスを求めています。あなたのアドレスのコミットは、Jira で {name} として実行されます。ご自身である場合にだけ続行してください。',
  'authorization.identity.again': 'Jira の「自分の GitLab ID」からやり直してください。',
  'authorization.identity.client':
    '「DVCS アカウント」で両方を入力し直すよう Jira 管理者に依頼してください。',
  'authorization.identity.gone':
    'この GitLab はもう Jira にリンクされていません。Jira の「自分の GitLab ID」を再読み込みしてください。',
  'authorization.identity.failed': 'GitLab ユーザーはリンクされませんでした',
  'authorization.identity.unconfirmed':
    'GitLab に @{username} の確認済みメール アドレスがありません。GitLab のプロフィールの [メール] でアドレスを確認してから、もう一度リンクしてください。',
  'authorization.identity.taken':
    '@{username} は、このサイトの別の Jira ユーザーにリンクされています。そのユーザーの「自分の GitLab ID」でリンクを解除するか、「コミットの作成者」から削除するよう Jira 管理者に依頼してください。',
  'authorization.act.asks':
    'Jira サイト <strong>{site}</strong> が、Jira ユーザー {name} の求めに応じてブランチとマージリクエストをあなたとして作成するために {host} へのアクセスを求めています。このアクセス権は {name} が取り消すまで保持されます。ご自身である場合にだけ続行してください。',
  'authorization.act.failed': 'アプリはあなたとして操作できません',
};
