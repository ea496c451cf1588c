"""The actions that buttons ask for, by the names that travel in a button's token (ASCII, short)."""

# answering
RECEIVE = "rc"  # assignment, due
RECEIVE_ALL = "ra"  # notice
PROGRESS = "pg"  # assignment, due
PERCENT = "pp"  # assignment, due, percent
NO_CHANGE = "nc"  # assignment, due
REST_NO_CHANGE = "na"  # notice
BLOCKED = "bl"  # assignment, due
DONE = "dn"  # assignment, due
CLOSURE = "cl"  # assignment, due
EXTENSION = "ex"  # assignment, due
EXTEND_TO = "et"  # assignment, due, ISO date
NOT_OURS = "no"  # assignment, due
CONFIRM = "ok"  # nonce, index
CHOOSE_TASK = "ct"  # nonce, number
CHOOSE_KIND = "ck"  # nonce, index, kind
DROP = "dp"  # nonce
UNDO = "ud"  # report
AMEND = "am"  # report
KEEP_DRAFT = "kd"  # report
ALSO = "al"  # report, assignment of another task that asks for the same
SUBMIT_DRAFT = "sd"  # report
EVIDENCE = "ev"  # assignment

# looking
CARD = "tk"  # assignment, due
TASK = "tv"  # task
SOURCE = "sr"  # task
BUNDLE_PAGE = "bp"  # notice, page
UNITS = "us"  # task
TAKE_OVER = "to"  # task
CHASE = "ch"  # task
PAGE = "page"  # a query and its page
DIGEST = "digest"  # page
DIGEST_FILE = "df"

# the office
REVIEW = "rv"  # page
REVIEW_ONE = "ro"  # report
ACCEPT = "ac"  # report
RETURN = "rt"  # report
PLAN = "pl"  # plan
PLAN_PART = "pt"  # plan, part, page
UNIT_IS = "pi"  # plan, index, unit
UNIT_NEW = "pn"  # plan, index
UNIT_NAME = "pu"  # plan, index
UNITS_ALL = "pa"  # plan
PAST_DUE = "ps"  # task, ask|done
PAST_DUE_ALL = "pz"  # plan, ask|done
DEFAULT = "pf"  # plan, end|month|quarter|half_year|year|type
CONSOLIDATE = "pc"  # plan, first|type
ASK_MODE = "pm"  # task, each|lead
ASK_MODE_ALL = "mm"  # plan, each|lead
CANDIDATE = "cd"  # task, take|drop
CANDIDATES_ALL = "ca"  # plan, drop
FINDING = "fn"  # finding
FINDINGS_SEEN = "fs"  # plan, page
SUPPLIER = "sp"  # plan
ROSTER = "rs"  # plan
MARK_ISSUED = "mi"  # plan
DISPATCH = "go"  # plan, 1 once confirmed
RECALL = "rk"  # plan
COMPARE = "cp"  # new plan, old plan, page
REPLACE = "rp"  # new plan, old plan, 1 once confirmed
EXPORT = "xp"  # plan
SHEET_PAGE = "xg"  # plan, page
SHEET_TAKE = "xt"  # plan
EDIT = "te"  # task
EDIT_FIELD = "tf"  # task, field
EXEMPT = "xm"  # task
CANCEL = "xc"  # task
CANCEL_NOW = "xn"  # task
RESTORE = "xr"  # task
STRIKE_OFF = "so"  # task
HISTORY = "hy"  # task
INVITE_ALL = "ia"
