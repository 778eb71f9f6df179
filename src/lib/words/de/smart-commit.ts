import type { Translation } from '../translation.ts';

export const smartCommit: Translation = {
  'smartCommit.title': 'Smart Commits',
  'smartCommit.lead':
    'Was Commit-Nachrichten von Jira-Vorgängen verlangt haben und was daraus geworden ist. Die neuesten Commits stehen oben.',
  'smartCommit.tryALine': 'Zeile ausprobieren',
  'smartCommit.filter': 'Smart Commits filtern',
  'smartCommit.filter.repository': 'Repository',
  'smartCommit.filter.author': 'Autor',
  'smartCommit.filter.issue': 'Vorgang oder Projekt',
  'smartCommit.filter.state': 'Status',
  'smartCommit.filter.all': 'Alle',
  'smartCommit.table': 'Tabelle der Smart Commits',
  'smartCommit.column.commit': 'Commit',
  'smartCommit.column.issue': 'Vorgang',
  'smartCommit.column.command': 'Befehl',
  'smartCommit.column.state': 'Status',
  'smartCommit.column.as': 'Als',
  'smartCommit.column.when': 'Wann',
  'smartCommit.pages': 'Seiten der Smart Commits',
  'smartCommit.newer': 'Neuere',
  'smartCommit.older': 'Ältere',
  'smartCommit.noMatch': 'Kein Smart Commit passt zu diesen Filtern.',
  'smartCommit.none': 'Noch keine Smart Commits',
  'smartCommit.none.message':
    'Eine Commit-Nachricht wie <code>ABC-12 #comment Fixed #time 1h 30m #close</code> kommentiert den Vorgang, protokolliert Arbeit und ändert seinen Status. Commits, die vor dem Import ihres Repositorys oder mit ihm kamen, bewirken nichts.',
  'smartCommit.removedRepository': 'ein entferntes Repository',
  'smartCommit.showInJira': 'In Jira anzeigen',
  'smartCommit.onIssue': ': {written} an {issueKey}',
  'smartCommit.runAgain': 'Erneut ausführen',
  'smartCommit.nobodyYet': 'Noch niemand',
  'smartCommit.choice.done': 'Erledigt',
  'smartCommit.choice.failed': 'Fehlgeschlagen',
  'smartCommit.choice.unknown': 'Bitte nachsehen',
  'smartCommit.choice.skipped': 'Übersprungen',
  'smartCommit.choice.waiting': 'Wartet oder läuft',
  'smartCommit.state.waiting': 'Wartet',
  'smartCommit.state.running': 'Läuft',
  'smartCommit.state.done': 'Erledigt',
  'smartCommit.state.failed': 'Fehlgeschlagen',
  'smartCommit.state.skipped': 'Übersprungen',
  'smartCommit.state.unknown': 'Bitte nachsehen',
  'smartCommit.chart': 'Befehle nach dem Tag, an dem ihr Commit kam, letzte 30 Tage (UTC)',
  'smartCommit.chart.done': 'Erledigt',
  'smartCommit.chart.failed': 'Fehlgeschlagen oder unbekannt',
  'smartCommit.chart.skipped': 'Übersprungen',
  'smartCommit.chart.waiting': 'Wartet',
  'smartCommit.deed.comment': 'Kommentieren',
  'smartCommit.deed.commented': 'Kommentiert',
  'smartCommit.deed.log': '{spent} protokollieren',
  'smartCommit.deed.logged': '{spent} protokolliert',
  'smartCommit.deed.logWork': 'Arbeit protokollieren',
  'smartCommit.deed.loggedWork': 'Arbeit protokolliert',
  'smartCommit.mine.title': 'Meine Smart Commits',
  'smartCommit.mine.lead':
    'Was Ihre Commits der letzten 90 Tage von Jira verlangt haben, und was daraus wurde. Fehlgeschlagenes kann ein Jira-Administrator auf der Seite <em>Smart Commits</em> erneut ausführen.',
  'smartCommit.mine.onlyNotDone': 'Nur, was nicht ausgeführt wurde',
  'smartCommit.mine.noneNotDone':
    'Nichts, was Ihre Commits der letzten 90 Tage von Jira verlangt haben, ist fehlgeschlagen, soweit die App weiß, welche Commits Ihre sind.',
  'smartCommit.mine.none': 'In den letzten 90 Tagen sind keine Smart Commits von Ihnen gekommen.',
  'smartCommit.mine.none.message':
    'Eine Commit-Nachricht wie <code>ABC-12 #comment Fixed #time 1h 30m #close</code> kommentiert den Vorgang, erfasst Arbeit und ändert den Status. Sie steht hier, wenn die App den Commit als Ihren kennt; nicht, wo ein Administrator Smart Commits ausgeschaltet hat oder Jira sie selbst ausführt.',
  'smartCommit.try.lead':
    'Wie die Nachricht eines Commits gelesen wird, als wer sie ausgeführt würde und was sie an einem Vorgang täte. In Jira wird nichts geändert.',
  'smartCommit.try.message': 'Commit-Nachricht',
  'smartCommit.try.message.hint':
    'Zum Beispiel <code>ABC-12 #comment Fixed #time 1h 30m #close</code>. Nur die erste Zeile zählt.',
  'smartCommit.try.author': 'E-Mail-Adresse des Autors (optional)',
  'smartCommit.try.author.hint':
    'So, wie die Commits sie enthalten: Wer das in Jira ist, entscheidet, was getan werden darf.',
  'smartCommit.try.host': 'GitLab',
  'smartCommit.try.issue': 'Vorgang (optional)',
  'smartCommit.try.issue.hint':
    'An dem es ausprobiert wird. Leer: der erste, von dem die Zeile etwas verlangt.',
  'smartCommit.try.try': 'Ausprobieren',
  'smartCommit.try.read': 'Wie sie gelesen wird',
  'smartCommit.try.as.linked':
    'Ausgeführt würde sie als <strong>{name}</strong>, mit verknüpftem GitLab-Benutzer.',
  'smartCommit.try.as.mapped':
    'Ausgeführt würde sie als <strong>{name}</strong>, in der Liste „Autoren von Commits“ für diese Adresse eingetragen.',
  'smartCommit.try.as.username':
    'Ausgeführt würde sie als <strong>{name}</strong>, in Jira so benannt wie der GitLab-Benutzer mit dieser Adresse.',
  'smartCommit.try.as.email':
    'Ausgeführt würde sie als <strong>{name}</strong>, der einzige aktive Jira-Benutzer mit dieser Adresse.',
  'smartCommit.try.nobody': 'Nichts würde ausgeführt. {reason}',
  'smartCommit.try.trouble': '{reason} Versuchen Sie es später noch einmal.',
  'smartCommit.try.unnamed': 'Die Zeile nennt {issueKey} nicht: Sie wird betrachtet, als täte sie es.',
  'smartCommit.try.table': 'Tabelle der Befehle',
  'smartCommit.try.column.issues': 'Vorgänge',
  'smartCommit.try.column.read': 'Gelesen als',
  'smartCommit.try.column.now': 'Jetzt an {issueKey}',
  'smartCommit.try.error': 'Fehler',
  'smartCommit.try.more': '{count, number} weitere werden nicht angezeigt.',
  'smartCommit.try.moves':
    'Jeder wird für sich betrachtet. In einem Commit laufen sie nacheinander, und ein Übergang kann zu einem Status mit anderen Übergängen führen.',
  'smartCommit.try.notLooked':
    'Ob Smart Commits für ein Repository eingeschaltet sind und ob sein Konto nur überprüften Autoren vertraut, wird hier nicht geprüft.',
  'smartCommit.try.wouldRun': 'Würde ausgeführt',
  'smartCommit.try.wouldFail': 'Würde fehlschlagen',
  'smartCommit.try.emptyLine': 'Die erste Zeile ist leer: Schreiben Sie die Nachricht eines Commits.',
  'smartCommit.try.nothing':
    '{reading}. Schreiben Sie KEY-123 #comment Text, mit dem Schlüssel in Großbuchstaben.',
  'smartCommit.read.noKey': 'Kein Befehl: kein Vorgangsschlüssel, der einen tragen könnte',
  'smartCommit.read.noCommand': 'Kein Befehl für {issueKeys}',
  'smartCommit.read.transition': 'Übergang „{name}“',
  'smartCommit.read.transitionWith': 'Übergang „{name}“, Kommentar „{comment}“',
  'smartCommit.read.comment': 'Kommentar „{comment}“',
  'smartCommit.read.emptyComment': 'Kommentar ohne Text: Schreiben Sie einen hinter #comment',
  'smartCommit.read.noTime': 'Keine Zeit in „{argument}“: Beginnen Sie mit einer Dauer wie in #time 1h 30m',
  'smartCommit.read.time': 'Zeit {spent}',
  'smartCommit.read.timeWith': 'Zeit {spent}, Kommentar „{comment}“',
  'smartCommit.jiraSays': '{what} Jira meldet: {words}',
  'smartCommit.reason.emptyComment': 'Es gibt keinen Text für den Kommentar.',
  'smartCommit.reason.noTime': 'Hinter dem Befehl steht keine Zeit wie 1h 30m.',
  'smartCommit.reason.noComment': 'Hinter #comment steht kein Text. Schreiben Sie den Kommentar in Jira.',
  'smartCommit.reason.noDuration':
    'Direkt hinter #time steht keine Dauer wie 2h 30m (w, d, h und m). Protokollieren Sie die Arbeit in Jira.',
  'smartCommit.reason.repeats':
    'Dieser Commit wiederholt {sha}: Autor, Autorendatum und Zeile sind gleich, wie nach einem Rebase, Cherry-Pick oder Squash. Was er verlangt, zählt einmal.',
  'smartCommit.reason.tooMany':
    'Diese Zeile verlangt {asked, number} Aktionen, und ein Commit darf {most, number} verlangen. Diese und die folgenden werden ausgelassen; führen Sie sie in Jira aus.',
  'smartCommit.reason.refused': 'Jira hat es abgelehnt ({status}).',
  'smartCommit.reason.noPermission.comment':
    '{name} darf in {project} keine Kommentare hinzufügen. Ein Administrator dieses Projekts kann die Berechtigung „Kommentare hinzufügen“ (Add comments) geben.',
  'smartCommit.reason.noPermission.time':
    '{name} darf in {project} keine Arbeit protokollieren. Ein Administrator dieses Projekts kann die Berechtigung „An Vorgängen arbeiten“ (Work on issues) geben.',
  'smartCommit.reason.noPermission.transition':
    '{name} darf in {project} den Status von Vorgängen nicht ändern. Ein Administrator dieses Projekts kann die Berechtigung für Statusübergänge (Transition issues) geben.',
  'smartCommit.reason.noTimeTracking':
    'Die Zeiterfassung ist in Jira abgeschaltet. Ein Jira-Administrator kann sie einschalten.',
  'smartCommit.reason.notAsked':
    '{name} hat diese App in Jira nicht autorisiert, und der Benutzer der App darf dort nicht abfragen, welche Berechtigungen {name} hat. {name} kann die App autorisieren, oder ein Jira-Administrator kann den Benutzer der App zum Administrator des Projekts machen.',
  'smartCommit.reason.noIssue':
    'Jira hat keinen Vorgang {issueKey}, oder {name} darf ihn nicht sehen. Prüfen Sie den Schlüssel oder bitten Sie einen Administrator des Projekts um Zugriff.',
  'smartCommit.reason.movedNotCommented':
    'Der Vorgang hat jetzt den Status „{to}“, aber der Kommentar wurde nicht hinzugefügt. {reason}',
  'smartCommit.reason.ambiguous':
    '#{command} kann {names} bedeuten. Schreiben Sie mehr vom Namen, mit Bindestrichen statt Leerzeichen.',
  'smartCommit.reason.alreadyThere': 'Der Vorgang hat bereits den Status „{status}“.',
  'smartCommit.reason.noneAvailable':
    'Vom Status „{status}“ führt für {person} nichts weiter: Der Workflow bietet hier keinen Übergang an.',
  'smartCommit.reason.noMatch':
    'Kein Übergang von „{status}“ heißt {command}. {person} kann {names} verwenden.',
  'smartCommit.reason.needsComment': '„{name}“ braucht einen Kommentar: Schreiben Sie ihn hinter den Befehl.',
  'smartCommit.reason.asksForFields':
    '„{name}“ verlangt {fields}, was ein Commit nicht angeben kann. Führen Sie diesen Übergang in Jira aus oder bitten Sie einen Jira-Administrator, das Feld optional zu machen.',
  'smartCommit.named': '„{name}“',
  'smartCommit.namedTo': '„{name}“ (nach „{to}“)',
  'smartCommit.namedMore': '{count, number} weitere',
  'smartCommit.reason.notLinked':
    'Das Konto seines Repositorys ist nicht mehr verknüpft. Ein Jira-Administrator kann es wieder verknüpfen.',
  'smartCommit.reason.repositoryOff':
    'Das Repository {path} ist abgeschaltet. Ein Jira-Administrator kann es einschalten.',
  'smartCommit.reason.smartCommitsOff':
    'Smart Commits sind für {path} abgeschaltet. Ein Jira-Administrator kann sie einschalten.',
  'smartCommit.reason.runner.jira':
    'Jira selbst führt die Smart Commits dieses Kontos aus. Ein Jira-Administrator kann „Diese App“ wählen.',
  'smartCommit.reason.runner.nobody':
    'Niemand führt die Smart Commits dieses Kontos aus. Ein Jira-Administrator kann „Diese App“ wählen.',
  'smartCommit.reason.notAuthorized':
    'Es wartet, bis das GitLab-Konto erneut autorisiert ist: Bis dahin kann niemand fragen, wer es gepusht hat. {reason}',
  'smartCommit.reason.triedAgain':
    '{reason} Es wurde immer wieder versucht; führen Sie es erneut aus, wenn das vorbei ist.',
  'smartCommit.reason.unknown':
    'Jira wurde darum gebeten und hat nicht geantwortet, und es lässt sich nicht feststellen, ob es geschehen ist. Bitte sehen Sie am Vorgang nach; wenn es dort fehlt, führen Sie dies erneut aus.',
  'smartCommit.reason.unknownBecause':
    'Jira wurde darum gebeten und hat nicht geantwortet, und es lässt sich nicht feststellen, ob es geschehen ist. Bitte sehen Sie am Vorgang nach; wenn es dort fehlt, führen Sie dies erneut aus. Zuletzt hieß es: {last}',
  'smartCommit.reason.notKnownYet': 'Jira hat nicht gesagt, ob es geschehen ist; es wird dort gesucht.',
  'smartCommit.reason.notKnownBecause':
    'Jira hat nicht gesagt, ob es geschehen ist; es wird dort gesucht. {reason}',
  'smartCommit.reason.otherProcess':
    'Ein anderer Prozess führt diesen Befehl aus. Er wird noch einmal geprüft.',
  'smartCommit.reason.stoodStill':
    'Diese App stand still, bevor sie Jira fragen konnte. Es wird erneut versucht.',
  'smartCommit.reason.silent': 'Jira antwortet nicht. Es wird bald wieder gefragt.',
  'smartCommit.notVerified.notLinked':
    'Nicht als Commit seines Autors bestätigt. Sein Repository ist nicht mehr verknüpft, sodass niemand fragen kann, wer ihn gepusht hat.',
  'smartCommit.notVerified.noPush':
    'Nicht als Commit seines Autors bestätigt. GitLab zeigt keinen Push, der diesen Commit brachte. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.notVerified.hidden':
    'Nicht als Commit seines Autors bestätigt. GitLab zeigt dem Benutzer, der das Konto autorisiert hat, nicht, wer ihn gepusht hat. Lassen Sie jemanden mit Zugriff das Konto autorisieren und führen Sie dies dann erneut aus.',
  'smartCommit.notVerified.bulk':
    'Nicht als Commit seines Autors bestätigt. Er kann nicht bestätigt werden, weil er mit einem Push von mehr als drei Branches oder Tags kam oder nach einem solchen, und GitLab nicht sagt, was darin war. Pushen Sie weniger auf einmal. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.notVerified.crowd':
    'Nicht als Commit seines Autors bestätigt. Er kann nicht bestätigt werden, weil zu viel in sein Repository gepusht wurde, seit es zuletzt als Ganzes gelesen wurde. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.notVerified.gone':
    'Nicht als Commit seines Autors bestätigt. Er kann nicht bestätigt werden, weil nicht mehr alles einsehbar ist, was {pusher} zuvor gepusht hat. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.notVerified.other':
    'Nicht als Commit seines Autors bestätigt. {pusher} hat ihn gepusht, und sein Autor ist @{author}. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.notVerified.address':
    'Nicht als Commit seines Autors bestätigt. {pusher} hat ihn gepusht, und GitLab kennt die Adresse des Autors dort nicht. Wem sie gehört, fügt sie im GitLab-Profil unter „E-Mails“ hinzu und bestätigt sie; führen Sie dies dann erneut aus.',
  'smartCommit.notVerified.fork':
    'Nicht als Commit seines Autors bestätigt. Er kam aus einem Fork, mit !{iid} von jemand anderem, und niemand kann sagen, wer ihn dorthin gepusht hat. Führen Sie in Jira aus, was er verlangt.',
  'smartCommit.somebodyElse': 'jemand anderes',
  'smartCommit.pushNotYet': 'GitLab zeigt den Push dieses Commits noch nicht; es wird erneut gefragt.',
  'smartCommit.try.asWritten': 'Es kann so, wie es geschrieben ist, nicht ausgeführt werden.',
  'smartCommit.try.comments': '{name} kommentiert.',
  'smartCommit.try.logs': '{name} protokolliert Arbeit.',
  'smartCommit.try.moved': '„{name}“: von „{from}“ nach „{to}“.',
  'smartCommit.try.movedThenComment': '{moved} Der Kommentar wird danach hinzugefügt.',
  'smartCommit.try.movedNoComment': '{moved} Aber sein Kommentar würde nicht hinzugefügt. {reason}',
  'smartCommit.again.notThere': 'Diesen Befehl gibt es nicht mehr. Laden Sie die Seite neu.',
  'smartCommit.again.done': 'Dieser Befehl ist bereits erledigt. Laden Sie die Seite neu.',
  'smartCommit.again.underWay': 'Dieser Befehl wird bereits ausgeführt. Laden Sie die Seite neu.',
  'smartCommit.again.hopeless': 'Ein weiterer Versuch kann daran nichts ändern. Führen Sie es in Jira aus.',
  'smartCommit.again.notKnown': 'Dieser Befehl ist nicht mehr bekannt. Laden Sie die Seite neu.',
};
