# 界面文字。每条一行,两种语言各一份,条目相同(测试比较)。
app-name = 高新图鉴
figure-source = 来源:{ $sources }
figure-data = 高新图鉴 · 数据 { $version }
