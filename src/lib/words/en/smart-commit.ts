export const smartCommit = {
  'smartCommit.title': 'Smart Commits',
  'smartCommit.lead':
    'What commit messages have asked of Jira issues, and what came of it. The newest commits come first.',
  'smartCommit.tryALine': 'Try a line',
  'smartCommit.filter': 'Filter Smart Commits',
  'smartCommit.filter.repository': 'Repository',
  'smartCommit.filter.author': 'Author',
  'smartCommit.filter.issue': 'Issue or project',
  'smartCommit.filter.state': 'State',
  'smartCommit.filter.all': 'All',
  'smartCommit.table': 'Table of Smart Commits',
  'smartCommit.column.commit': 'Commit',
  'smartCommit.column.issue': 'Issue',
  'smartCommit.column.command': 'Command',
  'smartCommit.column.state': 'State',
  'smartCommit.column.as': 'As',
  'smartCommit.column.when': 'When',
  'smartCommit.pages': 'Pages of Smart Commits',
  'smartCommit.newer': 'Newer',
  'smartCommit.older': 'Older',
  'smartCommit.noMatch': 'No Smart Commit matches these filters.',
  'smartCommit.none': 'No Smart Commits yet',
  'smartCommit.none.message':
    'A commit message such as <code>ABC-12 #comment Fixed #time 1h 30m #close</code> comments on the issue, logs work and moves it. Commits that came before their repository was imported, or with the import, do nothing.',
  'smartCommit.removedRepository': 'a repository that was removed',
  'smartCommit.showInJira': 'Show in Jira',
  'smartCommit.onIssue': ': {written} on {issueKey}',
  'smartCommit.runAgain': 'Run again',
  'smartCommit.nobodyYet': 'Nobody yet',
  'smartCommit.choice.done': 'Done',
  'smartCommit.choice.failed': 'Failed',
  'smartCommit.choice.unknown': 'Please look',
  'smartCommit.choice.skipped': 'Skipped',
  'smartCommit.choice.waiting': 'Waiting or running',
  'smartCommit.state.waiting': 'Waiting',
  'smartCommit.state.running': 'Running',
  'smartCommit.state.done': 'Done',
  'smartCommit.state.failed': 'Failed',
  'smartCommit.state.skipped': 'Skipped',
  'smartCommit.state.unknown': 'Please look',
  'smartCommit.chart': 'Commands by the day their commit came, last 30 days (UTC)',
  'smartCommit.chart.done': 'Done',
  'smartCommit.chart.failed': 'Failed or unknown',
  'smartCommit.chart.skipped': 'Skipped',
  'smartCommit.chart.waiting': 'Waiting',
  'smartCommit.deed.comment': 'Comment',
  'smartCommit.deed.commented': 'Commented',
  'smartCommit.deed.log': 'Log {spent}',
  'smartCommit.deed.logged': 'Logged {spent}',
  'smartCommit.deed.logWork': 'Log work',
  'smartCommit.deed.loggedWork': 'Logged work',
  'smartCommit.mine.title': 'My Smart Commits',
  'smartCommit.mine.lead':
    'What your commits of the last 90 days asked of Jira, and what came of it. What failed can be run again by a Jira administrator, on the page <em>Smart Commits</em>.',
  'smartCommit.mine.onlyNotDone': 'Only what was not done',
  'smartCommit.mine.noneNotDone':
    'Nothing that your commits of the last 90 days asked of Jira has failed, as far as the app knows which commits are yours.',
  'smartCommit.mine.none': 'No Smart Commits of yours have come in the last 90 days.',
  'smartCommit.mine.none.message':
    'A commit message such as <code>ABC-12 #comment Fixed #time 1h 30m #close</code> comments on the issue, logs work and moves it. It is listed here if the app knows the commit as yours; not where an administrator has switched Smart Commits off, or Jira itself carries them out.',
  'smartCommit.try.lead':
    'How the message of a commit is read, as whom it would run, and what it would do on an issue. Nothing is changed in Jira.',
  'smartCommit.try.message': 'Commit message',
  'smartCommit.try.message.hint':
    'Such as <code>ABC-12 #comment Fixed #time 1h 30m #close</code>. Only the first line counts.',
  'smartCommit.try.author': 'Author’s e-mail address (optional)',
  'smartCommit.try.author.hint': 'As the commits carry it: who that is in Jira decides what may be done.',
  'smartCommit.try.host': 'GitLab',
  'smartCommit.try.issue': 'Issue (optional)',
  'smartCommit.try.issue.hint': 'On which it is tried. Empty: the first that the line asks something of.',
  'smartCommit.try.try': 'Try',
  'smartCommit.try.read': 'How it is read',
  'smartCommit.try.as.linked': 'It would run as <strong>{name}</strong>, who has linked their GitLab user.',
  'smartCommit.try.as.mapped':
    'It would run as <strong>{name}</strong>, whom the list “Authors of commits” names for this address.',
  'smartCommit.try.as.username':
    'It would run as <strong>{name}</strong>, who is called in Jira as the GitLab user with this address is.',
  'smartCommit.try.as.email':
    'It would run as <strong>{name}</strong>, the only active Jira user with this address.',
  'smartCommit.try.nobody': 'Nothing would run. {reason}',
  'smartCommit.try.trouble': '{reason} Try again in a while.',
  'smartCommit.try.unnamed': 'The line does not name {issueKey}: it is looked at as if it did.',
  'smartCommit.try.table': 'Table of commands',
  'smartCommit.try.column.issues': 'Issues',
  'smartCommit.try.column.read': 'Read as',
  'smartCommit.try.column.now': 'On {issueKey} now',
  'smartCommit.try.error': 'Error',
  'smartCommit.try.more': '{count, number} more are not shown.',
  'smartCommit.try.moves':
    'Each is looked at by itself. In a commit they run one after the other, and a transition may lead to a status with other ones.',
  'smartCommit.try.notLooked':
    'Whether Smart Commits are on for a repository, and whether its account trusts only verified authors, is not looked at here.',
  'smartCommit.try.wouldRun': 'Would run',
  'smartCommit.try.wouldFail': 'Would fail',
  'smartCommit.try.emptyLine': 'The first line is empty: write the message of a commit.',
  'smartCommit.try.nothing': '{reading}. Write it as KEY-123 #comment text, with the key in capitals.',
  'smartCommit.read.noKey': 'No command: no issue key that could carry one',
  'smartCommit.read.noCommand': 'No command for {issueKeys}',
  'smartCommit.read.transition': 'Transition "{name}"',
  'smartCommit.read.transitionWith': 'Transition "{name}", comment "{comment}"',
  'smartCommit.read.comment': 'Comment "{comment}"',
  'smartCommit.read.emptyComment': 'Comment without text: write one after #comment',
  'smartCommit.read.noTime': 'No time in "{argument}": begin with a duration, as in #time 1h 30m',
  'smartCommit.read.time': 'Time {spent}',
  'smartCommit.read.timeWith': 'Time {spent}, comment "{comment}"',
  'smartCommit.jiraSays': '{what} Jira says: {words}',
  'smartCommit.reason.emptyComment': 'There is no text to comment with.',
  'smartCommit.reason.noTime': 'There is no time after the command, such as 1h 30m.',
  'smartCommit.reason.noComment': 'There is no text after #comment. Write the comment in Jira.',
  'smartCommit.reason.noDuration':
    'There is no duration directly after #time, such as 2h 30m (w, d, h and m). Log the work in Jira.',
  'smartCommit.reason.repeats':
    'This commit repeats {sha}: author, author date and line are the same, as after a rebase, a cherry-pick or a squash. What it asks for counts once.',
  'smartCommit.reason.tooMany':
    'This line asks for {asked, number} actions, and a commit may ask for {most, number}. This one and those after it are left out; do them in Jira.',
  'smartCommit.reason.refused': 'Jira refused it ({status}).',
  'smartCommit.reason.noPermission.comment':
    '{name} may not add comments in {project}. An administrator of that project can give the permission “Add comments”.',
  'smartCommit.reason.noPermission.time':
    '{name} may not log work in {project}. An administrator of that project can give the permission “Work on issues”.',
  'smartCommit.reason.noPermission.transition':
    '{name} may not change the status of issues in {project}. An administrator of that project can give the permission “Transition issues”.',
  'smartCommit.reason.noTimeTracking':
    'Time tracking is switched off in Jira. A Jira administrator can switch it on.',
  'smartCommit.reason.notAsked':
    '{name} has not authorized this app in Jira, and its own user there may not ask what {name} is allowed to do. {name} can authorize the app, or a Jira administrator can make the app’s user an administrator of the project.',
  'smartCommit.reason.noIssue':
    'Jira has no issue {issueKey}, or {name} may not see it. Check the key, or ask an administrator of the project for access.',
  'smartCommit.reason.movedNotCommented':
    'The issue was moved to “{to}”, but its comment was not added. {reason}',
  'smartCommit.reason.ambiguous':
    '#{command} can mean {names}. Write more of the name, with hyphens for spaces.',
  'smartCommit.reason.alreadyThere': 'The issue is already in the status “{status}”.',
  'smartCommit.reason.noneAvailable':
    'Nothing leads on from the status “{status}” for {person}: the workflow offers them no transition here.',
  'smartCommit.reason.noMatch':
    'No transition from “{status}” is called {command}. {person} can use {names}.',
  'smartCommit.reason.needsComment': '“{name}” needs a comment: write it after the command.',
  'smartCommit.reason.asksForFields':
    '“{name}” asks for {fields}, which a commit cannot give. Make this transition in Jira, or ask a Jira administrator to make the field optional.',
  'smartCommit.named': '“{name}”',
  'smartCommit.namedTo': '“{name}” (to “{to}”)',
  'smartCommit.namedMore': '{count, number} more',
  'smartCommit.reason.notLinked':
    'The account of its repository is linked no more. A Jira administrator can link it again.',
  'smartCommit.reason.repositoryOff':
    'The repository {path} is switched off. A Jira administrator can switch it on.',
  'smartCommit.reason.smartCommitsOff':
    'Smart Commits are switched off for {path}. A Jira administrator can switch them on.',
  'smartCommit.reason.runner.jira':
    'Jira itself carries out the Smart Commits of this account. A Jira administrator can choose “This app”.',
  'smartCommit.reason.runner.nobody':
    'Nobody carries out the Smart Commits of this account. A Jira administrator can choose “This app”.',
  'smartCommit.reason.notAuthorized':
    'It waits until the GitLab account is authorized again: until then nobody can ask who has pushed it. {reason}',
  'smartCommit.reason.triedAgain': '{reason} It was tried again and again; run it again when that is over.',
  'smartCommit.reason.unknown':
    'Jira was asked to do this and gave no answer, and it cannot be found out whether it did. Please look at the issue; if it is missing there, run this again.',
  'smartCommit.reason.unknownBecause':
    'Jira was asked to do this and gave no answer, and it cannot be found out whether it did. Please look at the issue; if it is missing there, run this again. The last that was heard: {last}',
  'smartCommit.reason.notKnownYet': 'Jira has not said whether it did this; it is looked for there.',
  'smartCommit.reason.notKnownBecause':
    'Jira has not said whether it did this; it is looked for there. {reason}',
  'smartCommit.reason.otherProcess': 'Another process carries this command out. It is looked at again.',
  'smartCommit.reason.stoodStill': 'This app stood still before it could ask Jira. It is tried again.',
  'smartCommit.reason.silent': 'Jira does not answer. It is asked again soon.',
  'smartCommit.notVerified.notLinked':
    "Not verified as its author's. Its repository is not linked any more, so nobody can ask who has pushed it.",
  'smartCommit.notVerified.noPush':
    "Not verified as its author's. GitLab shows no push that brought this commit. Do what it asks for in Jira.",
  'smartCommit.notVerified.hidden':
    "Not verified as its author's. GitLab does not show who has pushed it to the user who authorized the account. Let one with access authorize it, then run this again.",
  'smartCommit.notVerified.bulk':
    "Not verified as its author's. It cannot be verified, because it came with a push of more than three branches or tags, or after one, and GitLab does not tell what was in such a push. Push fewer at a time. Do what it asks for in Jira.",
  'smartCommit.notVerified.crowd':
    "Not verified as its author's. It cannot be verified, because too much has been pushed to its repository since that was last read as a whole. Do what it asks for in Jira.",
  'smartCommit.notVerified.gone':
    "Not verified as its author's. It cannot be verified, because not everything that {pusher} has pushed before can be looked at any more. Do what it asks for in Jira.",
  'smartCommit.notVerified.other':
    "Not verified as its author's. {pusher} has pushed it, and its author is @{author}. Do what it asks for in Jira.",
  'smartCommit.notVerified.address':
    "Not verified as its author's. {pusher} has pushed it, and GitLab does not know the author's address as theirs. Whose it is adds it under Emails in their GitLab profile and confirms it; then run this again.",
  'smartCommit.notVerified.fork':
    "Not verified as its author's. It came from a fork, with !{iid} of somebody else, and nobody can tell who has pushed it there. Do what it asks for in Jira.",
  'smartCommit.somebodyElse': 'somebody else',
  'smartCommit.pushNotYet': 'GitLab does not show the push of this commit yet; it is asked again.',
  'smartCommit.try.asWritten': 'It cannot be carried out as it is written.',
  'smartCommit.try.comments': '{name} comments.',
  'smartCommit.try.logs': '{name} logs work.',
  'smartCommit.try.moved': '“{name}”: from “{from}” to “{to}”.',
  'smartCommit.try.movedThenComment': '{moved} The comment is added after it.',
  'smartCommit.try.movedNoComment': '{moved} But its comment would not be added. {reason}',
  'smartCommit.again.notThere': 'This command is not there any more. Reload the page.',
  'smartCommit.again.done': 'This command is done already. Reload the page.',
  'smartCommit.again.underWay': 'This command is about to be carried out already. Reload the page.',
  'smartCommit.again.hopeless': 'Another try cannot change this. Do it in Jira.',
  'smartCommit.again.notKnown': 'This command is not known any more. Reload the page.',
} as const;
