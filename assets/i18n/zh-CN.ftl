# 界面文字。每条一行,两种语言各一份,条目相同(测试比较)。
app-name = 高新图鉴
figure-source = 来源:{ $sources }
figure-data = 高新图鉴 · 数据 { $version }

# export
save-no-folder = 存不进「{ $path }」：没有这个文件夹。请先建好，或另选一处。
save-read-only = 存不进「{ $path }」：「{ $folder }」不许写入。请另选一处，或改其权限。
save-disk-full = 存不进「{ $path }」：磁盘已满。请腾出空间，或另选一处。
save-exists = 「{ $path }」已存在。请换个名字，或确认替换。
save-is-folder = 存不进「{ $path }」：这是文件夹。请在后面加上文件名。
save-bad-name = 存不进「{ $path }」：文件名为空、太长，或含不许用的字符。请换个名字。
save-other = 存不进「{ $path }」：{ $reason }。请另选一处再试。
png-no-picture = 图片没有像素。请把宽和高设为至少 1。
png-text-too-long = 图片附带的文字超过 1 MB。请缩短标题、来源或图表设定。
png-not-png = 这不是 PNG 图片。请选本软件导出的 PNG 文件。
png-damaged = PNG 已损坏（{ $reason }）。请重新导出。
png-unreadable = 文件读不出来：{ $reason }。请看它是否还在、有无权限。
