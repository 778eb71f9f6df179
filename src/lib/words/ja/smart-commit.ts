import type { Translation } from '../translation.ts';

export const smartCommit: Translation = {
  'smartCommit.title': 'スマート コミット',
  'smartCommit.lead':
    'コミット メッセージが Jira の課題に対して指示した内容と、その結果です。新しいコミットから順に表示されます。',
  'smartCommit.tryALine': '1 行を試す',
  'smartCommit.filter': 'スマート コミットを絞り込む',
  'smartCommit.filter.repository': 'リポジトリ',
  'smartCommit.filter.author': '作成者',
  'smartCommit.filter.issue': '課題またはプロジェクト',
  'smartCommit.filter.state': '状態',
  'smartCommit.filter.all': 'すべて',
  'smartCommit.table': 'スマート コミットの表',
  'smartCommit.column.commit': 'コミット',
  'smartCommit.column.issue': '課題',
  'smartCommit.column.command': 'コマンド',
  'smartCommit.column.state': '状態',
  'smartCommit.column.as': '実行者',
  'smartCommit.column.when': '日時',
  'smartCommit.pages': 'スマート コミットのページ',
  'smartCommit.newer': '新しいもの',
  'smartCommit.older': '古いもの',
  'smartCommit.noMatch': 'この条件に一致するスマート コミットはありません。',
  'smartCommit.none': 'スマート コミットはまだありません',
  'smartCommit.none.message':
    '<code>ABC-12 #comment Fixed #time 1h 30m #close</code> のようなコミット メッセージは、課題にコメントし、作業を記録し、ステータスを変更します。リポジトリのインポート前のコミットや、インポートで取り込まれたコミットは何も行いません。',
  'smartCommit.removedRepository': '削除されたリポジトリ',
  'smartCommit.showInJira': 'Jira で表示',
  'smartCommit.onIssue': ': {issueKey} の {written}',
  'smartCommit.runAgain': '再実行',
  'smartCommit.nobodyYet': 'まだいません',
  'smartCommit.choice.done': '完了',
  'smartCommit.choice.failed': '失敗',
  'smartCommit.choice.unknown': '要確認',
  'smartCommit.choice.skipped': 'スキップ',
  'smartCommit.choice.waiting': '待機中または実行中',
  'smartCommit.state.waiting': '待機中',
  'smartCommit.state.running': '実行中',
  'smartCommit.state.done': '完了',
  'smartCommit.state.failed': '失敗',
  'smartCommit.state.skipped': 'スキップ',
  'smartCommit.state.unknown': '要確認',
  'smartCommit.chart': 'コミットが届いた日ごとのコマンド、過去 30 日間 (UTC)',
  'smartCommit.chart.done': '完了',
  'smartCommit.chart.failed': '失敗または不明',
  'smartCommit.chart.skipped': 'スキップ',
  'smartCommit.chart.waiting': '待機中',
  'smartCommit.deed.comment': 'コメントする',
  'smartCommit.deed.commented': 'コメント済み',
  'smartCommit.deed.log': '{spent} を記録する',
  'smartCommit.deed.logged': '{spent} を記録済み',
  'smartCommit.deed.logWork': '作業を記録する',
  'smartCommit.deed.loggedWork': '作業を記録済み',
  'smartCommit.mine.title': '自分のスマート コミット',
  'smartCommit.mine.lead':
    '過去 90 日間のあなたのコミットが Jira に指示した内容とその結果です。失敗したものは、Jira 管理者が<em>スマート コミット</em>のページで再実行できます。',
  'smartCommit.mine.onlyNotDone': '実行されなかったもののみ',
  'smartCommit.mine.noneNotDone':
    'アプリが把握しているあなたのコミットについては、過去 90 日間に Jira に指示した内容で失敗したものはありません。',
  'smartCommit.mine.none': '過去 90 日間に、あなたのスマート コミットはありませんでした。',
  'smartCommit.mine.none.message':
    '<code>ABC-12 #comment Fixed #time 1h 30m #close</code> のようなコミット メッセージは、課題にコメントし、作業を記録し、ステータスを変更します。アプリがあなたのコミットと認識すると、ここに表示されます。管理者がスマート コミットをオフにした場合や、Jira 自体が実行する場合は表示されません。',
  'smartCommit.try.lead':
    'コミット メッセージがどう読み取られ、誰として実行され、課題に何をするかを示します。Jira では何も変更されません。',
  'smartCommit.try.message': 'コミット メッセージ',
  'smartCommit.try.message.hint':
    '例: <code>ABC-12 #comment Fixed #time 1h 30m #close</code>。最初の行だけが対象です。',
  'smartCommit.try.author': '作成者のメール アドレス (任意)',
  'smartCommit.try.author.hint':
    'コミットに記録されているアドレスです。それが Jira の誰であるかによって、実行できる内容が決まります。',
  'smartCommit.try.host': 'GitLab',
  'smartCommit.try.issue': '課題 (任意)',
  'smartCommit.try.issue.hint': '試す対象の課題です。空の場合は、その行が最初に指示する課題になります。',
  'smartCommit.try.try': '試す',
  'smartCommit.try.read': '読み取り結果',
  'smartCommit.try.as.linked': 'GitLab ユーザーをリンク済みの <strong>{name}</strong> として実行されます。',
  'smartCommit.try.as.mapped':
    '「コミットの作成者」の一覧でこのアドレスに割り当てられた <strong>{name}</strong> として実行されます。',
  'smartCommit.try.as.username':
    'Jira でのユーザー名が、このアドレスを持つ GitLab ユーザーと同じ <strong>{name}</strong> として実行されます。',
  'smartCommit.try.as.email':
    'このアドレスを持つ唯一の有効な Jira ユーザーである <strong>{name}</strong> として実行されます。',
  'smartCommit.try.nobody': '何も実行されません。{reason}',
  'smartCommit.try.trouble': '{reason}しばらくしてからもう一度お試しください。',
  'smartCommit.try.unnamed':
    'この行に {issueKey} は書かれていませんが、書かれているものとして確認しています。',
  'smartCommit.try.table': 'コマンドの表',
  'smartCommit.try.column.issues': '課題',
  'smartCommit.try.column.read': '読み取り',
  'smartCommit.try.column.now': '現在の {issueKey} での結果',
  'smartCommit.try.error': 'エラー',
  'smartCommit.try.more': 'ほかに {count, number} 件は表示されません。',
  'smartCommit.try.moves':
    'それぞれを個別に確認しています。コミットでは順番に実行され、トランジションによって別のトランジションを持つステータスに移ることがあります。',
  'smartCommit.try.notLooked':
    'リポジトリでスマート コミットがオンになっているか、アカウントが検証済みの作成者だけを信頼する設定かどうかは、ここでは確認しません。',
  'smartCommit.try.wouldRun': '実行されます',
  'smartCommit.try.wouldFail': '失敗します',
  'smartCommit.try.emptyLine': '最初の行が空です。コミット メッセージを入力してください。',
  'smartCommit.try.nothing':
    '{reading}。キーを大文字にして、KEY-123 #comment テキスト のように書いてください。',
  'smartCommit.read.noKey': 'コマンドなし: コマンドの対象になる課題キーがありません',
  'smartCommit.read.noCommand': '{issueKeys} に対するコマンドがありません',
  'smartCommit.read.transition': 'トランジション「{name}」',
  'smartCommit.read.transitionWith': 'トランジション「{name}」、コメント「{comment}」',
  'smartCommit.read.comment': 'コメント「{comment}」',
  'smartCommit.read.emptyComment': 'テキストのないコメント: #comment の後に書いてください',
  'smartCommit.read.noTime': '「{argument}」に時間がありません: #time 1h 30m のように時間から始めてください',
  'smartCommit.read.time': '時間 {spent}',
  'smartCommit.read.timeWith': '時間 {spent}、コメント「{comment}」',
  'smartCommit.jiraSays': '{what}Jira からのメッセージ: {words}',
  'smartCommit.reason.emptyComment': 'コメントするテキストがありません。',
  'smartCommit.reason.noTime': 'コマンドの後に 1h 30m のような時間がありません。',
  'smartCommit.reason.noComment': '#comment の後にテキストがありません。コメントは Jira で書いてください。',
  'smartCommit.reason.noDuration':
    '#time の直後に 2h 30m のような時間 (w、d、h、m) がありません。作業は Jira で記録してください。',
  'smartCommit.reason.repeats':
    'このコミットは {sha} の繰り返しです。リベース、チェリーピック、スカッシュの後のように、作成者、作成日時、行が同じです。指示は 1 回だけ有効です。',
  'smartCommit.reason.tooMany':
    'この行は {asked, number} 件の操作を指示していますが、1 つのコミットで指示できるのは {most, number} 件です。この操作以降は実行されません。Jira で行ってください。',
  'smartCommit.reason.refused': 'Jira に拒否されました ({status})。',
  'smartCommit.reason.noPermission.comment':
    '{name} は {project} でコメントを追加できません。プロジェクトの管理者が「コメントの追加」(Add comments) 権限を付与できます。',
  'smartCommit.reason.noPermission.time':
    '{name} は {project} で作業を記録できません。プロジェクトの管理者が「課題の作業」(Work on issues) 権限を付与できます。',
  'smartCommit.reason.noPermission.transition':
    '{name} は {project} で課題のステータスを変更できません。プロジェクトの管理者が「課題のトランジション」(Transition issues) 権限を付与できます。',
  'smartCommit.reason.noTimeTracking': 'Jira で時間管理がオフになっています。Jira 管理者がオンにできます。',
  'smartCommit.reason.notAsked':
    '{name} は Jira でこのアプリを承認していません。また、アプリ自身のユーザーには {name} の権限を確認することが許可されていません。{name} がアプリを承認するか、Jira 管理者がアプリのユーザーをプロジェクトの管理者にできます。',
  'smartCommit.reason.noIssue':
    'Jira に課題 {issueKey} がないか、{name} に閲覧権限がありません。キーを確認するか、プロジェクトの管理者にアクセス権を依頼してください。',
  'smartCommit.reason.movedNotCommented':
    '課題のステータスは「{to}」になりましたが、コメントは追加されませんでした。{reason}',
  'smartCommit.reason.ambiguous':
    '#{command} は {names} のどれにも当てはまります。空白をハイフンにして、名前をもう少し長く書いてください。',
  'smartCommit.reason.alreadyThere': '課題はすでにステータス「{status}」です。',
  'smartCommit.reason.noneAvailable':
    '{person} はステータス「{status}」から先に進めません。ワークフローに実行できるトランジションがありません。',
  'smartCommit.reason.noMatch':
    '「{status}」からのトランジションに {command} という名前のものはありません。{person} が使えるのは {names} です。',
  'smartCommit.reason.needsComment': '「{name}」にはコメントが必要です。コマンドの後に書いてください。',
  'smartCommit.reason.asksForFields':
    '「{name}」には {fields} の入力が必要ですが、コミットでは指定できません。このトランジションを Jira で実行するか、フィールドを任意にするよう Jira 管理者に依頼してください。',
  'smartCommit.named': '「{name}」',
  'smartCommit.namedTo': '「{name}」(「{to}」へ)',
  'smartCommit.namedMore': 'ほか {count, number} 件',
  'smartCommit.reason.notLinked':
    'リポジトリのアカウントのリンクが解除されています。Jira 管理者が再度リンクできます。',
  'smartCommit.reason.repositoryOff': 'リポジトリ {path} はオフになっています。Jira 管理者がオンにできます。',
  'smartCommit.reason.smartCommitsOff':
    '{path} のスマート コミットはオフになっています。Jira 管理者がオンにできます。',
  'smartCommit.reason.runner.jira':
    'このアカウントのスマート コミットは Jira 自身が実行します。Jira 管理者が「このアプリ」を選択できます。',
  'smartCommit.reason.runner.nobody':
    'このアカウントのスマート コミットは実行されない設定です。Jira 管理者が「このアプリ」を選択できます。',
  'smartCommit.reason.notAuthorized':
    'GitLab アカウントが再承認されるまで待機しています。それまでは、誰がプッシュしたかを確認できません。{reason}',
  'smartCommit.reason.triedAgain': '{reason}何度も再試行しました。解消したら再実行してください。',
  'smartCommit.reason.unknown':
    'Jira に依頼しましたが応答がなく、実行されたかどうかを確認できません。課題を確認し、反映されていなければ再実行してください。',
  'smartCommit.reason.unknownBecause':
    'Jira に依頼しましたが応答がなく、実行されたかどうかを確認できません。課題を確認し、反映されていなければ再実行してください。最後の応答: {last}',
  'smartCommit.reason.notKnownYet': '実行されたかどうか Jira から応答がありません。Jira で確認しています。',
  'smartCommit.reason.notKnownBecause':
    '実行されたかどうか Jira から応答がありません。Jira で確認しています。{reason}',
  'smartCommit.reason.otherProcess': '別のプロセスがこのコマンドを実行しています。あとで再確認されます。',
  'smartCommit.reason.stoodStill': 'Jira に問い合わせる前にアプリが停止していました。再試行されます。',
  'smartCommit.reason.silent': 'Jira から応答がありません。まもなく再度問い合わせます。',
  'smartCommit.notVerified.notLinked':
    '作成者本人のものと確認できません。リポジトリのリンクが解除されているため、誰がプッシュしたかを確認できません。',
  'smartCommit.notVerified.noPush':
    '作成者本人のものと確認できません。このコミットを含むプッシュが GitLab にありません。指示の内容は Jira で行ってください。',
  'smartCommit.notVerified.hidden':
    '作成者本人のものと確認できません。アカウントを承認したユーザーには、誰がプッシュしたかが GitLab に表示されません。アクセス権のあるユーザーが承認してから、再実行してください。',
  'smartCommit.notVerified.bulk':
    '作成者本人のものと確認できません。4 つ以上のブランチやタグのプッシュ、またはその後に届いたため確認できません。GitLab はそのようなプッシュの内容を示しません。一度にプッシュする数を減らしてください。指示の内容は Jira で行ってください。',
  'smartCommit.notVerified.crowd':
    '作成者本人のものと確認できません。リポジトリ全体を最後に読み込んでからのプッシュが多すぎるため確認できません。指示の内容は Jira で行ってください。',
  'smartCommit.notVerified.gone':
    '作成者本人のものと確認できません。{pusher} が以前にプッシュした内容の一部を確認できなくなっています。指示の内容は Jira で行ってください。',
  'smartCommit.notVerified.other':
    '作成者本人のものと確認できません。プッシュしたのは {pusher} で、作成者は @{author} です。指示の内容は Jira で行ってください。',
  'smartCommit.notVerified.address':
    '作成者本人のものと確認できません。プッシュしたのは {pusher} ですが、GitLab では作成者のアドレスがその人のものとして登録されていません。アドレスの持ち主が GitLab プロフィールの「メール」に追加して確認した後、再実行してください。',
  'smartCommit.notVerified.fork':
    '作成者本人のものと確認できません。別の人の !{iid} でフォークから取り込まれたため、そこに誰がプッシュしたか分かりません。指示の内容は Jira で行ってください。',
  'smartCommit.somebodyElse': '別の人',
  'smartCommit.pushNotYet': 'GitLab にこのコミットのプッシュがまだ表示されません。再度問い合わせます。',
  'smartCommit.try.asWritten': 'この書き方では実行できません。',
  'smartCommit.try.comments': '{name} がコメントします。',
  'smartCommit.try.logs': '{name} が作業を記録します。',
  'smartCommit.try.moved': '「{name}」: 「{from}」から「{to}」へ。',
  'smartCommit.try.movedThenComment': '{moved}コメントはその後に追加されます。',
  'smartCommit.try.movedNoComment': '{moved}ただしコメントは追加されません。{reason}',
  'smartCommit.again.notThere': 'このコマンドはもう存在しません。ページを再読み込みしてください。',
  'smartCommit.again.done': 'このコマンドはすでに完了しています。ページを再読み込みしてください。',
  'smartCommit.again.underWay': 'このコマンドはまもなく実行されます。ページを再読み込みしてください。',
  'smartCommit.again.hopeless': '再試行しても変わりません。Jira で行ってください。',
  'smartCommit.again.notKnown': 'このコマンドはもう登録されていません。ページを再読み込みしてください。',
};
