import type { Translation } from '../translation.ts';

export const errors: Translation = {
  'errors.title.bad_request': 'Etwas an der Anfrage stimmt nicht',
  'errors.title.unauthorized': 'Nicht angemeldet',
  'errors.title.forbidden': 'Nicht erlaubt',
  'errors.title.not_found': 'Nicht gefunden',
  'errors.title.gone': 'Nicht mehr vorhanden',
  'errors.title.conflict': 'Bereits vorhanden',
  'errors.title.too_large': 'Zu groß',
  'errors.title.rate_limited': 'Zu viele Anfragen',
  'errors.title.unavailable': 'Gerade nicht verfügbar',
  'errors.title.timeout': 'Keine Antwort innerhalb der Frist',
  'errors.title.unreachable': 'Nicht erreichbar',
  'errors.title.address_refused': 'Adresse abgelehnt',
  'errors.title.bad_certificate': 'Zertifikat nicht vertrauenswürdig',
  'errors.title.redirected': 'Umgeleitet',
  'errors.title.unexpected_answer': 'Unerwartete Antwort',
  'errors.title.needs_authorization': 'Muss erneut autorisiert werden',
  'errors.title.feature_disabled': 'Abgeschaltet',
  'errors.title.cancelled': 'Angehalten',
  'errors.title.configuration': 'Nicht eingerichtet',
  'errors.title.internal': 'Bei uns ist etwas schiefgegangen',
  'errors.requestId':
    'Wenn es wieder vorkommt, geben Sie Ihrem Administrator diese Nummer: <code>{id}</code>',
  'errors.noSuchAddress':
    'Unter dieser Adresse gibt es nichts. Kehren Sie zu Jira zurück und öffnen Sie die Seite von dort.',
  'errors.tooLarge': 'Die Anfrage ist größer, als diese Adresse annimmt. Senden Sie weniger.',
  'errors.unreadable':
    'Die Anfrage kann nicht gelesen werden. Prüfen Sie sie und senden Sie sie noch einmal.',
  'errors.unforeseen':
    'Bei uns ist etwas schiefgegangen. Es wurde protokolliert; bitte versuchen Sie es noch einmal.',
};
