import type { Translation } from '../translation.ts';

/** What waits, what stands in the way, and what leaves with an account. */
export const syncWaiting: Translation = {
  'sync.remove.title': 'Konto entfernen',
  'sync.remove.sure': 'Möchten Sie das Konto „{name}“ wirklich aus Jira entfernen?',
  'sync.remove.pending': 'Es wurde nie autorisiert, sodass sonst nichts verloren geht.',
  'sync.remove.loses': 'Was mit ihm verschwindet',
  'sync.remove.repositories':
    '{count, plural, one {# Repository wird} other {# Repositorys werden}} aus Jira und aus dieser App entfernt.',
  'sync.remove.entities':
    '{count, plural, one {# Branch, Commit, Merge-Request, Build, Deployment oder Feature-Flag verschwindet} other {# Branches, Commits, Merge-Requests, Builds, Deployments und Feature-Flags verschwinden}} von den Vorgängen in Jira.',
  'sync.remove.manyEntities':
    'Mehr als {count, number} Branches, Commits, Merge-Requests, Builds, Deployments und Feature-Flags verschwinden von den Vorgängen in Jira.',
  'sync.remove.webhooks':
    '{count, plural, one {# Webhook wird} other {# Webhooks werden}} aus GitLab entfernt; sonst wird dort nichts geändert.',
  'sync.remove.kept':
    '{count, plural, one {# Repository bleibt} other {# Repositorys bleiben}}: Ein anderes Konto erreicht dasselbe Projekt und übernimmt.',
  'sync.remove.access':
    'Die App gibt ihren Zugriff auf GitLab auf. Nichts davon lässt sich rückgängig machen; verknüpfen Sie das Konto erneut, um es zurückzubekommen.',
  'sync.remove.type': 'Geben Sie zur Bestätigung {path} ein',
  'sync.remove.mistyped': 'Nichts wurde entfernt. Geben Sie den Pfad so ein, wie er oben steht: {path}',
  'sync.remove.remove': 'Entfernen',
  'sync.remove.gone':
    'Dieses Konto gibt es nicht. Vielleicht wurde es entfernt; sehen Sie in der Liste der Konten nach.',
  'sync.waits.gitlab': 'Wartet auf GitLab',
  'sync.waits.gitlabUntil': 'Wartet auf GitLab bis {until}',
  'sync.waits.jiraUntil': 'Wartet auf Jira bis {until}',
  'sync.rejected': '{count, number} von Jira abgelehnt',
  'sync.attention.nothingReachesJira': 'Nichts gelangt nach Jira',
  'sync.attention.jiraLimits':
    'Jira hat die Zahl der Anfragen begrenzt. Was gelesen wurde, bleibt erhalten und wird von selbst gesendet.',
  'sync.attention.waitingForJira': 'Warten auf Jira',
  'sync.attention.gitlabLimits':
    'GitLab hat die Zahl der Anfragen begrenzt. Die Liste der Repositorys wird von selbst weitergelesen.',
  'sync.attention.waitingForGitlab': 'Warten auf GitLab',
  'sync.attention.listFailed': 'Die Liste der Repositorys konnte nicht gelesen werden',
  'sync.attention.listAgain': 'Die Liste der Repositorys wird erneut gelesen',
  'sync.hook.ofGroup': 'Der Gruppe',
  'sync.hook.own': 'Eigener',
  'sync.hook.byHand': 'Von Hand',
  'sync.hook.off': 'In GitLab aus',
  'sync.hook.none': 'Keiner',
  'sync.hook.notYet': 'Noch nicht erstellt',
  'sync.hook.later': 'Bis es einen gibt, erscheinen Änderungen in GitLab mit der nächsten Aktualisierung.',
  'sync.hook.addedByHand': 'Von Hand hinzugefügter Webhook',
  'sync.hook.triedAgain': 'Es wird von selbst erneut versucht.',
  'sync.hook.couldNot': 'Der Webhook konnte noch nicht erstellt werden.',
  'sync.hook.noWebhook': 'Kein Webhook.',
  'sync.hook.without': '{count, plural, one {# Repository hat} other {# Repositorys haben}} keinen Webhook',
  'sync.hook.notAllowed': 'GitLab hat der App nicht erlaubt, ihn zu erstellen.',
  'sync.hook.orByHand': 'Ein Webhook lässt sich auch von Hand hinzufügen.',
  'sync.hook.wasOff': 'Der Webhook war eine Zeit lang abgeschaltet.',
  'sync.hook.isOff': 'GitLab hat den Webhook abgeschaltet.',
  'sync.hook.lookedFor': 'Was inzwischen geschehen ist, wurde nachgelesen.',
  'sync.hook.meanwhile':
    'Was inzwischen geschieht, erscheint mit der nächsten Aktualisierung; es wird jede Stunde erneut versucht, beim eigenen Webhook eines Repositorys jeden Tag.',
  'sync.hook.missed': 'Seit {from} können Ereignisse fehlen.',
  'sync.hook.missedUntil': 'Von {from} bis {until} können Ereignisse fehlen.',
  'sync.hook.ofGroupAt': '<gitlab>Webhooks der Gruppe in GitLab</gitlab>',
  'sync.hook.ofProjectAt': '<gitlab>Webhooks des Projekts in GitLab</gitlab>',
  'sync.hook.addByHand': 'Von Hand hinzufügen',
  'sync.hook.addGroupByHand': 'Der Gruppe einen Webhook von Hand hinzufügen',
  'sync.hook.calls': 'Webhook-Aufrufe',
  'sync.hook.lastCalls': 'Letzte Aufrufe',
  'sync.rejections.reason': 'Jira meldet: {reason}',
  'sync.rejections.more': 'Dies sind die ersten {count, number}.',
  'sync.rejections.none': 'Jira hat inzwischen alles angenommen.',
  'sync.api.devinfo': 'Branches, Commits und Merge-Requests',
  'sync.api.builds': 'Builds',
  'sync.api.deployments': 'Deployments',
  'sync.api.feature_flags': 'Feature-Flags',
  'sync.waiting.title': 'Was wartet',
  'sync.waiting.table': 'Tabelle dessen, was wartet',
  'sync.waiting.whom': 'Wartet auf',
  'sync.waiting.until': 'Bis',
  'sync.waiting.why': 'Warum',
  'sync.waiting.gitlab': 'GitLab',
  'sync.waiting.jira': 'Jira',
  'sync.waiting.turn': 'Einen freien Platz',
  'sync.waiting.admin': 'Einen Jira-Administrator',
  'sync.waiting.user': 'Alles, was als @{user} gelesen wird',
  'sync.waiting.user.why':
    'GitLab bittet zu warten: @{user} hat die Anfragen verbraucht, die es von einem Benutzer annimmt.',
  'sync.waiting.imports': 'Importe und volle Aktualisierungen, die als @{user} gelesen werden',
  'sync.waiting.imports.why':
    'Die übrigen Anfragen, die GitLab jetzt von diesem Benutzer annimmt, bleiben laufenden Änderungen vorbehalten.',
  'sync.waiting.address': 'Alles, was von {host} gelesen wird',
  'sync.waiting.address.why': '{host} bittet diese App zu warten, gleich für welches Konto.',
  'sync.waiting.endpoint': 'Anfragen an {endpoint} als @{user}',
  'sync.waiting.endpoint.why': 'GitLab begrenzt diese gesondert. Alles andere wird weitergelesen.',
  'sync.waiting.list': 'Die Liste der Repositorys',
  'sync.waiting.list.why':
    'GitLab hat die Zahl der Anfragen begrenzt. Die Liste wird von selbst weitergelesen.',
  'sync.waiting.reading': 'Lesen von {count, plural, one {# Repository} other {# Repositorys}}',
  'sync.waiting.reading.why':
    'Es geht von selbst weiter, sobald GitLab oder der Anteil dieses Kontos an dem, was GitLab erlaubt, wieder Raum lässt.',
  'sync.waiting.runs':
    'Import oder Aktualisierung von {count, plural, one {# Repository} other {# Repositorys}}',
  'sync.waiting.runs.why':
    'Nur einige Repositorys einer Jira-Site werden gleichzeitig gelesen.{count, plural, =0 {} one { # aus diesem Konto wird gerade gelesen.} other { # aus diesem Konto werden gerade gelesen.}}',
  'sync.waiting.unsent':
    '{count, plural, one {# aus diesem Konto nicht gesendet} other {#{more, select, yes { oder mehr} other {}} aus diesem Konto nicht gesendet}}',
  'sync.waiting.lane.live': 'Laufende Änderungen: {api} ({unsent})',
  'sync.waiting.lane.import': 'Importe und Aktualisierungen: {api} ({unsent})',
  'sync.waiting.jira.why':
    'Jira nimmt zurzeit keine weiteren Anfragen an. Was gelesen wurde, bleibt erhalten und wird von selbst gesendet.',
  'sync.waiting.moving':
    'Nichts muss warten. {count, number}{more, select, yes { oder mehr} other {}} {count, plural, one {Änderung ist} other {Änderungen sind}} auf dem Weg zu Jira.',
  'sync.waiting.beingRead':
    'Nichts muss warten. {count, plural, one {# Repository wird} other {# Repositorys werden}} gerade gelesen.',
  'sync.waiting.nothing': 'Nichts wartet. Alles, was gelesen wurde, ist an Jira gesendet.',
  'sync.waiting.byItself': 'Inzwischen geht nichts verloren, und alles geht von selbst weiter.',
  'sync.waiting.asOf': 'Stand: {at}.',
};
