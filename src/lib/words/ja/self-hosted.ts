import type { Translation } from '../translation.ts';

export const selfHosted: Translation = {
  'selfHosted.address':
    'https://jira.example.com や https://example.com/jira のようなアドレスを入力してください。',
  'selfHosted.notLetIn':
    'この Jira はまだアプリのアクセスを許可していません。管理者が、「npm run cli -- tenants authorize-self-hosted」で表示されるリンクから承認します。送信待ちのものは保持され、失われません。',
  'selfHosted.revoked':
    'Jira が承認を受け付けなくなりました。承認が取り消されたか、アプリケーション リンクが削除されました。「npm run cli -- tenants authorize-self-hosted」でアプリを再承認してください。送信待ちのものは保持され、失われません。',
  'selfHosted.tokenEnded':
    'Jira がパーソナル アクセス トークンを受け付けなくなりました。期限が切れたか、取り消されました。Jira で新しいトークンを作成し、「npm run cli -- tenants authorize-self-hosted」に渡してください。送信待ちのものは保持され、失われません。',
  'selfHosted.personRevoked':
    'Jira がこの人による承認を受け付けなくなりました。本人がアプリを再承認できます。',
  'selfHosted.personNotAuthorized': 'この人は Jira でアプリを承認していないか、承認を取り消しました。',
  'selfHosted.renewing':
    '別のプロセスが Jira へのアクセスを更新中です。しばらくしてからもう一度お試しください。',
  'selfHosted.refusesFresh':
    '発行されたばかりのトークンが Jira に拒否されています。手前にあるものがサインインを求めているか、トークンのユーザーが無効になっています。再試行され、データが失われることはありません。',
  'selfHosted.redirected':
    'Jira のアドレスが別の場所にリダイレクトされています。ベース URL が変更されたか、REST API の手前にサインイン ページがあります。新しいアドレスでサイトを追加するか、REST API を通すようにしてください。データは失われません。',
  'selfHosted.redirectedTo':
    'Jira のアドレスが別の場所 ({host}) にリダイレクトされています。ベース URL が変更されたか、REST API の手前にサインイン ページがあります。新しいアドレスでサイトを追加するか、REST API を通すようにしてください。データは失われません。',
  'selfHosted.captcha':
    'サインインの失敗後、Jira がこのアプリのユーザーに CAPTCHA を求めています。そのユーザーとして一度 Jira にサインインしてください。',
  'selfHosted.notAvailable':
    'Jira は現在利用できません ({status})。起動中、アップグレード中、またはインデックス作成中です。再試行され、データが失われることはありません。',
  'selfHosted.notRest':
    'このアドレスで応答しているのは Jira の REST API ではありません。手前にプロキシやサインイン ページがあるか、アドレスに Jira が動作しているパスがありません。',
  'selfHosted.noSuchJira':
    'その Jira はここにありません。このアプリの運用者にアドレスを問い合わせてください。',
  'selfHosted.unusable':
    'このサインインは、ここで開始されたものではないか、使用済みか、終了しているか、別のブラウザーで開始されたものです。やり直してください。',
  'selfHosted.noApplicationLink':
    'この Jira にはアプリのアプリケーション リンクがありません。アプリの運用者が、そのクライアント ID とシークレットを「npm run cli -- tenants authorize-self-hosted」に渡します。',
  'selfHosted.denied':
    'Jira でアプリのアクセスが許可されませんでした。やり直して、[許可] を選択してください。',
  'selfHosted.didNotLetIn':
    'Jira がアプリのアクセスを許可しませんでした。Jira のアプリケーション リンクを確認してから、やり直してください。',
  'selfHosted.wrongClient':
    'Jira がクライアント ID とシークレットを受け付けないか、コードの期限が切れています。アプリケーション リンクを確認してから、やり直してください。',
  'selfHosted.notWell': '{site} に問題が発生しています (HTTP {status})。後でもう一度お試しください。',
  'selfHosted.noOauth':
    '{site} には、ほかのアプリケーション向けの OAuth 2.0 がありません。Jira 8.22 以降が必要です。Jira を更新するか、パーソナル アクセス トークンを使ってください。',
  'selfHosted.noToken':
    '{site} からトークンを取得できませんでした (HTTP {status})。アドレスを確認してください。',
  'selfHosted.tokenNotAccepted': '{site} がトークンを受け付けません。新しいトークンを作成してください。',
  'selfHosted.notJira':
    '{site} の応答が Jira のものではありません。アドレスに Jira が動作しているパスが含まれていることを確認してください。',
};
