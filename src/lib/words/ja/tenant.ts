import type { Translation } from '../translation.ts';

export const tenant: Translation = {
  'tenant.getStarted.title': 'はじめに',
  'tenant.getStarted.installed': '{appName} がインストールされました',
  'tenant.getStarted.lead':
    'GitLab のグループまたは個人ネームスペースをリンクしてください。ブランチ、コミット、マージリクエストが、それらに書かれた Jira の課題に、すべての履歴も含めて表示されます。',
  'tenant.getStarted.application':
    'GitLab で、スコープ <code>api</code> を持つ OAuth アプリケーションを作成します。次のページに、リダイレクト URL と、お使いの GitLab の該当ページへのリンクが表示されます。',
  'tenant.getStarted.link':
    'アプリケーションのクライアント ID とクライアント シークレットを使って、グループまたはネームスペースをリンクします。',
  'tenant.getStarted.keys':
    'ブランチ名、コミット メッセージ、マージリクエストのタイトルに、<code>PROJ-12</code> のような課題キーを書きます。',
  'tenant.getStarted.open': 'GitLab アカウントをリンク',
  'tenant.nav.label': 'ページ',
  'tenant.nav.accounts': 'DVCS アカウント',
  'tenant.nav.smartCommits': 'スマート コミット',
  'tenant.nav.tryLine': '1 行を試す',
  'tenant.nav.authors': '作成者',
  'tenant.nav.identity': '自分の GitLab ID',
  'tenant.nav.mine': '自分のスマート コミット',
  'tenant.nav.skip': '本文へスキップ',
  'tenant.nav.site': 'Jira サイト',
  'tenant.nav.signedInAs': '{name} としてサインイン中',
  'tenant.nav.signOut': 'サインアウト',
  'tenant.signIn.title': 'サインイン',
  'tenant.signIn.signedOut': 'サインアウトしました。',
  'tenant.signIn.site': 'お使いの Jira のアドレス',
  'tenant.signIn.site.hint':
    'https://jira.example.com のような、Jira Data Center または Jira Server のアドレス。サインインはその Jira で行います。',
  'tenant.signIn.next': '次へ',
  'tenant.signIn.noSite':
    'このアドレスの Jira は、このサーバーに接続されていません。アドレスを確認するか、このサーバーの運用者に問い合わせてください。',
  'tenant.signIn.inSite':
    '{site} にサインインすると、あなたが誰であるかをこのアプリに知らせてよいか尋ねられます。',
  'tenant.signIn.continue': '{site} に進む',
  'tenant.signIn.inJira':
    'お使いの Jira にこのアプリがある場合、サインインは不要です。Jira でアプリを開いてください。',
  'tenant.signIn.byLink':
    'Jira Cloud サイトが OAuth 認証情報で接続されている場合や、Jira Data Center が 8.22 より古い場合は、このサーバーの運用者にサインイン リンクを依頼してください。リンクは 15 分間、1 回だけ有効です。',
  'tenant.signIn.linkHint':
    'このリンクで、このサーバー上の 1 つの Jira サイトの管理者として 1 回サインインできます。',
  'tenant.signIn.button': 'サインイン',
  'tenant.signIn.noToken':
    'サインイン リンクのアドレスが不完全です。# より後ろも含めて、すべてコピーしてください。',
  'tenant.signIn.linkGone':
    'このサインイン リンクは使えません。使用済みか、15 分を過ぎたか、不完全です。このサーバーの運用者に新しいリンクを依頼してください。',
  'tenant.signIn.tooMany': 'サインインの試行回数が多すぎます。{until} にもう一度お試しください。',
  'tenant.session.ended':
    'セッションが終了しました。別のタブでサインインし直し、ここに戻ってもう一度お試しください。入力した内容は残っています。',
  'tenant.session.signInAgain': '再度サインイン',
  'tenant.session.notOurs':
    'このリクエストはこのアプリのページからのものではないか、ページが古すぎます。何も変更されていません。ページを再読み込みして、もう一度お試しください。',
  'tenant.notAccepted':
    'Jira がこのアプリのインストールを受け付けなくなりました。Jira 管理者にアプリの更新または再インストールを依頼してください。',
  'tenant.movedAddress':
    'Jira が別のアドレスから応答しています。サイトの名前が変更されたか、移動されました。Jira でアプリを更新または再インストールすると、新しいアドレスが通知されます。',
  'tenant.gone':
    'この Jira サイトからアプリがアンインストールされています。もう一度インストールしてください。',
  'tenant.cannotActAsUsers':
    'このインストールではユーザーとして操作できません。Jira でアプリを更新して許可してください。',
  'tenant.noTokens': '現在 Atlassian からアクセス トークンを取得できません。1 分後にもう一度お試しください。',
  'tenant.cannotActAsPerson':
    'Jira がこの人としての操作を許可していません。サイトから離れた可能性があります。',
  'tenant.notInstalled':
    'この Jira サイトにアプリがインストールされていません。インストールしてからこのページを開いてください。',
  'tenant.switchedOff':
    'この Jira サイトでアプリがオフになっています。Jira の「アプリの管理」で有効にしてください。',
  'tenant.notVouched': 'Jira がこのページを保証しませんでした。Jira から開き直してください。',
  'tenant.openTooLong': 'このページは長時間開かれたままでした。Jira で再読み込みしてください。',
  'tenant.goneThenOpen':
    'この Jira サイトからアプリがアンインストールされています。インストールしてからこのページを開いてください。',
  'tenant.noLicence':
    'この Jira サイトには有効なアプリのライセンスがありません。ライセンスが有効になるまで同期されませんが、データは失われません。',
  'tenant.notHowAsked': 'アプリからの正しいページ要求ではありません。Jira で再読み込みしてください。',
  'tenant.nobodyOpens':
    '誰がこのページを開いたのか Jira から通知されませんでした。Jira から開き直してください。',
  'tenant.notVouchedForYou':
    'Jira によるあなたの確認が無効になりました。Jira でページを再読み込みしてください。',
  'tenant.callNotVouched':
    'Atlassian がこの呼び出しを保証しませんでした。Jira からページを開き直してください。',
  'tenant.callNotSigned':
    'この呼び出しは Atlassian によって署名されていません。Jira からページを開き直してください。',
  'tenant.notSetUpForForge': 'このサーバーは Forge 用に設定されていません。FORGE_APP_ID を設定してください。',
  'tenant.whoAdministers': 'Jira の管理権限を現在確認できません。1 分後にもう一度お試しください。',
  'tenant.ended': 'この呼び出しは終了したインストールのものです。Jira でページを再読み込みしてください。',
  'tenant.onlyAdmins':
    'このページを使えるのは Jira 管理者だけです。管理者に依頼するか、「Jira の管理」権限を申請してください。',
  'tenant.notHere':
    'この Jira サイトにはインストールされていません。先に Jira でアプリをインストールしてください。',
  'tenant.stoppedCalling': 'Jira からこのアプリへの呼び出しが止まり、認識もされていません。',
  'tenant.limited': '{until} まで Jira を待っています。現在 Jira はこれ以上のリクエストを受け付けません。',
  'tenant.noCallYet':
    'Jira からこのアプリへの呼び出しがまだありません。Jira へのアクセスを得る、次の毎時の呼び出しを待っています。',
  'tenant.noCallForHours':
    'Jira からこのアプリへの呼び出しが {hours, plural, other {# 時間}}ありません。Jira へのアクセスを得る、次の毎時の呼び出しを待っています。',
  'tenant.authorized.service': 'Jira がアプリのアクセスを許可しました',
  'tenant.authorized.asUser':
    '{site} では、アプリは {name} として操作します。アプリによるリンクと、アプリを自分で承認していない人のための操作は、{name} によるものとして表示されます。',
  'tenant.authorized.noAdmin':
    '{name} は Jira の管理者ではなく、プロジェクトの管理者でもない可能性があります。その場合、スマート コミットは、アプリを自分で承認した人の分だけが実行されます。Jira は、他のユーザーの権限を管理者にしか公開しないためです。',
  'tenant.authorized.back': 'Jira に戻る',
  'tenant.lacks.issues':
    'この Jira サイトは OAuth 認証情報で接続されているため、このアプリから課題を閲覧または変更できません。ブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグは Jira 自身が課題に表示し、スマート コミットも Jira 自身が実行します。結果は Jira で確認できます。',
  'tenant.lacks.people':
    'この Jira サイトは OAuth 認証情報で接続されているため、このアプリからユーザーを検索できません。スマート コミットの作成者は、Jira 自身がメール アドレスで特定します。',
  'tenant.lacks.person':
    'このページは Jira の個人に関するものですが、現在はこのサーバーの運用者のサインインリンクでアクセスしています。ご利用の Jira のバージョンが対応している場合は、Jira 経由でサインインして表示してください。',
  'tenant.noForgeKeys': '現在 Atlassian から Forge の鍵を取得できません。1 分後にもう一度お試しください。',
  'tenant.nav.guest': '運用者のゲスト',
};
