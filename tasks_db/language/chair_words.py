"""Who chairs a sitting, as people write it: 副召集人顾某, 召集人委托副召集人主持, 受召集人委托，由顾某主持."""

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass

_BY = r"(?:受[^，,。委授]{0,12}|[^，,。（(受委授]{0,12}(?:正式)?)(?:委托|授权|委派)"
_DELEGATED = re.compile(rf"[（(]?{_BY}[）)]?")
_LEADS = re.compile(r"(?:(?P<instead>代为|代)|来|负责)?主持(?:召开|会议|本次会议|这次会议|该会议|此次会议)*[。!]?$")
_EDGES = " ，,。:：;；（）()"
_BEFORE = re.compile(r"^(?:的|由|请|改由|改为)\s*")
_ORDER = re.compile(
    rf"(?:(?:请|麻烦)?(?:这次|本次|此次|下次)会议|会议(?P<number>\d{{1,6}}))?[，,：:\s]*(?P<who>(?:改?由.{{2,24}}?)?{_BY}[^？?]{{2,24}}|改?由[^？?谁哪]{{2,24}})"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Chairing:
    """Who is to chair, as typed without the words around it; whether the words say that somebody delegates it."""

    who: str
    delegated: bool


def chairing(text: str) -> Chairing:
    """Read the words that say who chairs a sitting; what is not understood of them stays as it is typed."""
    flat = " ".join(text.split()).strip(_EDGES)
    leads = _LEADS.search(flat)
    left = (flat[: leads.start()] if leads is not None else flat).strip(_EDGES)
    found = _DELEGATED.search(left)
    instead = leads is not None and leads["instead"] is not None
    if found is not None:
        left = f"{left[: found.start()]} {left[found.end() :]}".strip(_EDGES)
    who = _BEFORE.sub("", left).strip(_EDGES).removesuffix("同志")
    return Chairing(who, delegated=instead or found is not None)


def ordered(text: str) -> str | None:
    """Return who chairs, of a whole message that says so beside its button (这次会议由…主持); None for others.

    委托 alone may be about an office's or a liaison's stand-in, so 主持 has to end the message.
    """
    plain = typed(text).plain.strip()
    if len(plain) > _LONGEST or "\n" in plain or _LEADS.search(plain) is None:
        return None
    found = _ORDER.fullmatch(plain)
    return found["who"] if found is not None and (found["number"] or "委托" in plain or "会议" in plain) else None
