"""What a backup is, who makes it and how; no list that is exported is one."""

HOW = (
    "备份在聊天和网页里做不了，由运行这个程序的人（管服务器的）在那台机器上做，运行中也可以做：\n"
    "lianxi backup\n"
    "备份文件写在数据文件夹的 backups 里（加 --out 文件，可写到别处），含数据库、全部佐证材料和改过的模板，"
    "不含设置和口令。每做一份都要抄到另一台机器上；恢复用 lianxi restore 备份文件。\n"
    "“导出台账”（/ledger）和别的导出只是表格，不是备份，不能用来恢复。只要一张任务总表，请发 /ledger。"
)
FOR_UNITS = "数据由联席会议办公室那边备份，单位不用做。"
