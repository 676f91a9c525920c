"""The furniture of news pages, as patterns: what stands on the page but is not the report.

Every pattern is tried at the start of a rough sentence, so a long text is walked once. The classes were
learnt from pages of news agencies, broadcasters, newspapers and state media in many countries.
"""

from __future__ import annotations

import re

_NAME = r"(?:[A-Z][\w.'’-]*|al-[A-Z][\w'’-]*|de|la|van|von|bin|el)"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{0,6}}"
_ROLE = (
    r"(?:(?:additional|further|extra)\s+)?(?:reporting|writing|written|editing|edited|reported|compiled|translated"
    r"|translation|production|research|photography|graphics?)"
)
CREDIT_START = rf"(?i:{_ROLE}(?:(?:,|\s+and|\s*/)\s+{_ROLE})*\s+(?:by|from)\s*:?)\s+(?=[A-Z])"
CREDIT = re.compile(rf"[(\[]?{CREDIT_START}")
"""The start of a credits line: "(Reporting by ...", "Additional reporting by", "Editing by"."""
CREDIT_WORDS = re.compile(
    rf"(?:[A-Z][\w.'’-]*|al-\w+|(?i:{_ROLE}|by|in|and|at|for|from|with|of|the|newsroom|bureau|desk|staff|de|van"
    rf"|von|bin)"
    r"\b|[;,/&])(?:\s+|(?=[;,.)\]])|$)"
)
"""One word that may stand in a credits line."""

_BUTTON = (
    r"home|news|world|middle east|africa|asia|europe|americas|menu|search|close|live|videos?|photos?|audio"
    r"|opinion|sport|login"
    r"|print|tweet|share|e-?mail|comments?|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest"
    r"|copy link|save|listen"
)
_OPENINGS = (
    # consent, cookies, privacy
    r"(?:we|this (?:web)?site|our (?:web)?site|[A-Z][\w.]+) (?:and our (?:\d+ )?partners )?uses? (?:\w+ ){0,3}cookies",
    r"(?:accept|reject|allow|manage|customi[sz]e) (?:all )?(?:cookies?|preferences|settings|and continue|consent)\b",
    r"(?:accept|reject|allow|agree to|decline) all\s*$",
    r"(?:updated|published|posted|last updated) (?:about )?(?:an?|\d+) (?:minute|hour|day|week|month)s? ago\b",
    r"by (?:continuing|using|clicking|signing|subscribing|entering|providing)\b.{0,120}"
    r"(?:you (?:agree|accept|consent)|cookies|privacy|terms)",
    r"(?:cookie|privacy|terms)(?:s)? (?:policy|notice|settings|preferences|of (?:use|service))\b",
    r"your (?:privacy|consent|choices) ",
    r"please (?:enable|turn on) (?:javascript|cookies)",
    # newsletters, subscription, accounts
    r"(?:sign|signing) up (?:to|for|here|now|today)\b",
    r"(?:get|receive) (?:the|our|all|more|a|daily|breaking|news|every)\b.{0,120}"
    r"(?:newsletter|inbox|in your e?-?mail|alerts?|delivered|app\b)",
    r"subscribe (?:to|now|for|today|here)\b",
    r"(?:thank you|thanks) for (?:reading|subscribing|signing up|registering)",
    r"(?:already (?:a|have an?) (?:subscriber|member|account)|log ?in (?:to|or)|sign ?in (?:to|or)"
    r"|register (?:now|for free|to))\b",
    r"(?:enter|submit) your e-?mail\b",
    r"(?:you (?:have|can) (?:read|unsubscribe)|unsubscribe)\b",
    r"support (?:our|independent|quality) journalism",
    r"this (?:newsletter|podcast) (?:is|can|may)\b",
    # teasers and navigation
    r"(?:also |must[- ])?read (?:more|also|next|on|the full|this|our)\b(?=.{0,140}$)",
    r"(?:read|see|watch|view|find|hear) (?:more|also|the full|full|all)\s?(?::|\b.{0,80}$)",
    r"(?:related|more|see also|don['’]t miss|recommended|you may (?:also )?like|up next|most (?:read|popular|viewed)"
    r"|trending|editor['’]?s['’]? (?:picks?|choice)|more (?:on|from|about) (?:this|the)? ?(?:story|topic)?"
    r"|top stories"
    r"|related (?:articles?|stories|news|topics|coverage|content|links?))\s*(?::|$|\|)",
    r"(?:click|tap|scroll|swipe) (?:here|on|to|through|down|the)\b",
    r"(?:skip|jump|back|go) to (?:main|content|navigation|top|home|the top|the main|comments)\b",
    r"(?:continue|keep) reading\b",
    r"(?:story|article) continues (?:below|after)",
    r"(?:advertisement|advertising|sponsored|promoted|paid content)\b(?=\s*(?:$|[:|.]))",
    r"(?:full|next|previous|back to) (?:article|story|page|coverage)\s*$",
    rf"(?:{_BUTTON})(?:\s*[|>»/·•]?\s*(?:{_BUTTON}|this|on|via|\d+)){{0,20}}\s*$",
    r"(?:print|tweet|get) (?:tweet|short url|views)\b",
    r"(?:for (?:all )?the latest|for more (?:on|news|information|about|from)|to (?:read|see|watch|hear"
    r"|learn) more)\b",
    r"(?:all rights reserved|watch (?:live|now|the video|:)|listen (?:now|to (?:this|the|our))|download (?:the"
    r"|our))\b",
    r"(?:have|got) (?:a|any) (?:story|tip|news tip|information|questions?|comments?) .{0,80}"
    r"(?:e-?mail|contact|tell|send|share|let us)",
    r"(?:contact|e-?mail|write to) (?:us|the (?:author|reporter|editor|writer)s?|him|her)\b.{0,10}(?:at|on|via|$)",
    r"(?:are you (?:in|there|affected)|were you there|do you live)\b.{0,120}\?",
    r"(?:share|send|submit|upload|tell us|e-?mail)(?: us)? your\b",
    r"join (?:the (?:conversation|discussion|debate)|our|us on|more than)\b",
    # sharing and comments
    r"(?:follow|like|find|join) (?:us|@\w+|[A-Z]\w+(?: [A-Z]\w+){0,3}) on "
    r"(?:twitter|facebook|x|instagram|telegram|youtube|whatsapp|google)\b",
    r"(?:follow|see|find|read) .{2,60} (?:coverage|updates|reporting)\b.{0,40}(?:at|on|here|https?:|$)",
    r"(?:follow|tweet(?:s|ing)? (?:at|him|her)?) ?@\w+",
    r"(?:share|tweet|post|pin|send)(?: (?:this|on|to|via|it|the)\b.{0,60})?$",
    r"(?:this discussion is now closed|comments (?:are|have been|will be|for this)|leave a (?:comment|reply)"
    r"|view comments"
    r"|add (?:a |your )?comment|post a comment|\d+ comments?\s*$)",
    r"you agree that (?:anything|any|all|your)\b",
    r"\((?:required|optional)\b[^)]{0,60}\)",
    r"(?:[A-Z]\w+ ){1,3}welcomes .{0,60}(?:discussion|comments?)\b",
    r"we welcome (?:your )?comments",
    r"views expressed (?:in|by|here)\b",
    r"the (?:views|opinions) expressed (?:in|by|here)\b",
    r"community standards ?(?:discussion)?",
    r"last (?:update|updated|modified)\s?(?::|at\b|on\b)",
    r"more ?(?:images?|photos?|videos?)\s*$",
    # rights, standards, process
    r"our standards\s*:",
    r"(?:©|\(c\)\s*\d{4}|\(c\)\s*copyright|copyright\b.{0,8}(?:\d{4}|©|\(c\)))",
    r"(?:this|the) material may not be (?:published|broadcast|rewritten|redistributed)",
    r"(?:all )?rights reserved\b",
    r"(?:this (?:article|story|report|piece|post|page|content)|the (?:article|post)) (?:is|was|has been"
    r"|originally|first)"
    r"\b.{0,40}(?:translation|translated|published|appeared|produced|republished|updated|amended|corrected"
    r"|edited|archived)",
    r"(?:updated|corrected|adds?|recasts?|refiles?) (?:with|to|throughout)\b.{0,80}"
    r"(?:detail|paragraph|quote|throughout|headline|typo)",
    r"(?:correction|clarification|editor['’]s note)\s*:",
    r"\((?:adds|recasts|refiles|updates|corrects|repeats|changes|writes through)\b[^.)]{0,120}\)",
    r"(?:stay|keep) (?:up to date|informed|tuned|up-to-date)\b",
    r"[\w.'’ ,-]{2,120}? (?:also )?contributed (?:reporting )?(?:to|from) (?:this|the) (?:report|story|article"
    r"|piece)",
    r"[\w.'’ ,-]{2,120}? contributed (?:to this|reporting)\b[^.]{0,60}\.?$",
    r"(?:file )?(?:photo(?:graph)?s?|pictures?|images?|illustration|graphics?)"
    r"(?: (?:by|credit|courtesy(?: of)?|source|copyright|from))?\s?:\s?(?-i:(?:[A-Z/@]\S*[ ]?){1,8})$",
    r"(?:sources?|credits?|via)\s?:\s?(?-i:(?:[A-Z/@]\S*[ ]?){1,4})$",
    r"(?:image|picture|photo) (?:caption|copyright|source|credit)\b[^.]{0,60}$",
    r"(?:getty images|afp/getty|reuters/|epa/|ap photo)[^.]{0,60}$",
    r"\((?:source|via|photo|picture|image|credit)s?\s?:\s?[^)]{2,80}\)",
    r"\((?:[A-Z][\w.]+ ){1,3}(?:photo|picture|image|file)s?\)",
    r"(?:topics?|tags?|keywords|filed under|categories|category|sections?)\s*:\s*[^.]{2,200}$",
    r"(?:reading time|estimated read|\d+ min(?:ute)?s? read)\b",
    r"\((?:with|compiled|from|and) (?:(?:input|reports?|files?|additional reporting|agencies) ?)*(?:from |by )?"
    r"(?:the )?(?:reuters|afp|ap|agencies|agency|dpa|xinhua|associated press|wires)\b[^)]{0,60}\)",
    r"(?:print this|email this|bookmark|rss feed|site ?map|about us|contact us|terms of|advertise with)\b",
)
OPENING = re.compile("|".join(f"(?:{p})" for p in _OPENINGS), re.I)
"""A rough sentence that starts so is furniture as a whole."""

_OUTLET = r"(?:CNN|AFP|AP|Reuters|BBC|Al Jazeera|Associated Press)(?:\s+(?:[A-Z][\w-]+|and)){0,6}?"
_PEOPLE = rf"(?:the\s+)?{_NAMES}(?:(?:,\s+|\s+and\s+|\s+&\s+|\s+in\s+)(?:the\s+)?{_NAMES}){{0,5}}"
BYLINE = re.compile(rf"(?:(?:[Bb]y|BY)\s+{_PEOPLE}(?:,\s*{_OUTLET})?|From\s+{_PEOPLE},\s*{_OUTLET})")
"""A byline: "By the CNN Wire Staff", "From A. Name and B. Name, CNN"."""
WIRE_STAFF = re.compile(
    r"(?:[Bb]y|[Ff]rom)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){1,4}(?:Wire\s+Staff|[Ss]taff(?:\s+[Ww]riters?"
    r"|\s+[Rr]eporters?)?"
    r"|[Cc]orrespondents?|[Aa]gencies|[Rr]eporters?|News\s+Desk|Web\s+Desk)\b"
)
"""A byline that names a desk, after which the story may run on in the same line."""
NAMED_BYLINE = re.compile(
    rf"(?:[Bb]y|[Ff]rom)\s+{_NAME}\s{_NAME}(?:\s{_NAME})?(?:(?:,\s+"
    rf"|\s+and\s+){_NAME}\s{_NAME}(?:\s{_NAME})?){{0,4}},\s*"
    r"(?:[Ff]or\s+(?:the\s+)?)?(?:CNN|AFP|AP|Reuters|BBC|Associated Press|Al Jazeera)\b"
    r"(?:(?:\s+(?:Senior|Chief|State|Department|National|Foreign|International|Pentagon|White|House|Security"
    r"|Middle|East|Producer"
    r"|Correspondent|Editor|Reporter|Staff|Writer|News|Special|Justice|Political|Diplomatic|and)\b){1,7})?"
)
"""A byline with names and an outlet, after which the story may run on in the same line."""

TAIL_CODE = re.compile(
    r"(?:[A-Z]{2,4}(?:/[A-Z]{2,4}){0,3}|(?:[A-Z]{2,4}\s)?\d{2,3}(?:-\d{1,3})?|-(?:AFP|Reuters|AP|NNA|DPA)"
    r"|Twitter|Facebook"
    r"|end(?:item)?|ENDS?|-+\s*30\s*-+|#{2,}|\*{3,}|\[?ENDITEM\]?)\s*$"
)
"""Initials, filing codes and end marks after the last full stop."""
SLOGAN_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|say|will|would|may|could|did|does|do|been|be|"
    r"(?<!\ba )(?<!\ban )(?<!\bour )(?<!\bthe )[a-z]{2,}ed|kills?|dies?|dead|attacks?|hits?|seizes?|takes?"
    r"|strikes?|fled|fell|left|held|shot|sent|told|came|went|made)\b",
    re.I,
)
"""Words that make a line without a full stop a sentence or a headline, not a slogan."""

CAPTION = re.compile(
    r"\((?:[LRC]|\d(?:st|nd|rd|th) [LR]|left|right|cent(?:er|re)|top|bottom|in this (?:photo|image|file)"
    r"|file(?: photo)?"
    r"|pictured)\)"
    r"|\b(?:in this|this|an?) (?:\w+ )?"
    r"(?:file |undated |handout |satellite |aerial |image|photo|picture|frame grab|video)"
    r"(?:\w+ )?(?:photo|image|picture|grab|still|released|provided|taken|made|from|shows)"
    r"|^(?:file|image|photo|picture|caption|video|image caption|file photo|photo caption)\s*[:-]"
    r"|^(?:the (?:images?|photos?|pictures?|video)\b.{0,40}(?:appear|show|taken))"
    r"|^(?:people|residents|rescuers|rebels?|fighters|soldiers|smoke|men|women|children|an?|the|[A-Z][\w-]+)\b"
    r"[^.;:]{0,120}?"
    r"\b(?:inspects?|stands?|walks?|sits?|carry|carries|poses?|looks? (?:at|on|over)|gestures?|runs? (?:near"
    r"|past|for|through)"
    r"|is seen|are seen|rises?|billows?|attends?|waits?|holds? (?:up|a)|wave|waves|fires? (?:a|his|shots)"
    r"|search(?:es)? (?:for|through)|speaks? (?:during|at|to)|mourns?|gather|gathers|rides?|drives? (?:past"
    r"|through)|shows?|talks? with|aims?)\b",
    re.I,
)
"""The words under a picture: who stands where, in the present tense."""
CLOSING_CREDIT = re.compile(
    r"(?<=[.!?\"”’\s])\s*(?:(?:file )?(?:photo(?:graph)?|picture|image)s?(?: (?:by|credit|courtesy(?: of)?))?"
    r"|credit)\s?:\s?"
    r"(?-i:(?:[A-Z/@]\S*[ ]?){1,8})$",
    re.I,
)
"""A photo credit that closes a caption: "... near Homs. Photo: Agency"."""
CAPTION_STRONG = re.compile(
    r"\((?:[LRC]|\d(?:st|nd|rd|th) [LR])\)|\((?:file(?: photo)?|pictured)\)"
    r"|^in this (?:\w+[ ,]+){0,6}?(?:photo|image|picture|frame grab|handout)"
    r"|^(?:file(?: photo)?|image caption|photo caption|caption|file image)\s*[:-]",
    re.I,
)
"""The surest signs of a caption, for use anywhere on the page."""
PHOTO_CREDIT = re.compile(
    r"(?:REUTERS/\S+(?:\s[A-Z]\w+)?|(?:\[|\()(?:[^\])\n]{0,40}?"
    r"(?:AFP|Reuters|AP|EPA|Getty(?: Images)?|photo|Photo|file|FILE)[^\])\n]{0,40})(?:\]|\)))"
)
"""A photographer's or agency's credit inside or after a caption."""
