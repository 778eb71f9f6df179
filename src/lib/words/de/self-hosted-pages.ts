import type { Translation } from '../translation.ts';

export const selfHostedPages: Translation = {
  'selfHosted.held': 'Alles, was einen Vorgang nennt ({unsent})',
  'selfHosted.needsBoth': 'Client-ID und Client-Secret der Anwendungsverknüpfung werden beide gebraucht.',
  'selfHosted.site.title': 'Jira: {name}',
  'selfHosted.site.version': 'Version',
  'selfHosted.site.jira': 'Jira {version}',
  'selfHosted.site.unknown': 'Noch nicht bekannt: Jira wird gefragt, sobald es der App Zugriff gegeben hat.',
  'selfHosted.site.access': 'Zugriff',
  'selfHosted.site.byLink': 'Über eine Anwendungsverknüpfung, als {name}',
  'selfHosted.site.byToken': 'Mit einem persönlichen Zugriffstoken von {name}',
  'selfHosted.site.lacks': 'Was es nicht gibt',
  'selfHosted.lacks.tokens':
    'Jeden Zugriff für andere Anwendungen (Jira 8.14): Nichts kann an dieses Jira gesendet werden. Sein eigener DVCS-Connector kann stattdessen von diesem Server lesen, mit dem Host „GitHub Enterprise“.',
  'selfHosted.lacks.links':
    'Verknüpfungen für andere Anwendungen (Jira 8.22): Die App hat Zugriff durch ein persönliches Zugriffstoken.',
  'selfHosted.lacks.link':
    'Eine Anwendungsverknüpfung, die diese Version kennt: Die App hat Zugriff allein durch ein persönliches Zugriffstoken.',
  'selfHosted.lacks.signIn':
    'Daher die Anmeldung über Jira: Seiten öffnen sich durch einen Anmeldelink des Betreibers dieses Servers und niemand kann sagen, wer er in GitLab ist.',
  'selfHosted.lacks.actAs':
    'Daher das Handeln als Autor: Smart Commits werden als Benutzer der App ausgeführt und nennen, von wem sie sind.',
  'selfHosted.lacks.development':
    'Entwicklungsinformationen, in jeder Version: Branches, Merge-Requests, Builds, Deployments und Feature-Flags sind Verknüpfungen der Vorgänge; Commits werden dort nicht gezeigt.',
  'selfHosted.authorized.signIn':
    'Als Nächstes: Administratoren von Jira melden sich darüber an und verknüpfen die GitLab-Konten. Alle anderen melden sich dort einmal an, damit die App als sie handeln darf.',
  'selfHosted.authorized.signIn.button': 'Anmelden',
  'selfHosted.authorized.byOperator':
    'Als Nächstes: Der Betreiber dieses Servers gibt einem Administrator einen Anmeldelink, der dann die GitLab-Konten verknüpft: <code>npm run cli -- tenants sign-in-link --tenant {tenant}</code>',
  'selfHosted.setUp.title': 'Jira Data Center verbinden',
  'selfHosted.setUp.linkHint':
    'Dieser Link öffnet einmal die Seite, auf der ein Jira Data Center oder Jira Server mit diesem Server verbunden wird.',
  'selfHosted.setUp.noToken':
    'Diese Adresse ist kein vollständiger Link. Kopieren Sie sie ganz, mit dem, was hinter dem # steht.',
  'selfHosted.setUp.begin': 'Beginnen',
  'selfHosted.setUp.linkGone':
    'Dieser Link kann nicht mehr verwendet werden: Er wurde benutzt, ist älter als ein Tag oder nicht vollständig. Bitten Sie den Betreiber dieses Servers um einen neuen.',
  'selfHosted.setUp.ended':
    'Diese Einrichtung ist vorbei: Sie wurde abgeschlossen, war länger als zwei Stunden offen oder wurde in einem anderen Browser begonnen. Bitten Sie den Betreiber dieses Servers um einen neuen Link.',
  'selfHosted.setUp.tooMany':
    'Es gab zu viele Versuche, ein Jira zu verbinden. Versuchen Sie es um {until} erneut.',
  'selfHosted.setUp.steps': 'Schritte',
  'selfHosted.setUp.step.address': 'Adresse',
  'selfHosted.setUp.step.access': 'Zugriff',
  'selfHosted.setUp.step.consent': 'Zustimmung',
  'selfHosted.setUp.where': 'Wo ist Jira?',
  'selfHosted.setUp.address': 'Adresse von Jira',
  'selfHosted.setUp.address.hint':
    'Wie in Ihrem Browser, mit dem Pfad, unter dem Jira läuft: https://jira.example.com oder https://example.com/jira',
  'selfHosted.setUp.next': 'Weiter',
  'selfHosted.setUp.where.help': 'Was gebraucht wird',
  'selfHosted.setUp.where.version': 'Jira 8.14 oder neuer; ab 8.22 können sich Personen darüber anmelden.',
  'selfHosted.setUp.where.path':
    'Die Basis-URL, die Jira unter <strong>System > Allgemeine Konfiguration</strong> zeigt. Dieser Server muss sie erreichen, mit einem Zertifikat, dem er vertraut.',
  'selfHosted.setUp.where.cloud':
    'Jira Cloud wird anders verbunden, durch seine App oder durch OAuth-Anmeldedaten.',
  'selfHosted.setUp.isCloud':
    'Das ist Jira Cloud. Installieren Sie dort die App oder lassen Sie den Betreiber dieses Servers die Site mit OAuth-Anmeldedaten hinzufügen: „npm run cli -- tenants add-credentials“.',
  'selfHosted.setUp.tooOld':
    'Das ist Jira {version}, das keiner anderen Anwendung Zugriff gibt: Jira tut es ab {oldest}. Aktualisieren Sie Jira oder lassen Sie seinen eigenen DVCS-Connector von diesem Server lesen, mit dem Host „GitHub Enterprise“.',
  'selfHosted.setUp.below': 'Jira antwortet unter {address}: Geben Sie diese Adresse ein.',
  'selfHosted.setUp.leadsTo':
    '{site} führt zu {to}, statt wie Jira zu antworten. Geben Sie die Adresse ein, die Jira jetzt hat, oder lassen Sie Anfragen an seine REST-API (/rest/) ohne Anmeldeseite durch.',
  'selfHosted.setUp.noJira':
    'Was unter {site} antwortet, ist kein Jira. Prüfen Sie die Adresse: Vielleicht fehlt der Pfad, unter dem Jira läuft, oder vor seiner REST-API (/rest/) steht ein Proxy oder eine Anmeldeseite.',
  'selfHosted.setUp.found': 'Jira {version} antwortet unter {site}.',
  'selfHosted.setUp.foundUnknown':
    'Jira antwortet unter {site}. Es nennt seine Version niemandem, der nicht angemeldet ist.',
  'selfHosted.setUp.ownUrl':
    'Es nennt sich selbst {address}. Geben Sie stattdessen diese Adresse ein, wenn Jira darunter geöffnet wird.',
  'selfHosted.setUp.lacksLinks':
    'Diese Version hat keine Anwendungsverknüpfungen (Jira 8.22): Die App erhält Zugriff durch ein persönliches Zugriffstoken, niemand kann sich über Jira anmelden und Smart Commits werden als Benutzer der App ausgeführt.',
  'selfHosted.setUp.link': 'Anwendungsverknüpfung',
  'selfHosted.setUp.back': 'Andere Adresse',
  'selfHosted.setUp.link.help': 'In Jira erstellen',
  'selfHosted.setUp.link.create':
    'Als Administrator von Jira: <strong>Anwendungsverknüpfungen > Verknüpfung erstellen > Externe Anwendung</strong>, Richtung <strong>Eingehend</strong>.',
  'selfHosted.setUp.link.fill':
    'Geben Sie die Redirect-URL von oben und die Berechtigung <strong>Schreiben</strong> an.',
  'selfHosted.setUp.link.copy': 'Jira zeigt dann Client-ID und Client-Secret.',
  'selfHosted.setUp.clientRefused':
    'Jira kennt keine Anwendungsverknüpfung mit dieser Client-ID und diesem Secret. Kopieren Sie beide noch einmal aus der Verknüpfung in Jira.',
  'selfHosted.setUp.token': 'Persönliches Zugriffstoken',
  'selfHosted.setUp.token.instead': 'Stattdessen ein persönliches Zugriffstoken verwenden',
  'selfHosted.setUp.token.hint':
    'Des Benutzers, den die App in Jira haben soll: in dessen Profil <strong>Persönliche Zugriffstoken</strong>. Ein Token gehört einer Person: Geben Sie nur dann eines ein, wenn dieser Server Ihrer eigenen Firma gehört.',
  'selfHosted.setUp.needsToken': 'Das Token wird gebraucht.',
  'selfHosted.setUp.connect': 'Verbinden',
  'selfHosted.setUp.consent': 'Zugriff in Jira zulassen',
  'selfHosted.setUp.consent.who':
    'Jira kennt die Anwendungsverknüpfung. Melden Sie sich bei {site} als der Benutzer an, den die App dort haben soll, und lassen Sie den Zugriff zu.',
  'selfHosted.setUp.consent.once':
    'Die Schaltfläche gilt einmal, 24 Stunden lang. Um in einem anderen Browser fortzufahren, kopieren Sie ihre Adresse.',
};
