/** Linking, authorizing and removing accounts. */
export const account = {
  'account.link': 'Link GitLab account',
  'account.link.lead':
    'Three steps, each of which is checked while you type. You need a user of GitLab who may see the projects, and some minutes.',
  'account.link.steps': 'Steps',
  'account.link.where': 'Where',
  'account.link.what': 'What',
  'account.link.application': 'Application',
  'account.link.where.title': 'Where is GitLab?',
  'account.link.what.title': 'Which projects?',
  'account.link.application.title': 'With which application?',
  'account.link.next': 'Next',
  'account.link.back': 'Back',
  'account.link.add': 'Add',
  'account.link.cancel': 'Cancel',
  'account.link.notAdded':
    'The account was not added. Correct what is marked below; the Client Secret has to be entered again.',
  'account.link.checks': 'What was found out',
  'account.link.where.help': 'What it takes',
  'account.link.where.help.version': 'GitLab 13.0 or newer; newer ones do more.',
  'account.link.where.help.reach':
    'This app has to reach GitLab over https, with a certificate that it trusts. A GitLab in a private network has to be allowed by the operator of this app.',
  'account.link.where.help.back':
    'GitLab tells this app what happens, within seconds, where it can reach the app’s own address. Where it cannot, changes show with the refresh that comes every hour.',
  'account.link.what.help': 'What comes into Jira',
  'account.link.what.help.all':
    'All projects of the group and its subgroups, or of the personal namespace, with their whole history: branches, commits, merge requests, builds, deployments and feature flags that name an issue.',
  'account.link.what.help.one': 'Each repository can be switched off afterwards, and on again.',
  'account.link.what.help.smart':
    'Commits of the past never act on issues: only those that are pushed from now on.',
  'account.field.host': 'Host',
  'account.field.host.gitlab': 'GitLab',
  'account.field.host.selfManaged': 'GitLab Self-Managed',
  'account.field.hostUrl': 'Host URL',
  'account.field.hostUrl.hint': 'Such as https://gitlab.example.com or https://example.com/gitlab',
  'account.field.namespace': 'Team or User Account',
  'account.field.namespace.hint':
    'The path of a group, such as group or group/subgroup, or the username of a personal namespace. The address of its page will do too.',
  'account.field.clientId': 'Client ID',
  'account.field.clientId.hint': 'What GitLab calls Application ID',
  'account.field.clientSecret': 'Client Secret',
  'account.field.clientSecret.hint': 'Kept encrypted, never shown again',
  'account.field.repositories': 'Repositories',
  'account.field.autoLink': 'Auto Link New Repositories',
  'account.field.autoLink.hint': 'Projects that appear in GitLab later are linked by themselves.',
  'account.field.smartCommits': 'Enable Smart Commits',
  'account.field.smartCommits.hint': 'Comment, log time and move Jira issues through commit messages.',
  'account.form.namespace.empty':
    'Enter the path of a group, such as group or group/subgroup, or the username of a personal namespace.',
  'account.form.namespace.wrong':
    'This is not the path of a group or user. Copy it from the address of its page, such as group/subgroup.',
  'account.form.clientId': 'Enter the Application ID that GitLab shows for the application.',
  'account.form.clientSecret': 'Enter the Secret that GitLab showed when the application was saved.',
  'account.form.unknownClient':
    'GitLab does not know this Client ID with this Client Secret. Copy both again from the application in GitLab; the secret is shown only once, and "Renew secret" makes a new one.',
  'account.check.answers': 'GitLab answers at {hostUrl}.',
  'account.check.recent':
    'It is GitLab 15.2 or newer. The exact version is read when you authorize the account.',
  'account.check.older':
    'It is older than GitLab 15.2. This app works with 13.0 and newer; which version it is, GitLab tells only once you authorize the account.',
  'account.check.linked':
    'This account is already integrated with Jira. Open <page>{path}</page> instead of adding it again.',
  'account.check.found.group': 'Found: the group {name}, with its subgroups.',
  'account.check.found.user': 'Found: the personal namespace of {name}.',
  'account.check.hidden':
    'GitLab shows no group or user {path} to someone who has not signed in. That is so for everything private: whether it is there is known once you authorize the account.',
  'account.check.known': 'GitLab knows this application.',
  'account.check.tooMany': 'Too many addresses were checked within a minute. Wait a minute, then try again.',
  'account.guide.title': 'Make the application in GitLab',
  'account.redirectUrl': 'Redirect URL',
  'account.copy': 'Copy',
  'account.guide.open': 'Open the page for applications on {host}:',
  'account.guide.group':
    'for one group, <gitlab>the applications of {path}</gitlab>, as an owner of the group;',
  'account.guide.anyGroup':
    'for one group, the group’s <em>Settings → Applications</em>, as an owner of the group;',
  'account.guide.user':
    'for several groups, sign in as a separate GitLab user <code>jira</code> that is used for nothing else and open <gitlab>its user applications</gitlab>;',
  'account.guide.admin':
    'for the whole instance, make <gitlab>an instance-wide application</gitlab> as an administrator;',
  'account.guide.own': 'otherwise, <gitlab>your own applications</gitlab> (Edit profile → Applications).',
  'account.guide.add':
    'Add an application with any name, the Redirect URL above, <em>Confidential</em> ticked, and the scope <code>api</code> only.',
  'account.guide.save': 'Save it, and copy <em>Application ID</em> and <em>Secret</em> into the form.',
  'account.guide.sees': 'The app then sees in GitLab what the user who authorizes it sees.',
  'account.client.title': 'Reset OAuth settings',
  'account.client.lead':
    'For {path} on {host}. Repositories and everything that was imported stay as they are.',
  'account.client.notChanged':
    'Nothing was changed. Correct what is marked below; the Client Secret has to be entered again.',
  'account.client.token': 'Token of',
  'account.client.nobody': 'Nobody yet',
  'account.client.whose':
    'The app sees in GitLab what this user sees. Whoever signs in to GitLab and allows access next is the one from then on.',
  'account.client.save': 'Save',
  'account.client.only': 'Authorize again without a change',
  'account.client.guide': 'The application in GitLab',
  'account.notThere': 'This account is not there any more. Go back to the list of accounts.',
  'account.noSuch': 'There is no such account. It may have been removed; look at the list of accounts.',
  'account.noSuchSetting': 'There is no such setting. Load the page again.',
  'account.removed': 'This account has been removed. Go back to the list of accounts.',
  'account.removedAlready': 'This account has been removed already. Go back to the list of accounts.',
  'account.removedMeanwhile': 'This account has been removed meanwhile. Go back to Jira and add it again.',
  'account.linkAgain': 'This account has been removed. Link it again under "DVCS accounts" in Jira.',
  'account.oauth.noApi':
    'The application in GitLab does not have the scope "api". Tick "api" on it, save it, and try again.',
  'account.oauth.grantedWithoutApi':
    'GitLab granted access without the scope "api". Tick "api" on the application in GitLab, save it, and try again.',
  'account.oauth.onlyAdmins':
    'Only Jira administrators can link accounts, and you no longer are one. Ask an administrator to authorize it.',
  'account.oauth.continueInJira': 'Go back to the page that you came from, and choose Continue there.',
  'account.rules.tooLong': 'These rules are too long. Use fewer.',
  'account.smartCommits.choose': 'Choose who carries out Smart Commits: one of those that the page shows.',
  'account.token.stopping': 'The process is stopping; the work continues on another one.',
  'account.token.renewing': 'Another process is still renewing the access to GitLab. Try again in a minute.',
  'account.token.siteLeft': 'Waiting for GitLab to be told that this site has left.',
  'account.state.pending': 'Not authorized yet',
  'account.state.active': 'Linked',
  'account.state.needs_authorization': 'Needs to be authorized again',
  'account.state.removed': 'Removed',
  'account.kind.group': 'Group, with its subgroups',
  'account.kind.user': 'Personal namespace',
  'account.version': 'GitLab {version}',
  'account.versionEnterprise': 'GitLab {version}, Enterprise Edition',
  'account.pathOnHost': '{path} on {host}',
  'account.linkOnHost': '<gitlab>{path}</gitlab> on {host}',
  'account.list.lead':
    'Connect GitLab groups and personal namespaces to Jira. Their branches, commits, merge requests, builds, deployments and feature flags appear on the issues that they name.',
  'account.list.leadLinks':
    'Connect GitLab groups and personal namespaces to Jira. Their branches, merge requests, builds, deployments and feature flags become links of the issues that they name.',
  'account.list.smartCommits': 'Smart Commits',
  'account.list.authors': 'Authors of commits',
  'account.list.owner': 'Authorized by {owner}',
  'account.list.more': 'More',
  'account.list.moreFor': 'More for {name}',
  'account.list.menu': 'What to do with {name}',
  'account.list.refresh': 'Refresh repositories',
  'account.list.defaults': 'Configure defaults',
  'account.list.remove': 'Remove',
  'account.list.empty': 'No accounts yet',
  'account.list.empty.words':
    'Link a GitLab group or a personal namespace. Everything in it is imported, its complete history included.',
  'account.show.loading': 'Loading repositories…',
  'account.show.pending': 'This account is not authorized yet',
  'account.show.pending.words':
    'GitLab has not come back with an authorization. If it showed an error page, see below what it means.',
  'account.show.authorize': 'Authorize',
  'account.show.again': 'This account needs to be authorized again',
  'account.show.authorizeAgain': 'Authorize again',
  'account.show.foreign':
    'This personal namespace does not belong to @{owner}, who authorized the account. Only projects that @{owner} can see are found; for all of them, its owner has to authorize the account.',
  'account.show.settings': 'Settings',
  'account.show.commits': 'What commits asked for',
  'account.show.connection': 'Connection',
  'account.show.owner': 'Authorized by',
  'account.show.lacks': 'Not in this GitLab',
  'account.show.waits': 'What waits',
  'account.show.remove': 'Remove account',
  'account.switch.autoLink': 'Auto Link New Repositories',
  'account.switch.autoLink.hint': 'Projects that appear in GitLab later are linked by themselves.',
  'account.switch.smartCommits': 'Enable Smart Commits',
  'account.switch.smartCommits.hint': 'For new repositories. Each repository has its own switch.',
  'account.switch.includeArchived': 'Include archived projects',
  'account.switch.includeArchived.hint':
    'Archived projects are imported like the others. Without it, what came from them leaves Jira.',
  'account.switch.lowerCaseKeys': 'Find issue keys in lower case',
  'account.switch.lowerCaseKeys.hint':
    'abc-12 counts as ABC-12. May find keys where none was meant. Switching it reads every repository of the account again.',
  'account.archived.sure':
    '{count, plural, one {# archived repository is enabled. Without archived projects, it and everything that came from it leave Jira.} other {# archived repositories are enabled. Without archived projects, they and everything that came from them leave Jira.}} With the switch on again, all of it is imported anew.',
  'account.archived.leaveOut': 'Leave archived projects out',
  'account.rules': 'Types of environments',
  'account.rules.hint':
    'One rule a line, such as <code>eu-* = production</code>; the first that matches counts. Types: production, staging, testing, development, unmapped. Without a rule, GitLab’s deployment tier decides, then the name.',
  'account.rules.saved': 'Saved. Deployments and feature flags that change their type are sent again.',
  'account.runner': 'Who carries out Smart Commits',
  'account.runner.app': 'This app',
  'account.runner.app.hint':
    'Each command is done as the author of the commit, who is found by e-mail, mapping or their own link; what came of it is shown, and can be run again.',
  'account.runner.jira': 'Jira',
  'account.runner.jira.hint':
    'Jira reads the messages of new commits itself and finds the author by e-mail address. This app does not learn what came of it, and the settings for verified authors and failures do not apply.',
  'account.runner.nobody': 'Nobody',
  'account.runner.nobody.hint': 'Commits appear on their issues, and their commands do nothing.',
  'account.runner.here': 'Where this app carries them out',
  'account.runner.trusted': 'Only trust verified authors',
  'account.runner.trusted.hint':
    'A commit counts only where its author has pushed it to GitLab. Without this, whoever can push can write another’s address into a commit.',
  'account.runner.tell': 'Tell the issue when a command fails',
  'account.runner.tell.hint':
    'The app adds a comment with the reason. Authors see their failures on their own page either way.',
  'account.runner.saved': 'Saved. It holds for commits from now on, and for commands that wait.',
  'account.continue.title': 'Continue in GitLab',
  'account.continue.loggedIn': 'Please be sure that you are logged in to {host} before clicking Continue.',
  'account.continue.then':
    'GitLab asks you to allow access, then brings you back to Jira. The app sees in GitLab what this user sees. You have 10 minutes.',
  'account.continue.continue': 'Continue',
  'account.errors.title': 'GitLab shows an error instead',
  'account.errors.redirect':
    'The Redirect URL of the application in GitLab differs from the one this app shows. Paste it there again, save, and come back here.',
  'account.errors.scope':
    'Tick the scope <code>api</code> on the application in GitLab, save, and come back here.',
  'account.errors.client':
    'The application was deleted in GitLab. Make a new one and enter its Client ID and Client Secret on the account’s page.',
  'account.form.hostUrl':
    'Enter an address such as https://gitlab.example.com or https://example.com/gitlab.',
  'account.rules.tooMany': 'There are {count, number} rules; use at most {most, number}.',
  'account.rules.noRule':
    'Line {line, number}: write the name of an environment, an equals sign and its type, such as “eu-* = production”.',
  'account.rules.longName': 'Line {line, number}: names have at most {most, number} characters.',
  'account.rules.noType': 'Line {line, number}: “{word}” is not a type. Use {types}.',
  'account.lacks.reviewers':
    'Merge requests with reviewers in one request (GitLab 14.0): they are read one by one, which takes longer.',
  'account.lacks.hookTests':
    'Test requests to webhooks (GitLab 17.1): one that was switched off is brought back by saving it again, or comes back by itself.',
  'account.lacks.signedEvents': 'Signed events (GitLab 19.0): events are trusted by their secret token.',
  'account.lacks.groupHooks':
    'Group webhooks (GitLab Premium and Ultimate): each repository has a webhook of its own.',
} as const;
