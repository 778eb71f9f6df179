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
  'account.accounts': 'DVCS アカウント',
  'account.link': 'GitLab アカウントをリンク',
  'account.link.where': '場所',
  'account.link.what': '対象',
  'account.link.application': 'アプリケーション',
  'account.link.where.title': 'GitLab はどこにありますか?',
  'account.link.what.title': 'どのプロジェクトですか?',
  'account.link.application.title': 'どのアプリケーションを使いますか?',
  'account.link.next': '次へ',
  'account.link.back': '戻る',
  'account.link.add': '追加',
  'account.link.cancel': 'キャンセル',
  'account.field.namespace': 'チームまたはユーザー アカウント',
  'account.field.repositories': 'リポジトリ',
  'account.field.autoLink': '新しいリポジトリを自動リンク',
  'account.field.smartCommits': 'スマート コミットを有効にする',
  'account.check.answers': '{hostUrl} で GitLab が応答しています。',
  'account.check.known': 'GitLab はこのアプリケーションを認識しています。',
  'account.check.found.group': 'グループ {name} (サブグループを含む) が見つかりました。',
  'account.check.found.user': '{name} の個人ネームスペースが見つかりました。',
  'account.copy': 'コピー',
  'account.state.pending': '未承認',
  'account.state.active': 'リンク済み',
  'account.state.needs_authorization': '再承認が必要',
  'account.state.removed': '削除済み',
  'account.kind.group': 'グループ (サブグループを含む)',
  'account.kind.user': '個人ネームスペース',
  'account.list.more': 'その他',
  'account.list.refresh': 'リポジトリを更新',
  'account.list.defaults': '既定値を設定',
  'account.list.remove': '削除',
  'account.list.empty': 'アカウントはまだありません',
  'account.show.loading': 'リポジトリを読み込んでいます…',
  'account.show.settings': '設定',
  'account.show.connection': '接続',
  'account.show.authorize': '承認',
  'account.show.authorizeAgain': '再承認',
  'account.show.remove': 'アカウントを削除',
  'account.client.title': 'OAuth 設定をリセット',
  'account.client.save': '保存',
  'account.continue.continue': '続行',
  'account.link.lead':
    '3 つのステップで、入力中に確認されます。プロジェクトを閲覧できる GitLab ユーザーと、数分の時間が必要です。',
  'account.link.steps': 'ステップ',
  'account.link.notAdded':
    'アカウントは追加されませんでした。下の印の付いた項目を修正してください。クライアント シークレットは再入力が必要です。',
  'account.link.checks': '確認結果',
  'account.link.where.help': '必要なもの',
  'account.link.where.help.version': 'GitLab 13.0 以降。新しいほど多くの機能を使えます。',
  'account.link.where.help.reach':
    'このアプリが、信頼できる証明書を使った https で GitLab に接続できる必要があります。プライベート ネットワーク内の GitLab は、このアプリの運用者による許可が必要です。',
  'account.link.where.help.back':
    'GitLab からアプリのアドレスに接続できる場合、変更は数秒以内に通知されます。接続できない場合は、1 時間ごとの更新で反映されます。',
  'account.link.what.help': 'Jira に取り込まれるもの',
  'account.link.what.help.all':
    'グループとサブグループ、または個人のネームスペースのすべてのプロジェクトと、その全履歴。課題に言及しているブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグが対象です。',
  'account.link.what.help.one': 'リポジトリごとに、後からオフにしたり、再びオンにしたりできます。',
  'account.link.what.help.smart':
    '過去のコミットが課題を操作することはありません。今後プッシュされるコミットだけが対象です。',
  'account.field.host': 'ホスト',
  'account.field.host.gitlab': 'GitLab',
  'account.field.host.selfManaged': 'GitLab Self-Managed',
  'account.field.hostUrl': 'ホスト URL',
  'account.field.hostUrl.hint': '例: https://gitlab.example.com、https://example.com/gitlab',
  'account.field.namespace.hint':
    'group や group/subgroup のようなグループのパス、または個人のネームスペースのユーザー名。ページのアドレスでもかまいません。',
  'account.field.clientId': 'クライアント ID',
  'account.field.clientId.hint': 'GitLab の「アプリケーション ID」です',
  'account.field.clientSecret': 'クライアント シークレット',
  'account.field.clientSecret.hint': '暗号化して保存され、再び表示されることはありません',
  'account.field.autoLink.hint': '後から GitLab に追加されたプロジェクトは自動的にリンクされます。',
  'account.field.smartCommits.hint':
    'コミット メッセージで Jira の課題にコメントし、時間を記録し、課題を移動します。',
  'account.form.namespace.empty':
    'group や group/subgroup のようなグループのパス、または個人のネームスペースのユーザー名を入力してください。',
  'account.form.namespace.wrong':
    'グループまたはユーザーのパスではありません。group/subgroup のように、ページのアドレスからコピーしてください。',
  'account.form.clientId':
    'アプリケーションについて GitLab に表示される「アプリケーション ID」を入力してください。',
  'account.form.clientSecret':
    'アプリケーションの保存時に GitLab に表示されたシークレットを入力してください。',
  'account.form.unknownClient':
    'このクライアント ID とクライアント シークレットの組み合わせは GitLab に登録されていません。GitLab のアプリケーションから両方をコピーし直してください。シークレットは 1 回しか表示されません。「Renew secret」で新しく作成できます。',
  'account.check.recent': 'GitLab 15.2 以降です。正確なバージョンは、アカウントの承認時に読み取られます。',
  'account.check.older':
    'GitLab 15.2 より前です。このアプリは 13.0 以降で動作します。バージョンは、アカウントを承認するまで GitLab から取得できません。',
  'account.check.linked':
    'このアカウントはすでに Jira と連携しています。追加する代わりに <page>{path}</page> を開いてください。',
  'account.check.hidden':
    'サインインしていない状態では、GitLab にグループまたはユーザー {path} は表示されません。非公開のものはすべて同様で、存在するかどうかはアカウントの承認後に分かります。',
  'account.check.tooMany': '1 分間に確認したアドレスが多すぎます。1 分待ってからもう一度お試しください。',
  'account.guide.title': 'GitLab でアプリケーションを作成',
  'account.redirectUrl': 'リダイレクト URL',
  'account.guide.open': '{host} でアプリケーションのページを開きます:',
  'account.guide.group':
    '1 つのグループの場合は、グループのオーナーとして <gitlab>{path} のアプリケーション</gitlab>',
  'account.guide.anyGroup':
    '1 つのグループの場合は、グループのオーナーとして、グループの<em>設定 → アプリケーション</em>',
  'account.guide.user':
    '複数のグループの場合は、ほかの用途に使わない専用の GitLab ユーザー <code>jira</code> でサインインし、<gitlab>そのユーザーのアプリケーション</gitlab>',
  'account.guide.admin':
    'インスタンス全体の場合は、管理者として<gitlab>インスタンス全体のアプリケーション</gitlab>',
  'account.guide.own':
    'それ以外の場合は、<gitlab>自分のアプリケーション</gitlab> (プロフィールを編集 → アプリケーション)',
  'account.guide.add':
    '任意の名前、上のリダイレクト URL、<em>機密</em> (Confidential) を選択、スコープ <code>api</code> のみで、アプリケーションを追加します。',
  'account.guide.save':
    '保存し、<em>アプリケーション ID</em> と<em>シークレット</em>をフォームにコピーします。',
  'account.guide.sees': 'アプリは、承認したユーザーが GitLab で閲覧できるものを閲覧できます。',
  'account.client.lead':
    '{host} の {path} が対象です。リポジトリとインポート済みのデータはそのまま残ります。',
  'account.client.notChanged':
    '何も変更されませんでした。下の印の付いた項目を修正してください。クライアント シークレットは再入力が必要です。',
  'account.client.token': 'トークンの所有者',
  'account.client.nobody': 'まだいません',
  'account.client.whose':
    'アプリは、このユーザーが GitLab で閲覧できるものを閲覧できます。次に GitLab にサインインしてアクセスを許可した人が、以後のユーザーになります。',
  'account.client.only': '変更せずに再承認',
  'account.client.guide': 'GitLab のアプリケーション',
};
