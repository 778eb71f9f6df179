import type { Translation } from '../translation.ts';

export const facade: Translation = {
  'facade.notServed': 'このアドレスには何もありません。',
  'facade.opened':
    'このアドレスは、必要な情報を付けて Jira が開くものです。Jira の「DVCS アカウント」で、アカウントを追加してください。',
  'facade.unknownJira':
    '遷移元の Jira は、このサーバーに登録されていません。Jira の [システム] の [一般設定] に表示されるベース URL を使って、このサーバーの運用者が有効にする必要があります: npm run cli -- facade enable --jira <code>ベース URL</code> --gitlab <code>アドレス</code>',
  'facade.slash':
    'チームまたはユーザー アカウント「{typed}」にはスラッシュが含まれており、Jira のコネクターでは扱えません。Jira に戻り、サブグループの各スラッシュを @ に置き換えて入力してください: {instead}',
  'facade.stale':
    'この承認は、このブラウザーで開始されたものではないか、すでに使用されたか、10 分を過ぎています。Jira の「DVCS アカウント」に戻り、もう一度開始してください。',
  'facade.noScope':
    'GitLab のアプリケーションにスコープ「api」がありません。「api」を選択して保存し、Jira でもう一度お試しください。',
  'facade.denied':
    'GitLab でアクセスが拒否されたため、何もリンクされませんでした。Jira でもう一度試し、GitLab でアクセスを許可してください。',
  'facade.wrongClient':
    'Jira で入力されたクライアント ID とクライアント シークレットの組み合わせを GitLab が受け付けません。GitLab のアプリケーションから両方をコピーし直し、Jira でアカウントをもう一度追加してください。',
  'facade.wrongCode':
    'GitLab がアクセス コードを受け付けませんでした。コードが古すぎるか、GitLab のアプリケーションのリダイレクト URI が異なります。このページに表示されているものと比べ、Jira でアカウントをもう一度追加してください。',
  'facade.changedMeanwhile': 'アカウントが同時に変更されました。Jira でもう一度追加してください。',
  'facade.otherGitlab':
    'この Jira には、コネクター経由の {host} のアカウントがあります。コネクターで使える GitLab は 1 つだけです。Jira でそれらを削除してから、この Jira に対して「npm run cli -- facade revoke --forget」を実行し、別の GitLab 用に有効にしてください。',
  'facade.noSuchJira':
    '{site} の Jira には何も提供されていません。提供先は「npm run cli -- facade list」で確認できます。',
  'facade.noSuchAccount':
    'この Jira にアカウント「{account}」はありません。アカウントは「npm run cli -- accounts --tenant {tenant}」で一覧できます。',
  'facade.organization.title': 'どの GitLab アカウントですか?',
  'facade.organization.lead':
    '{site} が GitLab とのリンクを求めていますが、グループまたはユーザーが指定されていません。',
  'facade.organization.label': 'チームまたはユーザー アカウント',
  'facade.organization.hint':
    'Jira と同じ、グループのパスまたはユーザー名です。サブグループは、各スラッシュの代わりに @ を使って書きます: <code>group@subgroup</code>',
  'facade.organization.next': '次へ',
  'facade.continue.title': 'GitLab に進む',
  'facade.continue.lead':
    '{host} の <strong>{organization}</strong> にあるものが Jira に表示されます。Jira は、あなたが閲覧できるものを閲覧できるようになります。',
  'facade.continue.button': '続行',
  'facade.setup.title': 'Jira の組み込みコネクターを接続',
  'facade.setup.lead':
    '<strong>{site}</strong> (Jira Server または Data Center。組み込みの DVCS コネクターのホスト「GitHub Enterprise」を使用) と <strong>{host}</strong> の接続です。',
  'facade.setup.failed': '前回の試行は失敗しました',
  'facade.setup.inGitlab': '1. GitLab での操作',
  'facade.setup.application':
    'アプリケーションを追加します。<gitlab>自分のアプリケーション</gitlab>、グループのもの、インスタンスのもののいずれでもかまいません。保存したら、ページを開いたままにしてください。シークレットは 1 回しか表示されません。',
  'facade.setup.inJira': '2. Jira での操作',
  'facade.setup.form':
    '管理者として [アプリケーション] の [DVCS アカウント] を開き、[Bitbucket または GitHub アカウントをリンク] を選択して、次のように入力します:',
  'facade.setup.then':
    'Jira が GitLab を開くので、アクセスを許可してください。初回の読み込みがすべて終わると、ブランチ、コミット、マージリクエストが表示されます。',
  'facade.setup.linked': 'リンク済みのアカウント',
  'facade.setup.none': 'まだありません。',
  'facade.setup.account': '{organization}: {problem}',
  'facade.setup.troubles': '変更を Jira に通知できませんでした',
  'facade.setup.trouble': '{problem} ({count, plural, other {フック # 件}})',
  'facade.setup.again': '自動的に再試行されます。また、Jira は 1 時間ごとに確認します。',
  'facade.field.redirect': 'リダイレクト URI',
  'facade.field.confidential': '機密 (Confidential)',
  'facade.field.scopes': 'スコープ',
  'facade.field.host': 'ホスト',
  'facade.field.account': 'チームまたはユーザー アカウント',
  'facade.field.hostUrl': 'ホスト URL',
  'facade.field.key': 'OAuth キー (新しいバージョンではクライアント ID)',
  'facade.field.secret': 'OAuth シークレット (新しいバージョンではクライアント シークレット)',
  'facade.value.ticked': '選択',
  'facade.value.account':
    'グループのパスまたはユーザー名。サブグループは group@subgroup のように、各スラッシュを @ に置き換えます',
  'facade.value.key': 'GitLab のアプリケーションのアプリケーション ID',
  'facade.value.secret': 'GitLab のアプリケーションのシークレット',
  'facade.warning.port':
    'Jira のコネクターはホスト URL のポートを無視し、{address} を呼び出します。このサーバーにポート {port} で、そのアドレスから接続できるようにし、APP_BASE_URL をそのアドレスに設定してください。',
  'facade.warning.plain':
    'ホスト URL が暗号化されていない http です。OAuth シークレットとトークンが保護されずに送信されます。https を使ってください。',
  'facade.hook.elsewhere':
    'フックのアドレスが {site} の配下にありません。Jira でリポジトリをオフにしてから、もう一度オンにしてください。',
  'facade.hook.slow': '{site} から頻度を下げるよう求められています。',
  'facade.hook.unwell': '{site} に問題が発生しています (HTTP {status})。回復すると変更が通知されます。',
  'facade.hook.redirected':
    '{site} が別の場所にリダイレクトしています。Jira のベース URL を実際のアドレスに設定し、ここでもそのアドレスで有効にしてください。',
  'facade.hook.refused':
    'Jira が変更の通知を拒否しました (HTTP {status})。Jira による 1 時間ごとの確認は続きます。Jira の手前のプロキシが、サインインなしで /rest/bitbucket/1.0/ を通すことを確認してください。',
};
