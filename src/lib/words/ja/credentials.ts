import type { Translation } from '../translation.ts';

export const credentials: Translation = {
  'credentials.onTwoLines': '1 行目にクライアント ID、2 行目にシークレットを指定してください。',
  'credentials.address':
    '--url https://acme.atlassian.net のように、Jira サイトのアドレスを指定してください。',
  'credentials.replace':
    'Jira の [設定] > [アプリ] > [OAuth 認証情報] で確認するか、新しく作成し、「npm run cli -- tenants add-credentials」でこのサーバーに登録してください。',
  'credentials.wrong':
    'Atlassian がこの Jira サイトの OAuth 認証情報を受け付けません。誤っているか、取り消されています。{replace}その間にデータが失われることはありません。',
  'credentials.notAccepted':
    'Jira がこのサイトの OAuth 認証情報を受け付けなくなりました。取り消されたか、別のサイトのものです。{replace}その間にデータが失われることはありません。',
  'credentials.lacksPermission':
    'この Jira サイトの OAuth 認証情報に権限「{permission}」がありません。Jira の [設定] > [アプリ] > [OAuth 認証情報] で追加してください。待機中のものは 1 時間ごとに再試行され、データが失われることはありません。',
  'credentials.permission.devinfo': '開発情報',
  'credentials.permission.builds': 'ビルド',
  'credentials.permission.deployments': 'デプロイ',
  'credentials.permission.featureflags': 'フィーチャーフラグ',
  'credentials.otherSite':
    'Atlassian はこの認証情報を認識していますが、このサイトへの開発情報の書き込みを許可していません ({status})。このサイト自体の [設定] > [アプリ] > [OAuth 認証情報] で、開発情報、ビルド、デプロイ、フィーチャーフラグの権限を付けて作成してください。',
  'credentials.removed':
    'この Jira サイトはこのサーバーから削除されました。「npm run cli -- tenants add-credentials」で追加し直してください。',
  'credentials.notOpened':
    'この Jira サイトは OAuth 認証情報で接続されており、使えるのは開発情報、ビルド、デプロイ、フィーチャーフラグだけです。Jira の課題、ユーザー、プロジェクトが必要な機能は使えません。',
  'credentials.siteGone':
    'この OAuth 認証情報の ID を持つ Jira サイトが Atlassian にありません。削除または移動されました。アドレスが変わった場合は、「npm run cli -- tenants add-credentials」で指定してください。その間にデータが失われることはありません。',
  'credentials.noToken': 'Atlassian からアクセス トークンを取得できませんでした (応答 {status})。',
  'credentials.noTokensNow':
    '現在 Atlassian からアクセス トークンを取得できません。データが失われることはなく、再試行されます。',
  'credentials.notAvailable': '{site} は現在利用できません ({status})。1 分後にもう一度お試しください。',
  'credentials.noCloudSite':
    '{site} は Jira Cloud サイトではありません。クラウド ID を取得できません。Jira を開いているときにブラウザーに表示されるアドレスを指定してください。',
};
