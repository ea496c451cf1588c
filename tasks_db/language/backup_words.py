"""Words that ask for a backup, or for everything to take along: 备份, 怎么备份, 把所有数据导出备份一份."""

from tasks_db import lazy_re as re

_SMALL = (
    r"(?:请问?|怎么样?|如何|怎样|能不能|可不可以|可以|能|在?哪里?|把|将|所有|全部|整个|数据库?|资料|系统|程序|平台|台账|登记|都|一下|帮[我忙]"
    r"|我们?|要|想|给|做|办|出来|导出|拷贝?|下载|存|一?份|个|一|来|吗|呢|了|吧|啊|每[天周月]|自动|定期|的|里|有没有|什么|是|谁|上次|什么时候|文件|并|和"
    r"|[，,。？?！!\s])*"
)
_BACKUP = re.compile(rf"{_SMALL}备份{_SMALL}")
_EVERYTHING = re.compile(
    rf"{_SMALL}(?:所有|全部|整个)的?(?:系统|程序|平台)?的?(?:数据库?|资料){_SMALL}(?:导出|拷|下载|存){_SMALL}"
    rf"|{_SMALL}(?:导出|拷贝?|下载){_SMALL}(?:所有|全部|整个)的?(?:数据库?|资料){_SMALL}"
)


def asks_for_backup(text: str) -> bool:
    """Return whether words ask for a backup, or for all data at once, and say nothing else."""
    said = text.strip()
    return _BACKUP.fullmatch(said) is not None or _EVERYTHING.fullmatch(said) is not None
