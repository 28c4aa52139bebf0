"""How long each text and list of an answer may be; what is longer is cut, so that no answer can flood a mail."""

HEADLINE = 120
TITLE = 120
PARAGRAPH = 1200
SENTENCE = 400  # a consequence, a question, a reason
FINDING = 800
QUOTE = 2000
PATH = 1024

PARAGRAPHS = 6
CONSEQUENCES = 8
QUESTIONS = 6
FINDINGS = 20
REASONS = 10
POLICIES = 30
