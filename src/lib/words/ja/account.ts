import type { Translation } from '../translation.ts';

export const account: Translation = {
  'account.link': 'GitLab アカウントをリンク',
  'account.link.lead':
    '3 つのステップで、入力中に確認されます。プロジェクトを閲覧できる GitLab ユーザーと、数分の時間が必要です。',
  'account.link.steps': 'ステップ',
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
    'グループとサブグループ、または個人ネームスペースのすべてのプロジェクトと、その全履歴。課題に言及しているブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグが対象です。',
  'account.link.what.help.one': 'リポジトリごとに、後からオフにしたり、再びオンにしたりできます。',
  'account.link.what.help.smart':
    '過去のコミットが課題を操作することはありません。今後プッシュされるコミットだけが対象です。',
  'account.field.host': 'ホスト',
  'account.field.host.gitlab': 'GitLab',
  'account.field.host.selfManaged': 'GitLab Self-Managed',
  'account.field.hostUrl': 'ホスト URL',
  'account.field.hostUrl.hint': '例: https://gitlab.example.com、https://example.com/gitlab',
  'account.field.namespace': 'チームまたはユーザー アカウント',
  'account.field.namespace.hint':
    'group や group/subgroup のようなグループのパス、または個人ネームスペースのユーザー名。ページのアドレスでもかまいません。',
  'account.field.clientId': 'クライアント ID',
  'account.field.clientId.hint': 'GitLab の「アプリケーション ID」です',
  'account.field.clientSecret': 'クライアント シークレット',
  'account.field.clientSecret.hint': '暗号化して保存され、再び表示されることはありません',
  'account.field.repositories': 'リポジトリ',
  'account.field.autoLink': '新しいリポジトリを自動リンク',
  'account.field.autoLink.hint': '後から GitLab に追加されたプロジェクトは自動的にリンクされます。',
  'account.field.smartCommits': 'スマート コミットを有効にする',
  'account.field.smartCommits.hint':
    'コミット メッセージで Jira の課題にコメントし、作業時間を記録し、ステータスを変更します。',
  'account.form.namespace.empty':
    'group や group/subgroup のようなグループのパス、または個人ネームスペースのユーザー名を入力してください。',
  'account.form.namespace.wrong':
    'グループまたはユーザーのパスではありません。group/subgroup のように、ページのアドレスからコピーしてください。',
  'account.form.clientId':
    'アプリケーションについて GitLab に表示される「アプリケーション ID」を入力してください。',
  'account.form.clientSecret':
    'アプリケーションの保存時に GitLab に表示されたシークレットを入力してください。',
  'account.form.unknownClient':
    'このクライアント ID とクライアント シークレットの組み合わせは GitLab に登録されていません。GitLab のアプリケーションから両方をコピーし直してください。シークレットは 1 回しか表示されません。「Renew secret」で新しく作成できます。',
  'account.check.answers': '{hostUrl} で GitLab が応答しています。',
  'account.check.recent': 'GitLab 15.2 以降です。正確なバージョンは、アカウントの承認時に読み取られます。',
  'account.check.older':
    'GitLab 15.2 より前です。このアプリは 13.0 以降で動作します。バージョンは、アカウントを承認するまで GitLab から取得できません。',
  'account.check.linked':
    'このアカウントはすでに Jira にリンクされています。追加する代わりに <page>{path}</page> を開いてください。',
  'account.check.found.group': 'グループ {name} (サブグループを含む) が見つかりました。',
  'account.check.found.user': '{name} の個人ネームスペースが見つかりました。',
  'account.check.hidden':
    'サインインしていない状態では、GitLab にグループまたはユーザー {path} は表示されません。非公開のものはすべて同様で、存在するかどうかはアカウントの承認後に分かります。',
  'account.check.known': 'GitLab はこのアプリケーションを認識しています。',
  'account.check.tooMany': '1 分間に確認したアドレスが多すぎます。1 分待ってからもう一度お試しください。',
  'account.guide.title': 'GitLab でアプリケーションを作成',
  'account.redirectUrl': 'リダイレクト URL',
  'account.copy': 'コピー',
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
  'account.client.title': 'OAuth 設定をリセット',
  'account.client.lead':
    '{host} の {path} が対象です。リポジトリとインポート済みのデータはそのまま残ります。',
  'account.client.notChanged':
    '何も変更されませんでした。下の印の付いた項目を修正してください。クライアント シークレットは再入力が必要です。',
  'account.client.token': 'トークンの所有者',
  'account.client.nobody': 'まだいません',
  'account.client.whose':
    'アプリは、このユーザーが GitLab で閲覧できるものを閲覧できます。次に GitLab にサインインしてアクセスを許可した人が、以後のユーザーになります。',
  'account.client.save': '保存',
  'account.client.only': '変更せずに再承認',
  'account.client.guide': 'GitLab のアプリケーション',
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
  'account.oauth.continueInJira': '元のページに戻り、[続行] を選択してください。',
  'account.rules.tooLong': 'ルールが長すぎます。数を減らしてください。',
  'account.smartCommits.choose':
    'スマート コミットを実行する方法を、ページに表示されているものから選択してください。',
  'account.token.stopping': 'プロセスを停止しています。作業は別のプロセスで続行されます。',
  'account.token.renewing':
    '別のプロセスが GitLab へのアクセスを更新中です。1 分後にもう一度お試しください。',
  'account.token.siteLeft': 'このサイトの登録解除が GitLab に伝わるのを待っています。',
  'account.state.pending': '未承認',
  'account.state.active': 'リンク済み',
  'account.state.needs_authorization': '再承認が必要',
  'account.state.removed': '削除済み',
  'account.kind.group': 'グループ (サブグループを含む)',
  'account.kind.user': '個人ネームスペース',
  'account.version': 'GitLab {version}',
  'account.versionEnterprise': 'GitLab {version}、Enterprise Edition',
  'account.pathOnHost': '{host} の {path}',
  'account.linkOnHost': '{host} の <gitlab>{path}</gitlab>',
  'account.list.lead':
    'GitLab のグループと個人ネームスペースを Jira に接続します。ブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグが、それらに書かれた課題に表示されます。',
  'account.list.leadLinks':
    'GitLab のグループと個人ネームスペースを Jira に接続します。ブランチ、マージリクエスト、ビルド、デプロイ、フィーチャーフラグが、それらに書かれた課題のリンクになります。',
  'account.list.smartCommits': 'スマート コミット',
  'account.list.authors': 'コミットの作成者',
  'account.list.owner': '承認者: {owner}',
  'account.list.more': 'その他',
  'account.list.moreFor': '{name} のその他の操作',
  'account.list.menu': '{name} に対する操作',
  'account.list.refresh': 'リポジトリを更新',
  'account.list.defaults': '既定値を設定',
  'account.list.remove': '削除',
  'account.list.empty': 'アカウントはまだありません',
  'account.list.empty.words':
    'GitLab のグループまたは個人ネームスペースをリンクしてください。すべての履歴を含め、その中のすべてがインポートされます。',
  'account.show.loading': 'リポジトリを読み込んでいます…',
  'account.show.pending': 'このアカウントはまだ承認されていません',
  'account.show.pending.words':
    'GitLab から承認が返ってきていません。エラー ページが表示された場合は、その意味を下で確認してください。',
  'account.show.authorize': '承認',
  'account.show.again': 'このアカウントは再承認が必要です',
  'account.show.authorizeAgain': '再承認',
  'account.show.foreign':
    'この個人ネームスペースは、アカウントを承認した @{owner} のものではありません。@{owner} が閲覧できるプロジェクトだけが見つかります。すべてを対象にするには、ネームスペースの所有者がアカウントを承認する必要があります。',
  'account.show.settings': '設定',
  'account.show.commits': 'コミットによる操作の結果',
  'account.show.connection': '接続',
  'account.show.owner': '承認者',
  'account.show.lacks': 'この GitLab にないもの',
  'account.show.waits': '待機中のもの',
  'account.show.remove': 'アカウントを削除',
  'account.switch.autoLink': '新しいリポジトリを自動リンク',
  'account.switch.autoLink.hint': '後から GitLab に追加されたプロジェクトは自動的にリンクされます。',
  'account.switch.smartCommits': 'スマート コミットを有効にする',
  'account.switch.smartCommits.hint':
    '新しいリポジトリに適用されます。リポジトリごとに個別に切り替えられます。',
  'account.switch.includeArchived': 'アーカイブされたプロジェクトを含める',
  'account.switch.includeArchived.hint':
    'アーカイブされたプロジェクトも、ほかのプロジェクトと同様にインポートされます。オフにすると、それらから取得した情報は Jira から削除されます。',
  'account.switch.lowerCaseKeys': '小文字の課題キーを検出',
  'account.switch.lowerCaseKeys.hint':
    'abc-12 を ABC-12 として扱います。意図しない文字列がキーとして検出されることがあります。切り替えると、このアカウントのすべてのリポジトリを読み込み直します。',
  'account.archived.sure':
    '{count, plural, other {アーカイブされた # 件のリポジトリが有効です。}}アーカイブされたプロジェクトを除外すると、これらのリポジトリと、そこから取得したすべての情報が Jira から削除されます。再びオンにすると、すべてインポートし直されます。',
  'account.archived.leaveOut': 'アーカイブされたプロジェクトを除外',
  'account.rules': '環境の種類',
  'account.rules.hint':
    '<code>eu-* = production</code> のように、1 行に 1 つのルールを書きます。最初に一致したルールが適用されます。種類: production、staging、testing、development、unmapped。ルールがない場合は、GitLab のデプロイ階層 (deployment tier)、次に名前で決まります。',
  'account.rules.saved': '保存しました。種類が変わるデプロイとフィーチャーフラグは再送信されます。',
  'account.runner': 'スマート コミットの実行者',
  'account.runner.app': 'このアプリ',
  'account.runner.app.hint':
    '各コマンドは、メール アドレス、割り当て、または本人のリンクによって特定されたコミットの作成者として実行されます。結果が表示され、再実行できます。',
  'account.runner.jira': 'Jira',
  'account.runner.jira.hint':
    'Jira が新しいコミットのメッセージを読み取り、メール アドレスで作成者を特定します。結果はこのアプリに伝わらず、検証済みの作成者と失敗に関する設定は適用されません。',
  'account.runner.nobody': '実行しない',
  'account.runner.nobody.hint': 'コミットは課題に表示されますが、コマンドは実行されません。',
  'account.runner.here': 'このアプリが実行する場合',
  'account.runner.trusted': '検証済みの作成者だけを信頼する',
  'account.runner.trusted.hint':
    '作成者本人が GitLab にプッシュしたコミットだけが有効になります。この設定がないと、プッシュできる人なら誰でも、他人のアドレスをコミットに書けてしまいます。',
  'account.runner.tell': 'コマンドが失敗したら課題に通知する',
  'account.runner.tell.hint':
    'アプリが理由をコメントとして追加します。いずれの場合も、作成者は自分のページで失敗を確認できます。',
  'account.runner.saved': '保存しました。今後のコミットと、待機中のコマンドに適用されます。',
  'account.continue.title': 'GitLab で続行',
  'account.continue.loggedIn':
    '[続行] をクリックする前に、{host} にサインインしていることを確認してください。',
  'account.continue.then':
    'GitLab でアクセスの許可を求められ、その後 Jira に戻ります。アプリは、このユーザーが GitLab で閲覧できるものを閲覧できます。有効時間は 10 分です。',
  'account.continue.continue': '続行',
  'account.errors.title': 'GitLab にエラーが表示される場合',
  'account.errors.redirect':
    'GitLab のアプリケーションのリダイレクト URL が、このアプリに表示されているものと異なります。もう一度貼り付けて保存し、ここに戻ってください。',
  'account.errors.scope':
    'GitLab のアプリケーションでスコープ <code>api</code> を選択して保存し、ここに戻ってください。',
  'account.errors.client':
    'アプリケーションが GitLab で削除されました。新しく作成し、そのクライアント ID とクライアント シークレットをアカウントのページで入力してください。',
  'account.form.hostUrl':
    'https://gitlab.example.com や https://example.com/gitlab のようなアドレスを入力してください。',
  'account.rules.tooMany': 'ルールが {count, number} 件あります。{most, number} 件までにしてください。',
  'account.rules.noRule':
    '{line, number} 行目: 「eu-* = production」のように、環境の名前、等号、種類を書いてください。',
  'account.rules.longName': '{line, number} 行目: 名前は {most, number} 文字までです。',
  'account.rules.noType': '{line, number} 行目:「{word}」という種類はありません。{types}を使ってください。',
  'account.lacks.reviewers':
    'レビュアー付きのマージリクエストの一括取得 (GitLab 14.0): 1 件ずつ読み込むため、時間がかかります。',
  'account.lacks.hookTests':
    'Webhook へのテスト リクエスト (GitLab 17.1): オフになった Webhook は、保存し直すことで再び有効になるか、自動的に再開します。',
  'account.lacks.signedEvents':
    '署名付きイベント (GitLab 19.0): イベントはシークレット トークンで確認されます。',
  'account.lacks.groupHooks':
    'グループ Webhook (GitLab Premium および Ultimate): リポジトリごとに Webhook を使います。',
};
